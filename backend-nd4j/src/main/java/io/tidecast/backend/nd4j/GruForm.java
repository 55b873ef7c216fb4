package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.KernelRequest;
import io.tidecast.core.type.Shape;

/** The extents of a recurrent layer. */
record GruForm(int channels, int units, int time, int batch) {
    static GruForm of(KernelRequest request) {
        Shape x = request.inputs().get(0).shape();
        Shape recurrent = request.inputs().get(2).shape();
        return new GruForm(x.dim(0), recurrent.dim(0), x.dim(1), x.dim(2));
    }

    /** Returns how many sequences' steps there are. */
    int columns() {
        return time * batch;
    }

    /** Returns how many elements a step of all units has. */
    int state() {
        return units * batch;
    }
}
