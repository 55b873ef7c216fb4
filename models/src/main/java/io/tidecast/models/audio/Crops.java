package io.tidecast.models.audio;

import io.tidecast.core.random.SplittableGenerator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How recordings are cut into crops, and which crops share a window. Every sample counts in exactly one crop, which has
 * told before it what a network sees, or half a window where that is less.
 *
 * @param recordings what is cut
 * @param window how many steps a window has
 * @param reach how many steps a network sees
 * @param period how many steps make a group that it counts from the first one on; every crop begins with one
 */
record Crops(List<Recording> recordings, int window, int reach, int period) {
    /** Of how many crops a recording is long, so that one more of them does not matter. */
    private static final int LONG = 16;

    /** Returns how many steps a crop that does not begin with its recording has in common with the one before. */
    private int overlap() {
        return Math.min(reach - 1, window / 2);
    }

    /** Returns whether crops hold all that is seen of what counts, so that others before them are not seen. */
    private boolean canShare() {
        return period == 1 && reach - 1 <= overlap();
    }

    /** Returns how many steps of such a crop count at the most. */
    private int fresh() {
        return window - overlap() - (period - 1);
    }

    /** Returns crops as long as windows, one to a window, always the same. */
    List<List<Crop>> fixed() {
        List<List<Crop>> windows = new ArrayList<>();
        for (int recording = 0; recording < recordings.size(); recording++) {
            cut(recording, window).forEach(crop -> windows.add(List.of(crop)));
        }
        return windows;
    }

    /**
     * Returns crops that meet at places drawn by chance. Where windows hold all that a network sees, a crop stands behind
     * another in one window if both fit there and are told the same labels: what counts of it begins only when the network
     * sees nothing of the other.
     */
    List<List<Crop>> drawn(SplittableGenerator random) {
        return new Drawing(random).draw();
    }

    /** Draws crops: those that recordings begin with first, then the others, where they leave the least room. */
    private final class Drawing {
        private final SplittableGenerator random;
        private final List<List<Crop>> windows = new ArrayList<>();

        /** The windows that have some room behind their crops, by the labels that they are told. */
        private final Map<List<Integer>, NavigableMap<Integer, List<Integer>>> rooms = new HashMap<>();

        /** The window of the latest crop of each recording. */
        private final int[] latest = new int[recordings.size()];

        Drawing(SplittableGenerator random) {
            this.random = random;
        }

        List<List<Crop>> draw() {
            List<Crop> rest = new ArrayList<>();
            for (int recording = 0; recording < recordings.size(); recording++) {
                List<Crop> cut = cut(recording, firstLength(recording));
                add(cut.getFirst(), window);
                rest.addAll(cut.subList(1, cut.size()));
            }
            // of one length those of a recording stay in order
            rest.sort(Comparator.comparingInt(Crop::length).reversed());
            rest.forEach(this::place);
            return windows;
        }

        /** Where there are many crops, they begin anywhere, though that may take one more of them. */
        private int firstLength(int recording) {
            int more = Math.ceilDiv(Math.max(0, recordings.get(recording).length() - window), fresh());
            return more < LONG ? window : window - random.nextInt(fresh());
        }

        private void place(Crop crop) {
            NavigableMap<Integer, List<Integer>> alike = roomsFor(crop);
            Map.Entry<Integer, List<Integer>> fitting = canShare() ? alike.ceilingEntry(crop.length()) : null;
            if (fitting == null) {
                add(moved(crop, window), window);
                return;
            }
            int room = fitting.getKey();
            int chosen = fitting.getValue().removeLast();
            if (fitting.getValue().isEmpty()) {
                alike.remove(room);
            }
            add(moved(crop, room), room, chosen);
        }

        /** Lets a crop begin earlier, and the one before it end earlier, where nothing else would fit into the room. */
        private Crop moved(Crop crop, int room) {
            int left = room - crop.length();
            List<Crop> before = windows.get(latest[crop.recording()]);
            Crop previous = before.getFirst();
            int most = Math.min(left, previous.length() - previous.known() - 1);
            if (most <= 0 || period > 1 || (canShare() && left > overlap())) {
                return crop;
            }
            int steps = random.nextInt(most + 1);
            before.set(0, previous.shorter(steps));
            return crop.earlier(steps);
        }

        private void add(Crop crop, int room) {
            windows.add(new ArrayList<>());
            add(crop, room, windows.size() - 1);
        }

        private void add(Crop crop, int room, int chosen) {
            windows.get(chosen).add(crop.placed(window - room));
            latest[crop.recording()] = chosen;
            roomsFor(crop)
                    .computeIfAbsent(room - crop.length(), _ -> new ArrayList<>())
                    .add(chosen);
        }

        private NavigableMap<Integer, List<Integer>> roomsFor(Crop crop) {
            return rooms.computeIfAbsent(recordings.get(crop.recording()).labels(), _ -> new TreeMap<>());
        }
    }

    private List<Crop> cut(int recording, int firstLength) {
        int length = recordings.get(recording).length();
        List<Crop> crops = new ArrayList<>();
        int done = Math.min(length, firstLength);
        crops.add(new Crop(recording, 0, done, 0, 0));
        while (done < length) {
            int known = done - Math.max(0, done - overlap()) / period * period;
            int next = Math.min(fresh(), length - done);
            crops.add(new Crop(recording, done - known, known + next, known, 0));
            done += next;
        }
        return crops;
    }
}
