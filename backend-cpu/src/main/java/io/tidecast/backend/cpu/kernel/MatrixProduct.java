package io.tidecast.backend.cpu.kernel;

/** The product of two matrices as they lie in memory, either of them possibly transposed. */
public final class MatrixProduct {
    private final Runnable steps;

    /**
     * How a product is to be computed.
     *
     * @param rows rows of the result
     * @param columns columns of the result
     * @param depth length of the sums
     * @param transposeLeft whether the left operand lies as {@code [depth, rows]}
     * @param transposeRight whether the right operand lies as {@code [columns, depth]}
     */
    public record Form(int rows, int columns, int depth, boolean transposeLeft, boolean transposeRight) {
        /** Whether both operands' rows run along the sums, and are long enough to be worth summing lane by lane. */
        private boolean alongRows() {
            return transposeRight && !transposeLeft && depth >= 2 * Lanes.PANEL;
        }

        /** Returns how many floats of scratch the product takes. */
        public int scratch(Workers workers) {
            return alongRows() ? RowProduct.scratch(workers) : Product.scratch(new RowPanels(rows, depth), workers);
        }
    }

    /** Binds a product to its memory; the result must not overlap an operand. */
    public MatrixProduct(Form form, Span left, Span right, Span out, Span scratch, Workers workers) {
        int rows = form.rows();
        int columns = form.columns();
        int depth = form.depth();
        if (form.alongRows()) {
            ShiftedRows rightRows = ShiftedRows.plain(right, columns, depth, depth);
            ShiftedRows leftRows = ShiftedRows.plain(left, rows, depth, depth);
            steps = new RowProduct(leftRows, rightRows, depth, out, scratch, workers)::run;
        } else {
            ColumnSource source = form.transposeRight()
                    ? new TurnedColumns(right, depth)
                    : ShiftedRows.plain(right, depth, columns, columns);
            Product product = new Product(
                    new RowPanels(rows, depth), source, columns, Activation.NONE, out, columns, scratch, workers);
            int rowStride = form.transposeLeft() ? 1 : depth;
            int stepStride = form.transposeLeft() ? rows : 1;
            steps = () -> {
                product.packLeft(left.array(), left.at(), rowStride, stepStride, 0, depth);
                product.startAtZero();
                product.run();
            };
        }
    }

    /** Computes the product. */
    public void run() {
        steps.run();
    }
}
