package io.tidecast.backend.cpu.kernel;

/**
 * A matrix product {@code out = left · rightᵀ} whose sums run along the rows of both operands, as those of weight
 * gradients do. Both are read where they lie. Columns are taken in blocks that stay in the cache; each block adds to the
 * one before. Where the left operand has two sections, which are the same rows seen from another column on, two rows are
 * taken in both at once: half as much comes from afar as of four rows in one.
 */
final class RowProduct implements BlockTask {
    /** How many rows are taken together. */
    static final int ROWS = 4;

    private static final int CACHED = 1 << 17;
    private static final int MOST_COLUMNS = 2048;
    private static final int LEAST_COLUMNS = 512;

    private final ShiftedRows left;
    private final ShiftedRows right;
    private final int leftRows;
    private final int rightRows;
    private final int columns;
    private final int sectionsTogether;
    private final int groupsPerSection;
    private final Span out;
    private final float[] scratch;
    private final int workAt;
    private final Workers workers;
    private int begin;
    private int end;
    private boolean adds;

    /**
     * Binds a product to its memory.
     *
     * @param right a matrix of one section
     * @param columns the length of the sums
     * @param out {@code [left's rows, right's rows]}, row-major
     * @param scratch {@link #scratch} floats
     */
    RowProduct(ShiftedRows left, ShiftedRows right, int columns, Span out, Span scratch, Workers workers) {
        this.left = left;
        this.right = right;
        this.leftRows = left.rows();
        this.rightRows = right.rows();
        this.columns = columns;
        this.out = out;
        this.scratch = scratch.array();
        this.workers = workers;
        sectionsTogether = left.sections() % 2 == 0 && leftRows % (ROWS / 2) == 0 ? 2 : 1;
        int rowsOfSection = ROWS / sectionsTogether;
        groupsPerSection = (leftRows + rowsOfSection - 1) / rowsOfSection;
        workAt = scratch.at();
    }

    /** Returns how many floats of scratch a product takes. */
    static int scratch(Workers workers) {
        return workers.count() * LaneSums.VECTORS * Lanes.COUNT;
    }

    /** Returns how many columns of so many rows are best taken together. */
    static int block(int rows, int columns) {
        int most = Math.clamp(CACHED / rows, LEAST_COLUMNS, MOST_COLUMNS);
        int parts = Math.max(1, (columns + most - 1) / most);
        return Lanes.roundUp((columns + parts - 1) / parts, Lanes.PANEL);
    }

    /** Computes the product. */
    void run() {
        int block = block(leftRows + rightRows, columns);
        for (int from = 0; from == 0 || from < columns; from += block) {
            begin(from, Math.min(columns, from + block), from > 0);
            workers.run(tasks(), multiplyAdds(), this);
        }
    }

    /**
     * Chooses the columns over which is summed next.
     *
     * @param addsToBefore whether to add to what is there
     */
    void begin(int from, int to, boolean addsToBefore) {
        begin = from;
        end = to;
        adds = addsToBefore;
    }

    /** Returns how many tasks the product makes. */
    int tasks() {
        return left.sections() / sectionsTogether * groupsPerSection;
    }

    /** Returns how much work the chosen columns are. */
    long multiplyAdds() {
        return (long) left.sections() * leftRows * rightRows * (end - begin);
    }

    @Override
    public void run(int task, int worker) {
        int section = task / groupsPerSection * sectionsTogether;
        int row = task % groupsPerSection * (ROWS / sectionsTogether);
        int work = workAt + worker * LaneSums.VECTORS * Lanes.COUNT;
        if (sectionsTogether == 1) {
            multiply(section, row, Math.min(ROWS, leftRows - row), first(section), end(section), adds, work);
        } else {
            multiplyBoth(section, row, work);
        }
    }

    private int first(int section) {
        return Math.clamp(left.begin(section), begin, end);
    }

    private int end(int section) {
        return Math.clamp(left.end(section), first(section), end);
    }

    private int place(int section, int row, int column) {
        return left.place(section, column) + row * left.stride();
    }

    private int outPlace(int section, int row) {
        return out.at() + (section * leftRows + row) * rightRows;
    }

