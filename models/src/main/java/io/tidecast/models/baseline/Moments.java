package io.tidecast.models.baseline;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * Sums over many rows [features, outputs] what least squares needs: the centred products of features with features and
 * with outputs. One pass over the rows is enough, as they are taken relative to the first, which lies near the mean.
 */
final class Moments {
    /** As many rows as keep one pass over a row of sums busy with arithmetic instead of with memory. */
    private static final int TOGETHER = 4;

    private final int features;
    private final int width;
    private final double[][] sums;
    private final double[] totals;
    private final double[] origin;
    private final double[][] waiting;
    private int inWaiting;
    private long count;

    Moments(int features, int outputs) {
        this.features = features;
        this.width = features + outputs;
        this.sums = new double[features][width];
        this.totals = new double[width];
        this.origin = new double[width];
        this.waiting = new double[TOGETHER][width];
    }

    void add(double[] row) {
        if (count == 0) {
            System.arraycopy(row, 0, origin, 0, width);
        }
        double[] relative = waiting[inWaiting];
        for (int j = 0; j < width; j++) {
            relative[j] = row[j] - origin[j];
            totals[j] += relative[j];
        }
        count++;
        inWaiting++;
        if (inWaiting == TOGETHER) {
            addWaiting();
        }
    }

    /** Takes the last rows in and centres the sums on the means. */
    void finish() {
        addWaiting();
        for (int i = 0; i < features; i++) {
            for (int j = i; j < width; j++) {
                sums[i][j] -= totals[i] * totals[j] / count;
            }
        }
    }

    double mean(int column) {
        return origin[column] + totals[column] / count;
    }

    /** The products of features with features, [features, features]. */
    DMatrixRMaj gram() {
        DMatrixRMaj gram = new DMatrixRMaj(features, features);
        for (int i = 0; i < features; i++) {
            for (int j = i; j < features; j++) {
                gram.set(i, j, sums[i][j]);
                gram.set(j, i, sums[i][j]);
            }
        }
        return gram;
    }

    /** The products of features with outputs, [features, outputs]. */
    DMatrixRMaj products() {
        DMatrixRMaj products = new DMatrixRMaj(features, width - features);
        for (int i = 0; i < features; i++) {
            for (int j = features; j < width; j++) {
                products.set(i, j - features, sums[i][j]);
            }
        }
        return products;
    }

    private void addWaiting() {
        for (int row = inWaiting; row < TOGETHER; row++) {
            Arrays.fill(waiting[row], 0);
        }
        for (int i = 0; i < features; i++) {
            addScaled(
                    sums[i],
                    i,
                    waiting[0],
                    waiting[1],
                    waiting[2],
                    waiting[3],
                    waiting[0][i],
                    waiting[1][i],
                    waiting[2][i],
                    waiting[3][i]);
        }
        inWaiting = 0;
    }

    private static void addScaled(
            double[] sums,
            int from,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double a0,
            double a1,
            double a2,
            double a3) {
        for (int j = from; j < sums.length; j++) {
            sums[j] += a0 * x0[j] + a1 * x1[j] + a2 * x2[j] + a3 * x3[j];
        }
    }
}
