package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A drawing parsed back from its SVG text, to be asked what it shows. */
final class Drawing {
    /** A text and the room it takes. */
    record Label(String text, double left, double right, double baseline, double size) {
        private boolean overlaps(Label other) {
            return left < other.right
                    && other.left < right
                    && baseline - size * 0.8 < other.baseline
                    && other.baseline - other.size * 0.8 < baseline;
        }
    }

    private final Element root;

    private Drawing(Element root) {
        this.root = root;
    }

    static Drawing of(String svg) {
        assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            return new Drawing(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement());
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError("not well-formed: " + svg, e);
        }
    }

    List<String> texts() {
        return labels().stream().map(Label::text).toList();
    }

    List<Label> labels() {
        return elements("text").map(Drawing::label).toList();
    }

    /** Returns the points of every line through points, in order. */
    List<double[][]> lines() {
        List<double[][]> lines = new ArrayList<>();
        elements("polyline")
                .forEach(element ->
                        lines.add(Stream.of(element.getAttribute("points").split(" ", -1))
                                .map(point -> Stream.of(point.split(",", -1))
                                        .mapToDouble(Double::parseDouble)
                                        .toArray())
                                .toArray(double[][]::new)));
        return lines;
    }

    long count(String element) {
        return elements(element).count();
    }

    void assertLegible() {
        List<Label> labels = labels();
        for (int i = 0; i < labels.size(); i++) {
            Label label = labels.get(i);
            assertTrue(
                    label.left() >= 0
                            && label.right() <= number(root, "width")
                            && label.baseline() - label.size() > 0
                            && label.baseline() < number(root, "height"),
                    "cut off: " + label);
            for (Label other : labels.subList(0, i)) {
                assertFalse(label.overlaps(other), label + " over " + other);
            }
        }
    }

    private Stream<Element> elements(String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
    }

    private static Label label(Element element) {
        double size = number(element, "font-size");
        double x = number(element, "x");
        String text = String.valueOf(element.getTextContent());
        double width = TextWidth.of(text, size);
        double left = switch (element.getAttribute("text-anchor")) {
            case "start" -> x;
            case "middle" -> x - width / 2;
            default -> x - width;
        };
        return new Label(text, left, left + width, number(element, "y"), size);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
