package io.tidecast.models.plot;

import java.util.List;

/** How values lie along an axis, and where the axis is labelled. */
sealed interface Scale permits NumberScale, LogScale, TimeScale {
    /** Returns where a value lies: 0 at the axis' low end, 1 at its high end. */
    double position(double value);

    /** Returns labelled places within the axis, in rising order, about as many as asked for and seldom more. */
    List<Tick> ticks(int about);
}
