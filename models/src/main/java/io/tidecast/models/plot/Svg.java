package io.tidecast.models.plot;

import java.util.Base64;

/** Collects the elements of an SVG drawing; lengths are pixels, heights grow downwards. */
final class Svg {
    /** Where a text stands relative to its point. */
    enum Anchor {
        START("start"),
        MIDDLE("middle"),
        END("end");

        private final String keyword;

        Anchor(String keyword) {
            this.keyword = keyword;
        }
    }

    /** How a text looks: its size in pixels, its colour, whether it is bold. */
    record Font(double size, String colour, boolean bold) {}

    private final StringBuilder elements = new StringBuilder();

    Svg line(double x1, double y1, double x2, double y2, String colour, double width, String dash) {
        elements.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        elements.append("\" x2=\"")
                .append(number(x2))
                .append("\" y2=\"")
                .append(number(y2))
                .append('"');
        return stroke(colour, width, dash).end();
    }

    /** Adds a line through the points of {@code path}, a text such as {@link #point} makes. */
    Svg polyline(CharSequence path, String colour, double width, String dash) {
        elements.append("<polyline points=\"").append(path).append("\" fill=\"none\" stroke-linejoin=\"round\"");
        elements.append(" stroke-linecap=\"")
                .append(dash.isEmpty() ? "round" : "butt")
                .append('"');
        return stroke(colour, width, dash).end();
    }

    Svg polygon(CharSequence path, String colour, double opacity) {
        elements.append("<polygon points=\"").append(path).append("\" fill=\"").append(colour);
        elements.append("\" fill-opacity=\"").append(number(opacity)).append('"');
        return end();
    }

    Svg rectangle(double x, double y, double width, double height, String colour, double opacity) {
        elements.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        elements.append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height));
        elements.append("\" fill=\"")
                .append(colour)
                .append("\" fill-opacity=\"")
                .append(number(opacity))
                .append('"');
        return end();
    }

    Svg dot(double x, double y, double radius, String colour) {
        elements.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
        elements.append("\" r=\"").append(number(radius)).append("\" fill=\"").append(colour);
        elements.append("\" stroke=\"").append(Palette.GROUND).append("\" stroke-width=\"1\"");
        return end();
    }

    Svg text(double x, double y, Anchor anchor, Font font, String text) {
        elements.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        elements.append("\" font-size=\"")
                .append(number(font.size()))
                .append("\" fill=\"")
                .append(font.colour());
        elements.append(font.bold() ? "\" font-weight=\"bold" : "");
        elements.append("\" text-anchor=\"").append(anchor.keyword).append("\">");
        elements.append(escaped(text)).append("</text>\n");
        return this;
    }

    /** Adds the picture of a PNG file, stretched to a rectangle. */
    Svg image(double x, double y, double width, double height, byte[] png) {
        elements.append("<image x=\"").append(number(x)).append("\" y=\"").append(number(y));
        elements.append("\" width=\"")
                .append(number(width))
                .append("\" height=\"")
                .append(number(height));
        elements.append("\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,");
        elements.append(Base64.getEncoder().encodeToString(png)).append('"');
        return end();
    }

    /** Adds a point to a path. */
    static StringBuilder point(StringBuilder path, double x, double y) {
        return path.append(path.isEmpty() ? "" : " ")
                .append(number(x))
                .append(',')
                .append(number(y));
    }

    /** Returns the drawing, on a white ground. */
    String drawing(int width, int height, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + ' ' + height + "\" role=\"img\""
                + " font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">\n"
                + "<title>" + escaped(title) + "</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"" + Palette.GROUND + "\"/>\n"
                + elements + "</svg>\n";
    }

    private Svg stroke(String colour, double width, String dash) {
        elements.append(" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"")
                .append(number(width))
                .append('"');
        if (!dash.isEmpty()) {
            elements.append(" stroke-dasharray=\"").append(dash).append('"');
        }
        return this;
    }

    private Svg end() {
        elements.append("/>\n");
        return this;
    }

    /** Writes a length with at most two decimals, the same in every locale. */
    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        return Double.toString(hundredths / 100.0);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isAllowed(point) ? point : '?');
            }
        });
        return escaped.toString();
    }

    /** Says whether XML 1.0 may hold the character. */
    private static boolean isAllowed(int point) {
        return (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000
                || point == '\t'
                || point == '\n';
    }
}
