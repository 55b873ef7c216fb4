package io.tidecast.models.verify;

import java.util.List;

/**
 * What was found of one backend against the reference.
 *
 * @param backend its name
 * @param reference the reference's name
 * @param findings of every tensor, the loss's first
 * @param ops how far the ops are apart, each by itself, at the first step and at the last; none where steps are computed
 *     in blocks
 * @param drift of a training that was left alone
 */
public record PairResult(String backend, String reference, List<Finding> findings, List<OpsFinding> ops, Drift drift) {
    /** Copies the lists. */
    public PairResult {
        findings = List.copyOf(findings);
        ops = List.copyOf(ops);
    }

    /** Returns whether every difference is within its tolerance. */
    public boolean isWithin() {
        return breaches().isEmpty() && ops.stream().allMatch(OpsFinding::isWithin);
    }

    /** Returns the findings beyond tolerance. */
    public List<Finding> breaches() {
        return findings.stream().filter(finding -> finding.breach().isPresent()).toList();
    }
}
