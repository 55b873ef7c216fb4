package io.tidecast.backend.cpu.kernel;

/** Memory handed out stretch by stretch, each a multiple of a cache line long. */
public final class Scratch {
    private final Span span;
    private int taken;

    /** Hands out what begins at a place. */
    public Scratch(Span span) {
        this.span = span;
    }

    /** Returns memory that nothing lies in, to see how much somebody takes. */
    public static Scratch none() {
        return new Scratch(new Span(new float[0], 0));
    }

    /** Returns where so many floats may lie. */
    Span take(int floats) {
        Span next = span.plus(taken);
        taken += Lanes.roundUp(floats, Lanes.LINE);
        return next;
    }

    /** Returns how many floats have been handed out. */
    public int taken() {
        return taken;
    }
}
