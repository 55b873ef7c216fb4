package io.tidecast.backend.nd4j;

import io.tidecast.core.backend.Kernel;
import io.tidecast.core.error.FailureException;
import java.util.List;
import org.bytedeco.javacpp.LongPointer;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.OpaqueContext;

/** One of ND4J's custom operations, bound to its operands and arguments in a context that its slab keeps. */
final class NativeOperation implements Kernel {
    private static final int OK = 0;

    private final String name;
    private final NativeLibrary library;
    private final long hash;
    private final OpaqueContext context;

    NativeOperation(
            String name, NativeScope scope, List<NativeArray> inputs, List<NativeArray> outputs, long... arguments) {
        this.name = name;
        this.library = scope.library();
        this.hash = library.hash(name);
        NativeOps operations = library.operations();
        context = operations.createGraphContext(1);
        scope.keep(() -> operations.deleteGraphContext(context));
        for (int i = 0; i < inputs.size(); i++) {
            NativeArray input = inputs.get(i);
            operations.setGraphContextInputArray(context, i, input.pointer(), input.shape(), null, null);
        }
        for (int i = 0; i < outputs.size(); i++) {
            NativeArray output = outputs.get(i);
            operations.setGraphContextOutputArray(context, i, output.pointer(), output.shape(), null, null);
        }
        try (LongPointer values = new LongPointer(arguments)) {
            operations.setGraphContextIArguments(context, values, arguments.length);
        }
        // the outputs have their shapes
        operations.ctxShapeFunctionOverride(context, true);
    }

    @Override
    public void run() {
        if (library.operations().execCustomOp2(null, hash, context) != OK) {
            throw new FailureException(
                    "ND4J's " + name + " failed: " + library.operations().lastErrorMessage());
        }
    }
}