    /** Takes rows of one section. */
    private void multiply(int section, int row, int rows, int from, int to, boolean addsTo, int work) {
        int leftAt = place(section, row, from);
        int outAt = outPlace(section, row);
        int half = ROWS / 2;
        multiply(
                leftAt,
                leftAt + half * left.stride(),
                rows,
                from,
                to - from,
                outAt,
                outAt + half * rightRows,
                addsTo,
                work);
    }

    /** Takes two rows of this section and of the next one, and then the columns that only one of them has. */
    private void multiplyBoth(int section, int row, int work) {
        int next = section + 1;
        int from = Math.max(first(section), first(next));
        int to = Math.max(from, Math.min(end(section), end(next)));
        multiply(
                place(section, row, from),
                place(next, row, from),
                ROWS,
                from,
                to - from,
                outPlace(section, row),
                outPlace(next, row),
                adds,
                work);
        for (int one = section; one <= next; one++) {
            if (first(one) < from) {
                multiply(one, row, ROWS / 2, first(one), Math.min(from, end(one)), true, work);
            }
            if (end(one) > to) {
                multiply(one, row, ROWS / 2, Math.max(to, first(one)), end(one), true, work);
            }
        }
    }

    /** Takes up to two rows at one place, and two more at another. */
    private void multiply(
            int leftAt,
            int secondAt,
            int rows,
            int column,
            int count,
            int outAt,
            int secondOutAt,
            boolean addsTo,
            int work) {
        for (int other = 0; other < rightRows; other += ROWS) {
            int others = Math.min(ROWS, rightRows - other);
            int rightAt = right.place(0, column) + other * right.stride();
            int whole = count - count % Lanes.COUNT;
            dots(leftAt, secondAt, rows, rightAt, others, whole, work);
            LaneSums.sum(scratch, work);
            int most = Math.min(rows, ROWS / 2);
            store(0, most, leftAt, rightAt, others, whole, count, outAt + other, addsTo, work);
            store(most, rows - most, secondAt, rightAt, others, whole, count, secondOutAt + other, addsTo, work);
        }
    }

    /** Stores the sums of a group's rows from {@code first} on, which lies at {@code leftAt}, and of columns left over. */
    private void store(
            int first,
            int rows,
            int leftAt,
            int rightAt,
            int others,
            int whole,
            int count,
            int outAt,
            boolean addsTo,
            int work) {
        float[] results = out.array();
        for (int row = 0; row < rows; row++) {
            for (int other = 0; other < others; other++) {
                float sum = scratch[work + LaneSums.place(ROWS * (first + row) + other)];
                if (whole < count) {
                    int a = leftAt + row * left.stride() + whole;
                    int b = rightAt + other * right.stride() + whole;
                    sum += dot(left.array(), a, right.array(), b, count - whole);
                }
                int to = outAt + row * rightRows + other;
                results[to] = addsTo ? results[to] + sum : sum;
            }
        }
    }

    /** A group that lacks rows takes its last one again; nobody reads those sums. */
    private void dots(int leftAt, int secondAt, int rows, int rightAt, int others, int count, int work) {
        float[] a = left.array();
        int a1 = leftAt + Math.min(1, rows - 1) * left.stride();
        int a2 = rows > 2 ? secondAt : a1;
        int a3 = rows > 3 ? secondAt + left.stride() : a2;
        float[] b = right.array();
        int b1 = rightAt + Math.min(1, others - 1) * right.stride();
        int b2 = rightAt + Math.min(2, others - 1) * right.stride();
        int b3 = rightAt + (others - 1) * right.stride();
        if (Lanes.MANY_REGISTERS) {
            RowDots4.multiply(count, a, leftAt, a1, a2, a3, b, rightAt, b1, b2, b3, scratch, work);
        } else {
            int second = work + LaneSums.VECTORS / 2 * Lanes.COUNT;
            RowDots2.multiply(count, a, leftAt, a1, b, rightAt, b1, b2, b3, scratch, work);
            RowDots2.multiply(count, a, a2, a3, b, rightAt, b1, b2, b3, scratch, second);
        }
    }

    private static float dot(float[] a, int aAt, float[] b, int bAt, int count) {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[aAt + i] * b[bAt + i];
        }
        return sum;
    }
}
