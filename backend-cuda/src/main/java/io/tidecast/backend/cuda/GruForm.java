package io.tidecast.backend.cuda;

import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.type.Shape;

/** The extents of a recurrent layer. */
record GruForm(int channels, int units, int time, int batch) {
    static GruForm of(KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        return new GruForm(x.dim(0), request.inputs().get(2).shape().dim(0), x.dim(1), x.dim(2));
    }

    /** Returns how many steps of sequences there are. */
    int columns() {
        return time * batch;
    }

    /** Returns how many values so many rows of each unit have over all steps. */
    long floats(int rows) {
        return (long) rows * units * columns();
    }

    Shape ofInputs() {
        return Shape.of(channels, columns());
    }

    Shape ofStates() {
        return Shape.of(units, columns());
    }

    /** Returns the shape of three rows of each unit over all steps. */
    Shape ofGates() {
        return Shape.of(3 * units, columns());
    }

    Shape ofKernel() {
        return Shape.of(channels, 3 * units);
    }
}
