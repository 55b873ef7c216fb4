package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Aliasing;
import io.tidecast.core.backend.KernelFactory;
import io.tidecast.core.graph.Reduce;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;

/** Rows moved to places that are known only when the kernel runs, see {@code indexing.cu}; results are not empty. */
final class IndexingKernels {
    private static final String FAMILY = "indexing";
    private static final int THREADS = 64;
    private static final int MOST_PARTS = 64;

    /** How many updates a part has at least. */
    private static final int LEAST_PER_PART = 64;

    private final Device device;

    IndexingKernels(Device device) {
        this.device = device;
    }

    KernelFactory dynamicSlice(int axis, Shape in, Shape out) {
        Struct range = range(axis, in, out);
        int size = (int) out.size();
        return new CudaKernel(
                device,
                places -> List.of(Launch.of(
                        FAMILY,
                        "dynamic_slice",
                        Grid.over(size),
                        Arguments.of()
                                .pointer(places.input(0))
                                .pointer(places.input(1))
                                .pointer(places.output())
                                .struct(range)
                                .integer(size))),
                Aliasing.NONE);
    }

    KernelFactory dynamicUpdate(int axis, Shape update, Shape out) {
        Struct range = range(axis, out, update);
        int size = (int) update.size();
        return new CudaKernel(
                device,
                places -> {
                    List<Launch> launches = new ArrayList<>();
                    if (!places.input(0).liesWhere(places.output())) {
                        launches.add(LayoutKernels.copy(places.input(0), places.output(), (int) out.size()));
                    }
                    if (size > 0) {
                        launches.add(Launch.of(
                                FAMILY,
                                "dynamic_update_part",
                                Grid.over(size),
                                Arguments.of()
                                        .pointer(places.input(1))
                                        .pointer(places.input(2))
                                        .pointer(places.output())
                                        .struct(range)
                                        .integer(size)));
                    }
                    return launches;
                },
                Aliasing.FIRST_INPUT);
    }

    KernelFactory gather(Shape table, Shape out) {
        int rowSize = (int) table.without(0).size();
        int size = (int) out.size();
        return new CudaKernel(
                device,
                places -> List.of(Launch.of(
                        FAMILY,
                        "gather_rows",
                        Grid.over(size),
                        Arguments.of()
                                .pointer(places.input(0))
                                .pointer(places.input(1))
                                .pointer(places.output())
                                .integers(table.dim(0) - 1, rowSize, size))),
                Aliasing.NONE);
    }

    /** Each part of the updates, in their order, makes a table; the tables are added in their order. */
    KernelFactory scatterAdd(Shape indices, Shape out) {
        int rows = out.dim(0);
        int rowSize = (int) out.without(0).size();
        int count = (int) indices.size();
        int most = Math.clamp(count / Math.max(rows, LEAST_PER_PART), 1, MOST_PARTS);
        int perPart = Math.ceilDiv(count, most);
        int parts = Math.max(1, Math.ceilDiv(count, Math.max(1, perPart)));
        Grid grid = Grid.of(Math.ceilDiv(rowSize, THREADS), parts, 1, THREADS);
        return new CudaKernel(
                device,
                places -> {
                    CudaBuffer tables = parts == 1 ? places.output() : places.scratch();
                    List<Launch> launches = new ArrayList<>();
                    launches.add(Launch.of(
                            FAMILY,
                            "scatter_add_parts",
                            grid,
                            Arguments.of()
                                    .pointer(places.input(0))
                                    .pointer(places.input(1))
                                    .pointer(tables)
                                    .integers(rows, rowSize, count, perPart)));
                    if (parts > 1) {
                        launches.add(ReductionKernels.ofParts(
                                Reduce.Kind.SUM, parts, rows * rowSize, tables, places.output()));
                    }
                    return launches;
                },
                Aliasing.NONE,
                parts == 1 ? 0 : parts * out.size() * Float.BYTES);
    }

    private static Struct range(int axis, Shape whole, Shape part) {
        return new Struct().integers(whole.dim(axis), part.dim(axis), whole.strides()[axis]);
    }
}
