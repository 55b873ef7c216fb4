package io.tidecast.core.compile;

import io.tidecast.core.type.Tensor;
import java.util.List;

/**
 * What to run in what order, and where every value lies.
 *
 * @param steps in the order they run
 * @param slabBytes the memory they share
 * @param inputs where the inputs are expected, in order
 * @param outputs where the outputs are found, in order
 * @param constants what is to be uploaded before the first run
 */
record StepPlan(
        List<Step> steps,
        long slabBytes,
        List<Location> inputs,
        List<Location> outputs,
        List<PlacedConstant> constants) {

    /** A constant and where it is expected. */
    record PlacedConstant(Tensor value, Location location) {}
}
