package io.tidecast.backend.cpu.kernel;

/** A gated recurrent unit and its gradient by loops over single numbers, in double precision. */
final class PlainGru {
    final double[] y;
    final double[] saved;
    final double[] dx;
    final double[] dkernel;
    final double[] drecurrent;
    final double[] dbias;
    final double[] dh0;

    private final GruForm form;
    private final GruForward.Operands in;
    private final Span dy;

    PlainGru(GruForm form, GruForward.Operands operands, Span dy) {
        this.form = form;
        this.in = operands;
        this.dy = dy;
        int units = form.units();
        int states = units * form.rowStride();
        y = new double[states];
        saved = new double[4 * states];
        dx = new double[form.channels() * form.rowStride()];
        dkernel = new double[form.channels() * 3 * units];
        drecurrent = new double[units * 3 * units];
        dbias = new double[2 * 3 * units];
        dh0 = new double[units * form.batch()];
        for (int item = 0; item < form.batch(); item++) {
            forward(item);
            backward(item);
        }
    }

    private static double at(Span span, int index) {
        return span.array()[span.at() + index];
    }

    private double state(int unit, int time, int item) {
        return time < 0
                ? at(in.h0(), unit * form.batch() + item)
                : y[unit * form.rowStride() + time * form.batch() + item];
    }

    private int savedAt(int time, int row, int item) {
        if (form.isSavedInPanels()) {
            int panel = item / Lanes.PANEL;
            return form.savedPanel(panel, time) + row * Lanes.PANEL + item % Lanes.PANEL;
        }
        return (time * 4 * form.units() + row) * form.batch() + item;
    }

    private void forward(int item) {
        int units = form.units();
        int stride = form.rowStride();
        for (int time = 0; time < form.times(); time++) {
            int column = time * form.batch() + item;
            for (int unit = 0; unit < units; unit++) {
                double z = sigmoid(inputSum(unit, column) + stateSum(unit, time, item));
                double r = sigmoid(inputSum(units + unit, column) + stateSum(units + unit, time, item));
                double q = stateSum(2 * units + unit, time, item);
                double g = Math.tanh(inputSum(2 * units + unit, column) + r * q);
                saved[savedAt(time, unit, item)] = z;
                saved[savedAt(time, units + unit, item)] = r;
                saved[savedAt(time, 2 * units + unit, item)] = g;
                saved[savedAt(time, 3 * units + unit, item)] = q;
                y[unit * stride + column] = z * state(unit, time - 1, item) + (1 - z) * g;
            }
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private double inputSum(int gate, int column) {
        double sum = at(in.bias(), gate);
        for (int c = 0; c < form.channels(); c++) {
            sum += at(in.x(), c * form.rowStride() + column) * at(in.kernel(), c * 3 * form.units() + gate);
        }
        return sum;
    }

    private double stateSum(int gate, int time, int item) {
        int width = 3 * form.units();
        double sum = at(in.bias(), width + gate);
        for (int u = 0; u < form.units(); u++) {
            sum += state(u, time - 1, item) * at(in.recurrent(), u * width + gate);
        }
        return sum;
    }

    private void backward(int item) {
        int units = form.units();
        int stride = form.rowStride();
        double[] carried = new double[units];
        for (int time = form.times() - 1; time >= 0; time--) {
            int column = time * form.batch() + item;
            double[] before = new double[units];
            for (int unit = 0; unit < units; unit++) {
                double d = carried[unit] + at(dy, unit * stride + column);
                double z = saved[savedAt(time, unit, item)];
                double r = saved[savedAt(time, units + unit, item)];
                double g = saved[savedAt(time, 2 * units + unit, item)];
                double q = saved[savedAt(time, 3 * units + unit, item)];
                double dg = d * (1 - z) * (1 - g * g);
                double dz = d * (state(unit, time - 1, item) - g) * z * (1 - z);
                double dr = dg * q * r * (1 - r);
                before[unit] += d * z;
                spread(item, time, unit, dz, dz, before);
                spread(item, time, units + unit, dr, dr, before);
                spread(item, time, 2 * units + unit, dg, dg * r, before);
            }
            carried = before;
        }
        for (int unit = 0; unit < units; unit++) {
            dh0[unit * form.batch() + item] = carried[unit];
        }
    }

    private void spread(int item, int time, int gate, double byInput, double byState, double[] before) {
        int width = 3 * form.units();
        dbias[gate] += byInput;
        dbias[width + gate] += byState;
        for (int c = 0; c < form.channels(); c++) {
            int from = c * form.rowStride() + time * form.batch() + item;
            dkernel[c * width + gate] += byInput * at(in.x(), from);
            dx[from] += byInput * at(in.kernel(), c * width + gate);
        }
        for (int u = 0; u < form.units(); u++) {
            drecurrent[u * width + gate] += byState * state(u, time - 1, item);
            before[u] += byState * at(in.recurrent(), u * width + gate);
        }
    }
}
