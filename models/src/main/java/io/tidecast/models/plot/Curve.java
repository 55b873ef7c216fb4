package io.tidecast.models.plot;

/**
 * A line through points.
 *
 * @param name what the legend calls it; empty keeps it out of the legend
 * @param points the points; the line is broken where a height is missing
 * @param style how it is drawn
 */
public record Curve(String name, Points points, Style style) {

    /**
     * How a line is drawn.
     *
     * @param colour its colour, such as {@link Palette#BLUE}
     * @param width its width in pixels
     * @param dash lengths of dashes and gaps in pixels as SVG wants them; empty for a whole line
     * @param dots whether each point is marked
     */
    public record Style(String colour, double width, String dash, boolean dots) {
        /** Returns the style of a whole line without marks. */
        public static Style line(String colour) {
            return new Style(colour, 2, "", false);
        }

        /** Returns this style with dashes. */
        public Style dashed() {
            return new Style(colour, width, "6 4", dots);
        }

        /** Returns this style with or without a mark at each point. */
        public Style withDots(boolean marked) {
            return new Style(colour, width, dash, marked);
        }

        /** Returns this style with another width. */
        public Style withWidth(double pixels) {
            return new Style(colour, pixels, dash, dots);
        }
    }
}
