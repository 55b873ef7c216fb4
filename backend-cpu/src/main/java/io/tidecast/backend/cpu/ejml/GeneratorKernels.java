package io.tidecast.backend.cpu.ejml;

import io.tidecast.backend.cpu.ejml.EjmlKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.random.Philox;
import io.tidecast.core.type.Shape;

/** Elements made from their place alone, or from their place, a seed and a step. */
final class GeneratorKernels {
    private static final int WORDS = 4;

    private GeneratorKernels() {}

    static KernelFactory iota(int axis, Shape out) {
        int stride = out.strides()[axis];
        int extent = out.dim(axis);
        return new EjmlKernel(
                (inputs, output) -> () -> {
                    for (int i = 0; i < output.size(); i++) {
                        output.set(i, i / stride % extent);
                    }
                },
                Aliasing.NONE);
    }

    static KernelFactory uniform(int stream) {
        return new EjmlKernel(
                (inputs, output) -> {
                    EjmlBuffer seed = inputs.get(0);
                    EjmlBuffer step = inputs.get(1);
                    int[] words = new int[WORDS];
                    return () -> {
                        for (int i = 0; i < output.size(); i++) {
                            int word = i % WORDS;
                            if (word == 0) {
                                int block = i / WORDS;
                                int now = step.integer(0);
                                Philox.draw(block, now, stream, 0, seed.integer(0), seed.integer(1), words, 0);
                            }
                            output.set(i, Philox.unitFloat(words[word]));
                        }
                    };
                },
                Aliasing.NONE);
    }
}
