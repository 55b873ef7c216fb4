package io.tidecast.backend.cuda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What kernels there are. One line for each file: family, tier such as {@code sm_75}, and the SHA-256 of the source
 * followed by the headers it includes, in the order in which their names sort, all without carriage returns.
 */
record Manifest(List<PtxTier> tiers) {
    private static final String RESOURCE = "ptx/manifest.txt";

    /** Copies the list. */
    Manifest {
        tiers = List.copyOf(tiers);
    }

    /** Reads it from beside this class. */
    static Manifest read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(resource(RESOURCE), StandardCharsets.UTF_8))) {
            return new Manifest(reader.lines().map(Manifest::tier).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PtxTier tier(String line) {
        String[] words = line.split(" ", 3);
        return new PtxTier(words[0], Integer.parseInt(words[1].substring("sm_".length())), words[2]);
    }

    /** Returns the newest kernels of a family that a GPU of some capability can run. */
    PtxTier best(String family, int capability) {
        return tiers.stream()
                .filter(tier -> tier.family().equals(family) && tier.capability() <= capability)
                .max(Comparator.comparingInt(PtxTier::capability))
                .orElseThrow(() -> new IllegalStateException("there are no kernels of the family " + family));
    }

    /** Returns a tier's text, ended by a zero as the driver wants it. */
    static byte[] text(PtxTier tier) {
        try (InputStream content = resource(tier.resource())) {
            byte[] text = content.readAllBytes();
            byte[] ended = new byte[text.length + 1];
            System.arraycopy(text, 0, ended, 0, text.length);
            return ended;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Manifest.class.getResourceAsStream(name), name);
    }
}
