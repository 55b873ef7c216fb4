package io.tidecast.models.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table in aligned plain text that is Markdown too: texts stand left, numbers right. */
public final class TextTable {
    private record Column(String heading, boolean right) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of texts. */
    public TextTable text(String heading) {
        columns.add(new Column(heading, false));
        return this;
    }

    /** Adds a column of numbers. */
    public TextTable number(String heading) {
        columns.add(new Column(heading, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells a text for each column; empty where there is nothing to say
     * @throws IllegalArgumentException when there are not as many cells as columns
     */
    public TextTable row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(cells.stream().map(TextTable::escaped).toList());
        return this;
    }

    /** Adds a row, see {@link #row(List)}. */
    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** Returns the table's lines: headings, a rule, the rows. */
    public List<String> lines() {
        List<String> headings =
                columns.stream().map(column -> escaped(column.heading())).toList();
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> Math.max(
                        Math.max(3, displayWidth(headings.get(i))),
                        rows.stream()
                                .mapToInt(row -> displayWidth(row.get(i)))
                                .max()
                                .orElse(0)))
                .toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        lines.add(line(
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).right() ? "-".repeat(widths[i] - 1) + ':' : "-".repeat(widths[i]))
                        .toList(),
                widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - displayWidth(cells.get(i)));
            line.append(' ')
                    .append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding)
                    .append(" |");
        }
        return line.toString();
    }

    private static String escaped(String cell) {
        return cell.replaceAll("\\p{Cntrl}", " ").replace("|", "\\|");
    }

    /** Returns how many columns of a terminal a text takes: East Asian letters take two, marks over others none. */
    public static int displayWidth(String text) {
        return text.codePoints()
                .map(point -> switch (Character.getType(point)) {
                    case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
                    default -> isWide(point) ? 2 : 1;
                })
                .sum();
    }

    private static boolean isWide(int point) {
        return (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
    }
}
