package io.tidecast.models.layer;

import io.tidecast.core.composite.Conv1d;
import io.tidecast.core.composite.GateBias;
import io.tidecast.core.graph.GraphBuilder;
import io.tidecast.core.graph.Value;
import io.tidecast.core.op.Layout;
import io.tidecast.core.op.Ops;
import io.tidecast.core.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is added inside the gates of one layer beside its own bias (van den Oord et al., arXiv:1609.03499, section 2.5): of
 * each label a row of a table, of a vector h its product {@code Vᵀh}, and of what is told along a sequence a product of each
 * step's; see {@link GateBias}.
 *
 * @param scope the layer's name
 * @param filters how many sums there are under the gates, two for each
 * @param conditions what is told of a sequence
 * @param along how many channels are told along it, at its own rate; 0 for none
 */
record GateConditions(String scope, int filters, Conditions conditions, int along) {
    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(tables());
        ofVector().ifPresent(parameters::add);
        if (along > 0) {
            parameters.add(ofAlong());
        }
        return parameters;
    }

    private List<Parameter> tables() {
        List<Parameter> tables = new ArrayList<>();
        for (int values : conditions.labels()) {
            String name = "condition" + (tables.size() + 1);
            tables.add(Parameter.of(scope, name, new Initializer.Zeros(), values, filters));
        }
        return tables;
    }

    private Optional<Parameter> ofVector() {
        int numbers = conditions.vector();
        return numbers == 0
                ? Optional.empty()
                : Optional.of(Parameter.of(scope, "vector_kernel", new Initializer.Zeros(), numbers, filters));
    }

    private Parameter ofAlong() {
        return Parameter.of(scope, "along_kernel", new Initializer.GlorotUniform(along, filters), along, filters);
    }

    /**
     * Returns the bias with what is told: {@code [filters]} where it is everyone's, {@code [filters, batch]} or
     * {@code [filters, time, batch]}.
     *
     * @param own the layer's, {@code [filters]}
     * @param alongside what is told along the sequence, {@code [along, time, batch]}
     */
    Value bias(Value own, Told told, Optional<Value> alongside) {
        Value rows = rows(own, told);
        boolean shared = GateBias.isShared(rows.type());
        if (alongside.isEmpty()) {
            return shared ? rows : Layout.transpose(rows, 1, 0);
        }
        GraphBuilder builder = own.builder();
        Value kernel = Layout.reshape(builder.read(ofAlong().variable()), 1, along, filters);
        Value sums = builder.apply(Conv1d.PER_STEP, alongside.get(), kernel, shared ? rows : Ops.zeros(own));
        return shared ? sums : Ops.add(sums, Ops.broadcast(Layout.transpose(rows, 1, 0), sums.shape(), 0, 2));
    }

    /**
     * Returns the bias of one step with what is told: {@code [filters]} where it is everyone's, else
     * {@code [voices, filters]}.
     *
     * @param alongside what is told along the sequence there, {@code [along, 1, voices]}
     */
    Value stepBias(Value own, Told told, Optional<Value> alongside) {
        Value rows = rows(own, told);
        if (alongside.isEmpty()) {
            return rows;
        }
        Value kernel = own.builder().read(ofAlong().variable());
        Value product = Ops.matmul(Layout.at(alongside.get(), 1, 0), true, kernel, false);
        boolean shared = GateBias.isShared(rows.type());
        return everyones(Ops.add(product, shared ? Ops.broadcast(rows, product.shape(), 1) : rows));
    }

    /** Returns the bias with what holds all along, {@code [batch, filters]}, or where it is everyone's {@code [filters]}. */
    private Value rows(Value own, Told told) {
        if (told.labels().isEmpty() && told.vector().isEmpty()) {
            return own;
        }
        int batch = told.labels().or(told::vector).orElseThrow().dim(1);
        Value sum = Ops.broadcast(own, Shape.of(batch, filters), 1);
        for (int label = 0; label < conditions.labels().size(); label++) {
            Value table = own.builder().read(tables().get(label).variable());
            sum = Ops.add(sum, Layout.gather(table, Layout.at(told.labels().orElseThrow(), 0, label)));
        }
        if (told.vector().isPresent()) {
            Value kernel = own.builder().read(ofVector().orElseThrow().variable());
            sum = Ops.add(sum, Ops.matmul(told.vector().get(), true, kernel, false));
        }
        return everyones(sum);
    }

    /** Returns the bias of each sequence, or where there is one sequence alone the bias that is then everyone's. */
    private Value everyones(Value rows) {
        return rows.dim(0) == 1 ? Layout.reshape(rows, filters) : rows;
    }
}
