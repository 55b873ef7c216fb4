package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * {@code result = left · right}, or the same added to it, by the BLAS function that ND4J's {@code mmul} calls.
 *
 * @param transposeLeft whether the left operand is given as {@code [inner, rows]}
 * @param leftStride how far apart its rows lie
 * @param transposeRight whether the right operand is given as {@code [columns, inner]}
 * @param kept what the result is multiplied with before the product is added: 0, which does not read it, or 1
 */
record NativeProduct(
        FloatPointer left,
        boolean transposeLeft,
        int leftStride,
        FloatPointer right,
        boolean transposeRight,
        int rightStride,
        FloatPointer result,
        int resultStride,
        int rows,
        int inner,
        int columns,
        float kept)
        implements Kernel {

    /** Makes a product of dense matrices. */
    NativeProduct(
            FloatPointer left,
            boolean transposeLeft,
            FloatPointer right,
            boolean transposeRight,
            FloatPointer result,
            int rows,
            int inner,
            int columns) {
        this(
                left,
                transposeLeft,
                transposeLeft ? rows : inner,
                right,
                transposeRight,
                transposeRight ? inner : columns,
                result,
                columns,
                rows,
                inner,
                columns,
                0);
    }

    @Override
    public void run() {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                transposeLeft ? openblas.CblasTrans : openblas.CblasNoTrans,
                transposeRight ? openblas.CblasTrans : openblas.CblasNoTrans,
                rows,
                columns,
                inner,
                1f,
                left,
                leftStride,
                right,
                rightStride,
                kept,
                result,
                resultStride);
    }
}
