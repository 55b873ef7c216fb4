package io.tidecast.core.conformance;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.Padding;
import io.tidecast.core.type.Shape;
import io.tidecast.core.type.Tensor;
import java.util.ArrayList;
import java.util.List;

/** WaveNet's layers element by element, as the paper (arXiv:1609.03499) writes them. */
final class WaveNetFormulas {
    private WaveNetFormulas() {}

    static void gated(GatedConv1d op, List<Tensor> in, List<Tensor> out) {
        Tensor x = in.getFirst();
        Tensor z = out.getFirst();
        int gates = z.shape().dim(0);
        long steps = x.type().size() / x.shape().dim(0);
        Tensor sums = Tensor.zeros(z.type().withShape(z.shape().with(0, 2 * gates)));
        Conv1d convolution = new Conv1d(1, op.dilation(), Padding.CAUSAL, Activation.NONE);
        Formulas.convolve(convolution, in, sums);
        for (int gate = 0; gate < gates; gate++) {
            for (long step = 0; step < steps; step++) {
                double filter = Formulas.activate(Activation.TANH, sums.get(gate * steps + step));
                double open = Formulas.activate(Activation.SIGMOID, sums.get((gates + gate) * steps + step));
                z.set(gate * steps + step, filter * open);
                if (op.saving()) {
                    out.getLast().set(gate * steps + step, filter);
                    out.getLast().set((gates + gate) * steps + step, open);
                }
            }
        }
        for (int channel = 0; op.residual() && channel < x.shape().dim(0); channel++) {
            for (long step = 0; step < steps; step++) {
                double sum = x.get(channel * steps + step) + in.get(4).get(channel);
                for (int gate = 0; gate < gates; gate++) {
                    sum += in.get(3).get((long) gate * x.shape().dim(0) + channel) * z.get(gate * steps + step);
                }
                out.get(1).set(channel * steps + step, sum);
            }
        }
    }

    /** The last of all steps that what the taps meet gives as a sequence of its own. */
    static void step(GatedStep op, List<Tensor> in, List<Tensor> out) {
        GatedConv1d whole = new GatedConv1d(1, op.residual(), false);
        List<Tensor> operands = new ArrayList<>(in.subList(0, op.residual() ? 5 : 3));
        operands.set(2, turned(in.get(2)));
        operands.set(0, turned(operands.size() < in.size() ? followed(in.getLast(), in.getFirst()) : in.getFirst()));
        List<Tensor> all = whole.outputs(operands.stream().map(Tensor::type).toList()).stream()
                .map(Tensor::zeros)
                .toList();
        gated(whole, operands, all);
        for (int output = 0; output < out.size(); output++) {
            Shape shape = all.get(output).shape();
            for (int row = 0; row < shape.dim(0) * shape.dim(2); row++) {
                int channel = row % shape.dim(0);
                int column = row / shape.dim(0);
                out.get(output).set(row, Formulas.at(all.get(output), channel, shape.dim(1) - 1, column));
            }
        }
    }

    /** Returns x {@code [batch, 1, channels]} behind what came before it, {@code [batch, steps, channels]}. */
    private static Tensor followed(Tensor past, Tensor x) {
        int row = x.shape().dim(2);
        int earlier = past.shape().dim(1) * row;
        Tensor all =
                Tensor.zeros(x.type().withShape(x.shape().with(1, past.shape().dim(1) + 1)));
        for (int i = 0; i < all.type().size(); i++) {
            int sequence = i / (earlier + row);
            int place = i % (earlier + row);
            all.set(
                    i,
                    place < earlier
                            ? past.get((long) sequence * earlier + place)
                            : x.get((long) sequence * row + place - earlier));
        }
        return all;
    }

    /** Returns a tensor of rank 1, 2 or 3 with its axes in the other order. */
    private static Tensor turned(Tensor tensor) {
        int[] dims = tensor.shape().dims();
        int rank = dims.length;
        int first = dims[0];
        int last = rank == 1 ? 1 : dims[rank - 1];
        int between = rank == 3 ? dims[1] : 1;
        Shape shape = rank == 1 ? tensor.shape() : rank == 2 ? Shape.of(last, first) : Shape.of(last, between, first);
        Tensor turned = Tensor.zeros(tensor.type().withShape(shape));
        for (int i = 0; i < tensor.type().size(); i++) {
            int row = i / (between * last);
            int middle = i / last % between;
            turned.set(((long) (i % last) * between + middle) * first + row, tensor.get(i));
        }
        return turned;
    }

    static void joined(JoinedRows op, List<Tensor> in, Tensor y) {
        List<Tensor> operands = new ArrayList<>(in.subList(0, 2));
        in.subList(2, in.size()).forEach(rows -> operands.add(turned(rows)));
        Tensor sums = turned(y);
        joined(new JoinedDense(op.activation()), operands, sums);
        Tensor rows = turned(sums);
        for (long i = 0; i < y.type().size(); i++) {
            y.set(i, rows.get(i));
        }
    }

    static void joined(JoinedDense op, List<Tensor> in, Tensor y) {
        int units = y.shape().dim(0);
        long steps = y.type().size() / units;
        for (int unit = 0; unit < units; unit++) {
            for (long step = 0; step < steps; step++) {
                double sum = in.get(1).get(unit);
                int row = 0;
                for (Tensor sequence : in.subList(2, in.size())) {
                    for (int channel = 0; channel < sequence.shape().dim(0); channel++) {
                        sum += in.get(0).get((long) row * units + unit) * sequence.get(channel * steps + step);
                        row++;
                    }
                }
                y.set(unit * steps + step, Formulas.activate(op.activation(), sum));
            }
        }
    }
}
