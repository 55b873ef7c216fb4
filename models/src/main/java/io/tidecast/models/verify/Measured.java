package io.tidecast.models.verify;

import io.tidecast.core.graph.Variable;

/**
 * One thing of a training step that is held against the reference's.
 *
 * @param quantity what it is
 * @param name of the variable, for a gradient of the parameter; of the loss {@code loss}
 * @param parameter which it belongs to, by name; of the loss {@code loss}
 * @param group what its size is compared with: all of one quantity, of the optimiser's state all of one kind
 */
record Measured(Quantity quantity, String name, String parameter, String group) {
    static final Measured LOSS =
            new Measured(Quantity.LOSS, Quantity.LOSS.label(), Quantity.LOSS.label(), Quantity.LOSS.label());

    static Measured gradient(Variable parameter) {
        return new Measured(Quantity.GRADIENT, parameter.name(), parameter.name(), Quantity.GRADIENT.label());
    }

    /** Something that the optimiser keeps; the first of a parameter is compared with the first of the others. */
    static Measured state(Variable parameter, Variable kept, int position) {
        return new Measured(Quantity.STATE, kept.name(), parameter.name(), Quantity.STATE.label() + " " + position);
    }

    static Measured weights(Variable parameter) {
        return new Measured(Quantity.WEIGHTS, parameter.name(), parameter.name(), Quantity.WEIGHTS.label());
    }
}
