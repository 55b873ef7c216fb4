package io.tidecast.models.layer;

import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** How a parameter's first value is drawn. */
public sealed interface Initializer {
    /** Returns a first value. */
    Tensor draw(TensorType type, SplittableGenerator random);

    /** Zeros. */
    record Zeros() implements Initializer {
        @Override
        public Tensor draw(TensorType type, SplittableGenerator random) {
            return Tensor.zeros(type);
        }
    }

    /** Zeros, but for ones from {@code from} to before {@code to}: an LSTM's forget gates begin open. */
    record OnesWithin(int from, int to) implements Initializer {
        @Override
        public Tensor draw(TensorType type, SplittableGenerator random) {
            Tensor value = Tensor.zeros(type);
            for (int i = from; i < to; i++) {
                value.set(i, 1);
            }
            return value;
        }
    }

    /** Identity matrices {@code [n, n]}, the first {@code count} of those there are; the others are zeros. */
    record Identities(int count) implements Initializer {
        @Override
        public Tensor draw(TensorType type, SplittableGenerator random) {
            Tensor value = Tensor.zeros(type);
            int size = type.shape().dim(1);
            for (int i = 0; i < count * size; i++) {
                value.set((long) i * size + i % size, 1);
            }
            return value;
        }
    }

    /** Uniform within ±√(6 / (fanIn + fanOut)); see Glorot and Bengio, 2010. */
    record GlorotUniform(int fanIn, int fanOut) implements Initializer {
        /** Returns the bound. */
        public double limit() {
            return Math.sqrt(6.0 / (fanIn + fanOut));
        }

        @Override
        public Tensor draw(TensorType type, SplittableGenerator random) {
            Tensor value = Tensor.zeros(type);
            for (int i = 0; i < type.size(); i++) {
                value.set(i, (2 * random.nextDouble() - 1) * limit());
            }
            return value;
        }
    }

    /**
     * A {@code [rows, columns]} matrix with {@code rows ≤ columns} and orthonormal rows, uniformly distributed: the
     * transposed Q of a Gaussian matrix's QR decomposition, each row multiplied by the sign of R's diagonal. See Saxe et
     * al., arXiv:1312.6120, and Mezzadri, arXiv:math-ph/0609050.
     */
    record OrthogonalRows() implements Initializer {
        @Override
        public Tensor draw(TensorType type, SplittableGenerator random) {
            int rows = type.shape().dim(0);
            int columns = type.shape().dim(1);
            DMatrixRMaj gaussian = new DMatrixRMaj(columns, rows);
            for (int i = 0; i < gaussian.getNumElements(); i++) {
                gaussian.set(i, random.nextGaussian());
            }
            QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(columns, rows);
            if (!qr.decompose(gaussian)) {
                throw new IllegalStateException("QR decomposition of a Gaussian matrix failed");
            }
            DMatrixRMaj q = qr.getQ(null, true);
            DMatrixRMaj r = qr.getR(null, true);
            Tensor value = Tensor.zeros(type);
            for (int row = 0; row < rows; row++) {
                double sign = Math.signum(r.get(row, row));
                for (int column = 0; column < columns; column++) {
                    value.set((long) row * columns + column, sign * q.get(column, row));
                }
            }
            return value;
        }
    }
}
