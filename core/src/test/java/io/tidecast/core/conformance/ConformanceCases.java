package io.tidecast.core.conformance;

import io.tidecast.core.graph.Op;
import io.tidecast.core.type.DType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All cases, in the order of the operations' families. */
public final class ConformanceCases {
    private ConformanceCases() {}

    /** Returns the cases. */
    public static List<OpCase> all() {
        return Stream.of(
                        ElementwiseCases.all(),
                        MatrixCases.all(),
                        LayoutCases.all(),
                        IndexingCases.all(),
                        ScanCases.all(),
                        CompositeCases.all(),
                        ChainCases.all(),
                        WaveNetCases.all(),
                        RecurrentCases.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Returns the operations for which there is a case. */
    public static Set<Class<? extends Op>> covered() {
        return all().stream().map(c -> c.op().at(DType.F32).getClass()).collect(Collectors.toSet());
    }
}
