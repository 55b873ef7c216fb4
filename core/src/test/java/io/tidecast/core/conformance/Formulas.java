package io.tidecast.core.conformance;

import io.tidecast.core.composite.Activation;
import io.tidecast.core.composite.AdamStep;
import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GatedConv1d;
import io.tidecast.core.composite.GatedStep;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.JoinedDense;
import io.tidecast.core.composite.JoinedRows;
import io.tidecast.core.composite.LayerNorm;
import io.tidecast.core.composite.Lstm;
import io.tidecast.core.composite.SimpleRnn;
import io.tidecast.core.composite.SoftmaxCrossEntropy;
import io.tidecast.core.graph.Op;
import io.tidecast.core.type.DType;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The composites once more, element by element as their formulas stand in the literature and without the graph. */
final class Formulas {
    private Formulas() {}

    /** Returns the outputs of a case, if there is a formula for its operation. */
    static Optional<List<Tensor>> of(OpCase c) {
        Op op = c.op().at(DType.F32);
        List<Tensor> in = c.inputs();
        List<TensorType> types = new ArrayList<>();
        if (op instanceof Conv1d
                || op instanceof Gru
                || op instanceof Lstm
                || op instanceof SimpleRnn
                || op instanceof SoftmaxCrossEntropy
                || op instanceof GatedConv1d
                || op instanceof GatedStep
                || op instanceof JoinedDense
                || op instanceof JoinedRows
                || op instanceof LayerNorm
                || op instanceof AdamStep) {
            types.addAll(op.outputs(in.stream().map(Tensor::type).toList()));
        }
        List<Tensor> out = types.stream().map(Tensor::zeros).toList();
        if (op instanceof Conv1d convolution) {
            convolve(convolution, in, out.getFirst());
        } else if (op instanceof Gru) {
            gru(in, out);
        } else if (op instanceof Lstm) {
            lstm(in, out);
        } else if (op instanceof SimpleRnn) {
            simpleRnn(in, out.getFirst());
        } else if (op instanceof SoftmaxCrossEntropy) {
            crossEntropy(in, out);
        } else if (op instanceof GatedConv1d gated) {
            WaveNetFormulas.gated(gated, in, out);
        } else if (op instanceof GatedStep step) {
            WaveNetFormulas.step(step, in, out);
        } else if (op instanceof JoinedDense joined) {
            WaveNetFormulas.joined(joined, in, out.getFirst());
        } else if (op instanceof JoinedRows joined) {
            WaveNetFormulas.joined(joined, in, out.getFirst());
        } else if (op instanceof LayerNorm norm) {
            normalise(norm, in, out.getFirst());
        } else if (op instanceof AdamStep adam) {
            adam(adam, in, out);
        }
        return out.isEmpty() ? Optional.empty() : Optional.of(out);
    }

    /** Returns an element of a tensor of rank 3. */
    static double at(Tensor tensor, int i, int j, int k) {
        return tensor.get(place(tensor, i, j, k));
    }

    private static long place(Tensor tensor, int i, int j, int k) {
        return ((long) i * tensor.shape().dim(1) + j) * tensor.shape().dim(2) + k;
    }

