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
    private final List<String> names;
    private final List<Room> rooms;

    /**
     * Makes room.
     *
     * @param batch for how many sequences
     */
    public ToldRoom(Conditions conditions, int batch) {
        SequencedMap<String, TensorType> inputs = conditions.inputs(batch);
        names = List.copyOf(inputs.keySet());
        rooms = inputs.values().stream().map(Room::new).toList();
    }

    /** Returns the codes of labels, {@code [labels, batch]}, to be filled; of no elements if there are none. */
    public int[] labels() {
        int at = names.indexOf(Conditions.LABELS);
        return at < 0 ? new int[0] : rooms.get(at).codes();
    }

    /** Gives a program what is told. Allocates nothing. */
    public void feed(Program program) {
        for (int i = 0; i < rooms.size(); i++) {
            program.set(names.get(i), rooms.get(i).segment());
        }
    }

    /** Copies what is told of as many other sequences. */
    void load(ToldRoom other) {
        for (int i = 0; i < rooms.size(); i++) {
            rooms.get(i).segment().copyFrom(other.rooms.get(i).segment());
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
