package io.tidecast.backend.nd4j;

import java.lang.foreign.MemorySegment;

/** What the taps of a convolution meet: a stretch of each row of the input, gathered first where outputs skip steps. */
final class TapInputs {
    private final ConvolutionForm form;
    private final Nd4jBuffer sequence;
    private final Nd4jBuffer gathered;

    /**
     * @param sequence {@code [channels, time, batch]}
     * @param gathered as many floats as {@link ConvolutionForm#gathered} says
     */
    TapInputs(ConvolutionForm form, Nd4jBuffer sequence, Nd4jBuffer gathered) {
        this.form = form;
        this.sequence = sequence;
        this.gathered = gathered;
    }

    /** Returns the matrix {@code [channels, columns]} from the first output of a tap on; its rows lie {@link #stride} apart. */
    Nd4jBuffer matrix(int tap) {
        int first = form.firstOutput(tap);
        return form.stride() == 1
                ? sequence.from((long) form.input(tap, first) * form.batch())
                : gathered.from((long) first * form.batch());
    }

    int stride() {
        return form.stride() == 1 ? form.inputColumns() : form.outputColumns();
    }

    /** Fills the matrix of a tap. */
    void gather(int tap) {
        if (form.stride() == 1) {
            return;
        }
        long bytes = (long) form.batch() * Float.BYTES;
        for (int channel = 0; channel < form.channels(); channel++) {
            for (int output = form.firstOutput(tap); output < form.outTime(); output++) {
                MemorySegment.copy(
                        sequence.segment(),
                        ((long) channel * form.time() + form.input(tap, output)) * bytes,
                        gathered.segment(),
                        ((long) channel * form.outTime() + output) * bytes,
                        bytes);
            }
        }
    }

    /** Adds the matrix of a tap to where it came from. */
    void addBack(int tap) {
        if (form.stride() == 1) {
            return;
        }
        int batch = form.batch();
        for (int channel = 0; channel < form.channels(); channel++) {
            for (int output = form.firstOutput(tap); output < form.outTime(); output++) {
                long to = ((long) channel * form.time() + form.input(tap, output)) * batch;
                long from = ((long) channel * form.outTime() + output) * batch;
                for (int i = 0; i < batch; i++) {
                    sequence.set(to + i, sequence.get(to + i) + gathered.get(from + i));
                }
            }
        }
    }
}