    /** Returns an element of a matrix. */
    private static double at(Tensor tensor, int i, int j) {
        return tensor.get((long) i * tensor.shape().dim(1) + j);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    static void convolve(Conv1d convolution, List<Tensor> in, Tensor y) {
        Tensor x = in.get(0);
        Tensor w = in.get(1);
        int taps = w.shape().dim(0);
        int padding = convolution.leftPadding(taps);
        for (int filter = 0; filter < y.shape().dim(0); filter++) {
            for (int time = 0; time < y.shape().dim(1); time++) {
                for (int batch = 0; batch < y.shape().dim(2); batch++) {
                    double sum = bias(in.get(2), filter, time, batch);
                    for (int tap = 0; tap < taps; tap++) {
                        int seen = time * convolution.stride() + tap * convolution.dilation() - padding;
                        for (int channel = 0; channel < x.shape().dim(0) && seen >= 0; channel++) {
                            sum += at(w, tap, channel, filter) * at(x, channel, seen, batch);
                        }
                    }
                    y.set(place(y, filter, time, batch), activate(convolution.activation(), sum));
                }
            }
        }
    }

    /** Reads a bias that all sequences share, or that each has for itself, or each step. */
    private static double bias(Tensor bias, int filter, int time, int batch) {
        return switch (bias.shape().rank()) {
            case 1 -> bias.get(filter);
            case 2 -> bias.get((long) filter * bias.shape().dim(1) + batch);
            default ->
                bias.get(((long) filter * bias.shape().dim(1) + time)
                                * bias.shape().dim(2)
                        + batch);
        };
    }

    static double activate(Activation activation, double x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> Math.max(x, 0);
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
        };
    }

    /** Returns Σ x[i, time, batch] · kernel[i, column]. */
    private static double projected(Tensor x, Tensor kernel, int column, int time, int batch) {
        double sum = 0;
        for (int i = 0; i < x.shape().dim(0); i++) {
            sum += at(x, i, time, batch) * at(kernel, i, column);
        }
        return sum;
    }

    /** Returns Σ h[i] · recurrent[i, column]. */
    private static double projected(double[] h, Tensor recurrent, int column) {
        double sum = 0;
        for (int i = 0; i < h.length; i++) {
            sum += h[i] * at(recurrent, i, column);
        }
        return sum;
    }

    private static double[] column(Tensor matrix, int batch) {
        double[] column = new double[matrix.shape().dim(0)];
        for (int i = 0; i < column.length; i++) {
            column[i] = at(matrix, i, batch);
        }
        return column;
    }

    private static void gru(List<Tensor> in, List<Tensor> out) {
        Tensor x = in.get(0);
        Tensor bias = in.get(3);
        int units = in.get(2).shape().dim(0);
        for (int batch = 0; batch < x.shape().dim(2); batch++) {
            double[] h = column(in.get(4), batch);
            for (int time = 0; time < x.shape().dim(1); time++) {
                double[] next = new double[units];
                for (int unit = 0; unit < units; unit++) {
                    double[] given = new double[3];
                    double[] recurred = new double[3];
                    for (int gate = 0; gate < 3; gate++) {
                        int column = gate * units + unit;
                        given[gate] = projected(x, in.get(1), column, time, batch) + at(bias, 0, column);
                        recurred[gate] = projected(h, in.get(2), column) + at(bias, 1, column);
                    }
                    double z = sigmoid(given[0] + recurred[0]);
                    double r = sigmoid(given[1] + recurred[1]);
                    double candidate = Math.tanh(given[2] + r * recurred[2]);
                    next[unit] = z * h[unit] + (1 - z) * candidate;
                    out.getFirst().set(place(out.getFirst(), unit, time, batch), next[unit]);
                    double[] saved = {z, r, candidate, recurred[2]};
                    for (int row = 0; row < 4 && out.size() > 1; row++) {
                        out.get(1).set(place(out.get(1), time, row * units + unit, batch), saved[row]);
                    }
                }
                h = next;
            }
        }
    }

    private static void lstm(List<Tensor> in, List<Tensor> out) {
        Tensor x = in.get(0);
        Tensor y = out.getFirst();
        int units = in.get(2).shape().dim(0);
        for (int batch = 0; batch < x.shape().dim(2); batch++) {
            double[] h = column(in.get(4), batch);
            double[] memory = column(in.get(5), batch);
            for (int time = 0; time < x.shape().dim(1); time++) {
                double[] next = new double[units];
                for (int unit = 0; unit < units; unit++) {
                    double[] gates = new double[4];
                    for (int gate = 0; gate < 4; gate++) {
                        int column = gate * units + unit;
                        gates[gate] = projected(x, in.get(1), column, time, batch)
                                + projected(h, in.get(2), column)
                                + in.get(3).get(column);
                    }
                    memory[unit] = sigmoid(gates[1]) * memory[unit] + sigmoid(gates[0]) * Math.tanh(gates[2]);
                    next[unit] = sigmoid(gates[3]) * Math.tanh(memory[unit]);
                    y.set(place(y, unit, time, batch), next[unit]);
                }
                h = next;
            }
            for (int unit = 0; unit < units && out.size() > 1; unit++) {
                out.get(1).set((long) unit * x.shape().dim(2) + batch, memory[unit]);
            }
        }
    }

