package io.tidecast.models.baseline;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Solves the normal equations {@code gram · w = moments} of a least-squares problem: by Cholesky's factors where the
 * unknowns are independent, otherwise for the shortest of all solutions by eigenvalues.
 */
final class NormalEquations {
    private static final double LEAST_PIVOT = 1e-11;
    private static final double LEAST_EIGENVALUE = 1e-11;

    private NormalEquations() {}

    /**
     * Solves.
     *
     * @param gram XᵀX, [features, features]
     * @param moments XᵀY, [features, outputs]
     * @return weights [features, outputs]
     */
    static DMatrixRMaj solve(DMatrixRMaj gram, DMatrixRMaj moments) {
        int size = gram.getNumRows();
        double[] lengths = new double[size];
        for (int i = 0; i < size; i++) {
            double square = gram.get(i, i);
            lengths[i] = square > 0 ? Math.sqrt(square) : 1;
        }
        DMatrixRMaj correlation = gram.copy();
        CommonOps_DDRM.divideRows(lengths, correlation);
        CommonOps_DDRM.divideCols(correlation, lengths);
        DMatrixRMaj right = moments.copy();
        CommonOps_DDRM.divideRows(lengths, right);
        DMatrixRMaj weights = new DMatrixRMaj(size, moments.getNumCols());
        LinearSolverChol_DDRM cholesky = new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
        if (cholesky.setA(correlation.copy()) && leastPivot(cholesky) > LEAST_PIVOT) {
            cholesky.solve(right, weights);
        } else {
            solveShortest(correlation, right, weights);
        }
        CommonOps_DDRM.divideRows(lengths, weights);
        return weights;
    }

    /** The least share of a feature's spread that the features before it do not explain. */
    private static double leastPivot(LinearSolverChol_DDRM cholesky) {
        DMatrixRMaj factor = cholesky.getDecomposition().getT(null);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < factor.getNumRows(); i++) {
            least = Math.min(least, factor.get(i, i) * factor.get(i, i));
        }
        return least;
    }

    private static void solveShortest(DMatrixRMaj symmetric, DMatrixRMaj right, DMatrixRMaj weights) {
        int size = symmetric.getNumRows();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new IllegalStateException("the eigenvalues of a symmetric matrix did not converge");
        }
        double greatest = 0;
        for (int i = 0; i < size; i++) {
            greatest = Math.max(greatest, eigen.getEigenvalue(i).getReal());
        }
        DMatrixRMaj share = new DMatrixRMaj(1, right.getNumCols());
        for (int i = 0; i < size; i++) {
            double value = eigen.getEigenvalue(i).getReal();
            if (value > greatest * LEAST_EIGENVALUE) {
                DMatrixRMaj vector = eigen.getEigenVector(i);
                CommonOps_DDRM.multTransA(vector, right, share);
                CommonOps_DDRM.multAdd(1 / value, vector, share, weights);
            }
        }
    }
}
