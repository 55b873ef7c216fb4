package io.tidecast.bench.onnx;

import io.tidecast.core.type.Tensor;

/** Copies of tensors with their elements in another order. */
public final class Rearranged {
    private Rearranged() {}

    /** Returns a tensor whose axis {@code i} is axis {@code permutation[i]} of the given one. */
    public static Tensor axes(Tensor tensor, int... permutation) {
        int[] strides = tensor.shape().strides();
        int rank = permutation.length;
        int[] dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = tensor.shape().dim(permutation[axis]);
        }
        float[] source = tensor.floats();
        float[] target = new float[source.length];
        int[] index = new int[rank];
        for (int element = 0; element < target.length; element++) {
            int from = 0;
            for (int axis = 0; axis < rank; axis++) {
                from += index[axis] * strides[permutation[axis]];
            }
            target[element] = source[from];
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == dims[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return Tensor.of(target, dims);
    }

    /** Returns a tensor whose first axis consists of the given one's blocks of rows in another order. */
    public static Tensor blocks(Tensor tensor, int... order) {
        float[] source = tensor.floats();
        float[] target = new float[source.length];
        int block = source.length / order.length;
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(source, order[i] * block, target, i * block, block);
        }
        return Tensor.of(target, tensor.shape().dims());
    }

    /** Returns a vector's elements followed by as many zeros. */
    public static Tensor withZeros(Tensor vector) {
        float[] source = vector.floats();
        float[] target = new float[2 * source.length];
        System.arraycopy(source, 0, target, 0, source.length);
        return Tensor.of(target, target.length);
    }
}
