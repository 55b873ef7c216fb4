package io.tidecast.models.train;

import io.tidecast.core.compile.Program;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import io.tidecast.models.layer.Conditions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Room on the host for what a network is told of sequences beside themselves, see {@link Conditions}, filled anew for each
 * run.
 */
public final class ToldRoom {
    private final Conditions conditions;
    private final List<String> names;
    private final List<Room> rooms;

    /**
     * Makes room.
     *
     * @param steps of each sequence
     * @param batch for how many sequences
     */
    public ToldRoom(Conditions conditions, int steps, int batch) {
        this.conditions = conditions;
        SequencedMap<String, TensorType> inputs = conditions.inputs(steps, batch);
        names = List.copyOf(inputs.keySet());
        rooms = inputs.values().stream().map(Room::new).toList();
    }

    /** Returns the codes of labels, {@code [labels, batch]}, to be filled; of no elements if there are none. */
    public int[] labels() {
        int at = names.indexOf(Conditions.LABELS);
        return at < 0 ? new int[0] : rooms.get(at).codes();
    }

    /** Returns the numbers that hold all along, {@code [numbers, batch]}, to be filled; of no elements if there are none. */
    public float[] vector() {
        return numbers(Conditions.VECTOR);
    }

    /**
     * Returns what is told along the sequences, {@code [channels, ⌈steps / every⌉, batch]}, to be filled; of no elements if
     * nothing is.
     */
    public float[] local() {
        return numbers(Conditions.LOCAL);
    }

    private float[] numbers(String name) {
        int at = names.indexOf(name);
        return at < 0 ? new float[0] : rooms.get(at).numbers();
    }

    /** Gives a program what is told. Allocates nothing. */
    public void feed(Program program) {
        for (int i = 0; i < rooms.size(); i++) {
            program.set(names.get(i), rooms.get(i).segment());
        }
    }

    /**
     * Copies what is told of a stretch of as many longer sequences.
     *
     * @param step the step of theirs that becomes the first, at the beginning of what is told along them
     */
    void load(ToldRoom longer, int step) {
        for (int i = 0; i < rooms.size(); i++) {
            if (names.get(i).equals(Conditions.LOCAL)) {
                int every = conditions.local().orElseThrow().every();
                rooms.get(i).load(longer.rooms.get(i), step / every);
            } else {
                rooms.get(i).segment().copyFrom(longer.rooms.get(i).segment());
            }
        }
    }

    /** Returns tensors over what is told, by the names of the inputs that take it. */
    SequencedMap<String, Tensor> tensors() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < rooms.size(); i++) {
            tensors.put(names.get(i), rooms.get(i).tensor());
        }
        return tensors;
    }
}
