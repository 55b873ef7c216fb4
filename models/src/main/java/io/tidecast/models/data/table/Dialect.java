package io.tidecast.models.data.table;

import java.util.List;
import java.util.Locale;

/**
 * How a file is written: the character between its cells, and whether its first row holds names.
 *
 * @param delimiter the character between cells
 * @param header whether the first row holds the columns' names
 */
record Dialect(char delimiter, boolean header) {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};
    private static final int LINES_LOOKED_AT = 50;

    /**
     * Chooses the delimiter that the most lines have, then the one that stands equally often on the most lines, then
     * the more frequent one. It must stand on the first line.
     */
    static char detectDelimiter(String sample, String fileName) {
        boolean tabbed = fileName.toLowerCase(Locale.ROOT).matches(".*\\.(tsv|tab)");
        char best = tabbed ? '\t' : ',';
        long bestScore = score(sample, best);
        for (char candidate : CANDIDATES) {
            long score = score(sample, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /**
     * Takes the first row for names where a column's first cell is a word and the second a value; where no column
     * tells, where none of the first row's cells is a value.
     */
    static boolean detectHeader(List<List<String>> firstRows) {
        List<String> first = firstRows.getFirst();
        if (firstRows.size() > 1) {
            List<String> second = firstRows.get(1);
            for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
                String upper = first.get(i).strip();
                boolean isWord = !Cells.isMissing(upper) && !Cells.looksLikeValue(upper) && !Cells.isInfinity(upper);
                if (isWord && Cells.looksLikeValue(second.get(i).strip())) {
                    return true;
                }
            }
        }
        return first.stream().noneMatch(cell -> Cells.looksLikeValue(cell.strip()));
    }

    private static long score(String sample, char delimiter) {
        long lines = 0;
        long linesLikeTheFirst = 0;
        int onFirst = -1;
        int onThis = 0;
        boolean quoted = false;
        int line = 0;
        for (int i = 0; i <= sample.length() && line < LINES_LOOKED_AT; i++) {
            char letter = i < sample.length() ? sample.charAt(i) : '\n';
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == '\n' && !quoted) {
                if (onFirst < 0) {
                    onFirst = onThis;
                }
                lines += onThis > 0 ? 1 : 0;
                linesLikeTheFirst += onThis == onFirst ? 1 : 0;
                onThis = 0;
                line++;
            } else if (letter == delimiter && !quoted) {
                onThis++;
            }
        }
        if (onFirst <= 0) {
            return 0;
        }
        return (lines * (LINES_LOOKED_AT + 1) + linesLikeTheFirst) * Integer.MAX_VALUE + onFirst;
    }
}
