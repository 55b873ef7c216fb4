package io.tidecast.models.layer;

import io.tidecast.core.graph.Variable;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.core.type.Tensor;
import io.tidecast.core.type.TensorType;

/** A variable that training changes, and how its first value is drawn. */
public record Parameter(Variable variable, Initializer initializer) {
    /** Makes a single-precision parameter. */
    static Parameter of(String layer, String name, Initializer initializer, int... dims) {
        return new Parameter(new Variable(layer + "/" + name, TensorType.f32(dims)), initializer);
    }

    /** Returns a first value, which depends on the generator's key and the parameter's name alone. */
    public Tensor draw(SplittableGenerator random) {
        return initializer.draw(variable.type(), random.split(variable.name()));
    }
}
