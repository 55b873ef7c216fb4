package io.tidecast.models.plot;

/**
 * The colours of a chart on a white ground.
 *
 * <p>Those of data are of the set by Okabe and Ito (2008), which people with any of the common forms of colour blindness
 * can tell apart; greys are for what happened and for the frame.
 */
public final class Palette {
    /** What happened. */
    public static final String INK = "#3d4248";

    /** The first series. */
    public static final String BLUE = "#0072b2";

    /** The second series. */
    public static final String ORANGE = "#e69f00";

    /** The third series. */
    public static final String GREEN = "#009e73";

    /** The fourth series. */
    public static final String PURPLE = "#cc79a7";

    /** The fifth series. */
    public static final String VERMILION = "#d55e00";

    /** The sixth series. */
    public static final String SKY = "#56b4e9";

    static final String GROUND = "#ffffff";
    static final String TITLE = "#1f2328";
    static final String LABEL = "#57606a";
    static final String AXIS = "#8c959f";
    static final String GRID = "#e4e8ec";

    private Palette() {}
}
