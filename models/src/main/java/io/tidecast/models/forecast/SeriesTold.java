package io.tidecast.models.forecast;

import io.tidecast.models.data.series.SeriesTraits;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.train.ToldRoom;
import java.util.List;

/** What networks are told of the series that their windows are of: its {@link SeriesTraits}. */
public final class SeriesTold {
    private SeriesTold() {}

    /** Returns what a network is to be told. */
    static Conditions conditions(SeriesTraits traits) {
        return Conditions.ofLabels(
                traits.labels().stream().map(label -> label.values().size()).toList());
    }

    /**
     * Tells of one window. Allocates nothing.
     *
     * @param codes of the series' labels
     * @param column the window's place in the batch
     * @param batch how many windows there is room for
     */
    public static void tell(ToldRoom room, List<Integer> codes, int column, int batch) {
        for (int label = 0; label < codes.size(); label++) {
            room.labels()[label * batch + column] = codes.get(label);
        }
    }
}
