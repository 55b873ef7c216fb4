package io.tidecast.models.forecast;

import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.train.ToldRoom;

/** What networks are told of the series that their windows are of: its {@link SeriesTraits}. */
public final class SeriesTold {
    private SeriesTold() {}

    /** Returns what a network is to be told. */
    static Conditions conditions(SeriesTraits traits) {
        return Conditions.ofLabels(traits.labels().stream()
                        .map(label -> label.values().size())
                        .toList())
                .withVector(traits.numbers().size());
    }

    /**
     * Tells of one window. Allocates nothing.
     *
     * @param known of the series that the window is of
     * @param column the window's place in the batch
     * @param batch how many windows there is room for
     */
    public static void tell(ToldRoom room, SeriesTraits.OfSeries known, int column, int batch) {
        for (int label = 0; label < known.codes().size(); label++) {
            room.labels()[label * batch + column] = known.codes().get(label);
        }
        for (int i = 0; i < known.numbers().size(); i++) {
            room.vector()[i * batch + column] = known.numbers().get(i).floatValue();
        }
    }
}
