package io.tidecast.models.verify;

import io.tidecast.models.file.Json;
import io.tidecast.models.verify.Finding.Breach;

/** What was found of one backend against the reference, for programs; what is not finite is left out. */
final class PairJson {
    private PairJson() {}

    static Json of(PairResult result) {
        return Json.object()
                .put("backend", result.backend())
                .put("reference", result.reference())
                .put("within", result.isWithin())
                .put(
                        "findings",
                        Json.array(result.findings().stream().map(PairJson::of).toList()))
                .put("ops", Json.array(result.ops().stream().map(PairJson::of).toList()))
                .put("drift", of(result.drift()))
                .build();
    }

    private static Json of(Finding finding) {
        Json.ObjectBuilder entry = Json.object()
                .put("quantity", finding.quantity().label())
                .put("tensor", finding.name())
                .put("tolerance", finding.tolerance());
        put(entry, "largest", finding.largest());
        entry.put("step", finding.step());
        finding.breach().ifPresent(breach -> entry.put("beyond", of(breach)));
        return entry.build();
    }

    private static Json of(Breach breach) {
        Json.ObjectBuilder entry = Json.object().put("step", breach.step());
        put(entry, "difference", breach.difference());
        breach.suspect().ifPresent(suspect -> entry.put("op", of(suspect)));
        return entry.build();
    }

    private static Json of(Suspect suspect) {
        Json.ObjectBuilder entry = Json.object()
                .put("name", suspect.op())
                .put("scope", suspect.scope())
                .put("place", suspect.place())
                .put("inputs", Json.texts(suspect.inputs()))
                .put("outputs", Json.texts(suspect.outputs()));
        put(entry, "difference", suspect.difference());
        entry.put("differs", suspect.beyond());
        if (!suspect.loopSteps().isEmpty()) {
            entry.put(
                    "loop_steps",
                    Json.wholes(suspect.loopSteps().stream()
                            .mapToInt(Integer::intValue)
                            .toArray()));
        }
        return entry.build();
    }

    private static Json of(OpsFinding ops) {
        return Json.object()
                .put("step", ops.step())
                .put("count", ops.ops())
                .put("within", ops.isWithin())
                .put("farthest", of(ops.farthest()))
                .build();
    }

    private static Json of(Drift drift) {
        return Json.object()
                .put(
                        "weights",
                        Json.numbers(drift.finite().stream()
                                .mapToDouble(Drift.Point::weights)
                                .toArray()))
                .put(
                        "loss",
                        Json.numbers(drift.finite().stream()
                                .mapToDouble(Drift.Point::loss)
                                .toArray()))
                .build();
    }

    private static void put(Json.ObjectBuilder entry, String name, double difference) {
        if (Double.isFinite(difference)) {
            entry.put(name, difference);
        }
    }
}
