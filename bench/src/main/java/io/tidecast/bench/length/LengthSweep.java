package io.tidecast.bench.length;

import io.tidecast.bench.Status;
import io.tidecast.models.file.AtomicFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The command that measures how time and memory grow with a window's length. */
final class LengthSweep {
    private static final int SHORTEST = 1 << 12;
    private static final int LONGEST = 1 << 20;
    private static final int FACTOR = 4;

    private LengthSweep() {}

    /**
     * Measures, writes the results and ends the process, see {@link Status#end}.
     *
     * @param arguments see {@link SweepArguments#of}
     */
    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Status.of(() -> run(SweepArguments.of(arguments)), err).end();
    }

    private static void run(SweepArguments arguments) throws IOException {
        Path folder = arguments.folder();
        Subject.Kind kind = arguments.kind();
        int rounds = arguments.rounds();
        SweepResult result = new SweepResult(kind, rounds, measure(kind, rounds));
        Files.createDirectories(folder);
        String stem = "long-sequences-" + kind;
        SweepReport report = new SweepReport(result);
        AtomicFile.writeText(folder.resolve(stem + ".md"), report.markdown(stem));
        AtomicFile.writeText(folder.resolve(stem + ".json"), report.json());
        SweepPlots plots = new SweepPlots(result);
        AtomicFile.writeText(folder.resolve(stem + "-time.svg"), plots.time());
        AtomicFile.writeText(folder.resolve(stem + "-memory.svg"), plots.memory());
        System.out.print(report.markdown(stem));
    }

    private static List<SweepResult.Row> measure(Subject.Kind kind, int rounds) {
        int[] windows = windows();
        List<SweepResult.Row> rows = new ArrayList<>();
        for (Subject.Work work : Subject.Work.values()) {
            CutCheck.require(kind, work);
            List<TimePerStep> times = TimePerStep.of(kind, work, windows, rounds);
            for (int i = 0; i < windows.length; i++) {
                OptionalLong peak = PeakMemory.isKnown()
                        ? OptionalLong.of(PeakMemory.of(kind, work, windows[i]))
                        : OptionalLong.empty();
                long whole = Subject.wholeBytes(kind, work, windows[i]);
                try (Subject subject = Subject.of(kind, work, windows[i])) {
                    rows.add(new SweepResult.Row(work, windows[i], times.get(i), subject.programBytes(), whole, peak));
                }
            }
        }
        return rows;
    }

    private static int[] windows() {
        List<Integer> windows = new ArrayList<>();
        for (int window = SHORTEST; window <= LONGEST; window *= FACTOR) {
            windows.add(window);
        }
        return windows.stream().mapToInt(Integer::intValue).toArray();
    }
}
