package io.tidecast.models.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Values are painted where they belong, and other programs read the pictures. */
class HeatMapPlotTest {
    private static final int DARKEST = 0x000004;
    private static final int LIGHTEST = 0xFCFDBF;

    private static final HeatMap RISING = new HeatMap("rising", 30, 20, 1.5, 4_000, (column, row) -> row + column);
    private static final HeatMap SPOT =
            new HeatMap("spot", 10, 20, 0.5, 4_000, (column, row) -> column == 3 && row == 17 ? 48 : -1_000);

    private static final HeatMapPlot PLOT = new HeatMapPlot("A title", "seconds", "hertz", 48, List.of(RISING, SPOT));

    private static BufferedImage read(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertNotNull(image);
        return image;
    }

    private static int colour(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFFFFFF;
    }

    @Test
    void thePixelsAreTheValuesOfAllPanels() throws IOException {
        BufferedImage image = read(PLOT.png());
        assertEquals(30 + 8 + 10, image.getWidth());
        assertEquals(20, image.getHeight());
        assertEquals(DARKEST, colour(image, 0, 19));
        assertEquals(LIGHTEST, colour(image, 29, 0));
        assertEquals(0xFFFFFF, colour(image, 33, 10));
        assertEquals(LIGHTEST, colour(image, 38 + 3, 2));
        assertEquals(DARKEST, colour(image, 38 + 4, 2));
    }

    @Test
    void theDrawingHoldsAPictureForEachPanel() throws IOException {
        String svg = PLOT.svg();
        Matcher pictures = Pattern.compile("base64,([^\"]+)\"").matcher(svg);
        assertTrue(pictures.find());
        assertEquals(30, read(Base64.getDecoder().decode(pictures.group(1))).getWidth());
        assertTrue(pictures.find());
        assertEquals(10, read(Base64.getDecoder().decode(pictures.group(1))).getWidth());
        for (String text : List.of("A title", "rising", "spot", "seconds", "hertz", "4,000", "1.4")) {
            assertTrue(svg.contains(">" + text + "</text>"), text);
        }
    }
}
