package io.tidecast.backend.nd4j;

import io.tidecast.backend.nd4j.Nd4jKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Iota;
import io.tidecast.core.random.Philox;
import io.tidecast.core.type.DType;

/**
 * Elements made from their place alone, or from their place, a seed and a step, by the host: ND4J's generator is another
 * than {@link Philox}, and it counts along a vector only.
 */
final class GeneratorKernels {
    private static final int WORDS = 4;

    private GeneratorKernels() {}

    static KernelFactory iota(NativeLibrary library, Iota iota) {
        long stride = iota.type().shape().strides()[iota.axis()];
        int extent = iota.type().shape().dim(iota.axis());
        long size = iota.type().size();
        boolean integers = iota.type().dtype() == DType.I32;
        return new Nd4jKernel(
                library,
                (operands, _) -> () -> {
                    for (long i = 0; i < size; i++) {
                        int place = (int) (i / stride % extent);
                        if (integers) {
                            operands.output().setInteger(i, place);
                        } else {
                            operands.output().set(i, place);
                        }
                    }
                },
                Aliasing.NONE);
    }

    static KernelFactory uniform(NativeLibrary library, int stream, int size) {
        return new Nd4jKernel(
                library,
                (operands, _) -> {
                    Nd4jBuffer seed = operands.input(0);
                    Nd4jBuffer step = operands.input(1);
                    Nd4jBuffer result = operands.output();
                    int[] words = new int[WORDS];
                    return () -> {
                        int now = step.integer(0);
                        int low = seed.integer(0);
                        int high = seed.integer(1);
                        for (int i = 0; i < size; i += WORDS) {
                            Philox.draw(i / WORDS, now, stream, 0, low, high, words, 0);
                            for (int word = 0; word < WORDS && i + word < size; word++) {
                                result.set(i + word, Philox.unitFloat(words[word]));
                            }
                        }
                    };
                },
                Aliasing.NONE);
    }
}