    private static void simpleRnn(List<Tensor> in, Tensor y) {
        Tensor x = in.get(0);
        for (int batch = 0; batch < x.shape().dim(2); batch++) {
            double[] h = column(in.get(4), batch);
            for (int time = 0; time < x.shape().dim(1); time++) {
                double[] next = new double[h.length];
                for (int unit = 0; unit < h.length; unit++) {
                    next[unit] = Math.tanh(projected(x, in.get(1), unit, time, batch)
                            + projected(h, in.get(2), unit)
                            + in.get(3).get(unit));
                    y.set(place(y, unit, time, batch), next[unit]);
                }
                h = next;
            }
        }
    }

    private static void crossEntropy(List<Tensor> in, List<Tensor> out) {
        Tensor logits = in.get(0);
        for (int time = 0; time < logits.shape().dim(1); time++) {
            for (int batch = 0; batch < logits.shape().dim(2); batch++) {
                int classes = logits.shape().dim(0);
                double largest = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < classes; i++) {
                    largest = Math.max(largest, at(logits, i, time, batch));
                }
                double sum = 0;
                for (int i = 0; i < classes; i++) {
                    sum += Math.exp(at(logits, i, time, batch) - largest);
                }
                int label = (int) at(in.get(1), time, batch);
                boolean inside = label >= 0 && label < classes;
                double loss = inside ? Math.log(sum) - (at(logits, label, time, batch) - largest) : 0;
                long place = (long) time * logits.shape().dim(2) + batch;
                out.getFirst().set(place, loss);
                out.getLast().set(place, out.size() > 1 ? Math.log(sum) + largest : loss);
            }
        }
    }

    private static void normalise(LayerNorm norm, List<Tensor> in, Tensor y) {
        Tensor x = in.get(0);
        int channels = x.shape().dim(0);
        for (int time = 0; time < x.shape().dim(1); time++) {
            for (int batch = 0; batch < x.shape().dim(2); batch++) {
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < channels; i++) {
                    sum += at(x, i, time, batch);
                    squares += at(x, i, time, batch) * at(x, i, time, batch);
                }
                double mean = sum / channels;
                double deviation = Math.sqrt(squares / channels - mean * mean + norm.epsilon());
                for (int i = 0; i < channels; i++) {
                    double normal = (at(x, i, time, batch) - mean) / deviation;
                    y.set(
                            place(y, i, time, batch),
                            normal * in.get(1).get(i) + in.get(2).get(i));
                }
            }
        }
    }

    private static void adam(AdamStep adam, List<Tensor> in, List<Tensor> out) {
        boolean apply = in.get(6).get(0) != 0;
        for (long i = 0; i < in.getFirst().type().size(); i++) {
            double p = in.get(0).get(i);
            double g = in.get(1).get(i) * in.get(5).get(0);
            double m = in.get(2).get(i);
            double v = in.get(3).get(i);
            double nextM = adam.beta1() * m + (1 - adam.beta1()) * g;
            double nextV = adam.beta2() * v + (1 - adam.beta2()) * g * g;
            double nextP = p - in.get(4).get(0) * nextM / (Math.sqrt(nextV) + adam.epsilon());
            out.get(0).set(i, apply ? nextP : p);
            out.get(1).set(i, apply ? nextM : m);
            out.get(2).set(i, apply ? nextV : v);
        }
    }
}
