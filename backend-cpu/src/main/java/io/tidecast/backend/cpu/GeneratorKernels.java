package io.tidecast.backend.cpu;

import io.tidecast.backend.cpu.CpuKernel.Aliasing;
import io.tidecast.backend.cpu.kernel.IntegerArithmetic;
import io.tidecast.backend.cpu.kernel.Span;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.random.Philox;
import io.tidecast.core.type.DType;

/** Elements made from their place alone, or from their place, a seed and a step. */
final class GeneratorKernels {
    private static final int WORDS = 4;

    private GeneratorKernels() {}

    static KernelFactory iota(Iota iota) {
        int stride = iota.type().shape().strides()[iota.axis()];
        int extent = iota.type().shape().dim(iota.axis());
        int size = (int) iota.type().size();
        boolean integers = iota.type().dtype() == DType.I32;
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span y = outputs[0];
                    return () -> {
                        for (int i = 0; i < size; i++) {
                            int place = i / stride % extent;
                            if (integers) {
                                IntegerArithmetic.set(y.array(), y.at() + i, place);
                            } else {
                                y.array()[y.at() + i] = place;
                            }
                        }
                    };
                },
                Aliasing.NONE);
    }

    static KernelFactory uniform(int stream, int size) {
        return new CpuKernel(
                (inputs, outputs, scratch) -> {
                    Span seed = inputs[0];
                    Span step = inputs[1];
                    Span y = outputs[0];
                    int[] words = new int[WORDS];
                    return () -> {
                        int now = IntegerArithmetic.get(step.array(), step.at());
                        int low = IntegerArithmetic.get(seed.array(), seed.at());
                        int high = IntegerArithmetic.get(seed.array(), seed.at() + 1);
                        for (int i = 0; i < size; i += WORDS) {
                            Philox.draw(i / WORDS, now, stream, 0, low, high, words, 0);
                            for (int word = 0; word < WORDS && i + word < size; word++) {
                                y.array()[y.at() + i + word] = Philox.unitFloat(words[word]);
                            }
                        }
                    };
                },
                Aliasing.NONE);
    }
}
