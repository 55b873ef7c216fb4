package io.tidecast.models.verify;

/**
 * How far a backend's ops came from the reference's at one step, each given the reference's operands: not blurred by what
 * came before, as tensors are, nor by derivatives that jump.
 *
 * @param step counted from 1
 * @param ops how many ops the step has on the backend
 * @param farthest the first beyond tolerance; where there is none the one that differs most
 */
public record OpsFinding(int step, int ops, Suspect farthest) {
    /** Returns whether every op is within its tolerance. */
    public boolean isWithin() {
        return !farthest.beyond();
    }
}
