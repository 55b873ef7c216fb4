package io.tidecast.models.data.series;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.table.TableFile;
import io.tidecast.models.data.time.TimeFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles which column of a file is what, from what a person said and from the file's first rows. */
final class FormatPlanner {
    private final TableFile file;
    private final SeriesOptions options;
    private final Map<String, String> optionOfColumn = new HashMap<>();

    private FormatPlanner(TableFile file, SeriesOptions options) {
        this.file = file;
        this.options = options;
    }

    /** Plans a file; the vocabularies of its categories stay empty, to be learnt from the rows. */
    static SeriesFormat plan(TableFile file, SeriesOptions options) {
        return new FormatPlanner(file, options).plan();
    }

    private SeriesFormat plan() {
        if (options.layout() == Layout.ROWS) {
            refuseColumns();
            return SeriesFormat.bare(Schema.ofTarget(SeriesFormat.VALUE));
        }
        options.time().ifPresent(column -> take(column, "--time"));
        options.series().ifPresent(column -> take(column, "--series"));
        options.known().forEach(column -> take(column, "--known"));
        options.inputs().forEach(column -> take(column, "--input"));
        options.targets().forEach(column -> take(column, "--target"));
        for (String column : options.categories()) {
            file.position(column);
            if (options.targets().contains(column)) {
                throw new InputException("--category " + column
                        + ": the column is also named in --target; a target holds numbers, labels cannot be forecast");
            }
        }
        List<String> targets = options.targets().isEmpty() ? numbersNotTaken() : options.targets();
        boolean wide = options.layout() == Layout.COLUMNS;
        if (options.targets().isEmpty() && !wide && targets.size() > 1) {
            throw new InputException(file.name() + ": which column is to be forecast? Name it with --target (columns"
                    + " of numbers: " + String.join(", ", targets) + ")");
        }
        if (targets.isEmpty()) {
            throw new InputException(file.name() + ": found no column of numbers to forecast; name one with --target");
        }
        if (wide && options.series().isPresent()) {
            throw new InputException("--series: the columns are the series here; leave it out, or --layout columns");
        }
        List<Column> columns = new ArrayList<>();
        List<String> targetNames = wide ? List.of(SeriesFormat.VALUE) : targets;
        targetNames.forEach(name -> columns.add(Column.number(name, Role.TARGET)));
        options.inputs().forEach(name -> columns.add(feature(name, Role.INPUT)));
        options.known().forEach(name -> columns.add(feature(name, Role.KNOWN)));
        return new SeriesFormat(
                options.layout(),
                options.time(),
                givenFormat(),
                options.series(),
                wide ? List.copyOf(targets) : List.of(),
                new Schema(columns));
    }

    private Optional<TimeFormat> givenFormat() {
        if (options.timeFormat().isPresent() && options.time().isEmpty()) {
            throw new InputException("--time-format: name the column of times with --time too");
        }
        return options.timeFormat().map(TimeFormat::given);
    }

    private void refuseColumns() {
        if (options.time().isPresent()
                || options.series().isPresent()
                || !options.targets().isEmpty()
                || !options.inputs().isEmpty()
                || !options.known().isEmpty()) {
            throw new InputException("--layout rows: each row is a series and its first cell the name, so that"
                    + " --time, --series, --target, --input and --known have no meaning; leave them out");
        }
    }

    private void take(String column, String option) {
        file.position(column);
        String other = optionOfColumn.putIfAbsent(column, option);
        if (other != null) {
            throw new InputException(
                    option + " " + column + ": the column is also named in " + other + "; name it once");
        }
    }

    private Column feature(String name, Role role) {
        boolean category = options.categories().contains(name) || file.holdsWords(file.position(name));
        return category ? Column.category(name, role, List.of()) : Column.number(name, role);
    }

    private List<String> numbersNotTaken() {
        List<String> names = new ArrayList<>();
        for (String column : file.columns()) {
            if (!optionOfColumn.containsKey(column) && !file.holdsWords(file.position(column))) {
                names.add(column);
            }
        }
        return names;
    }
}
