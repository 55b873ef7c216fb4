package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import io.tidecast.models.head.Head;
import io.tidecast.models.layer.Conditions;
import io.tidecast.models.net.CodesArchitecture;
import io.tidecast.models.net.Network;
import java.util.Optional;

/** Samples in −1 to 1 as codes, and what networks tell of the code to come. */
public sealed interface SampleCode permits MuLaw, SixteenBits {
    /** What people call the head of networks of µ-law codes. */
    String SOFTMAX = "softmax";

    /** What people call the head of networks of 16 bits, with the number of components behind it. */
    String MIXTURE = "mixture";

    /**
     * Returns the code for which people choose a head.
     *
     * @param option what it was given by, for messages
     * @param head {@code softmax}, {@code mixture} or such as {@code mixture=5}
     * @param classes of a softmax
     * @throws InputException if there is no such head, or it is out of range
     */
    static SampleCode of(String option, String head, int classes) {
        if (head.equals(SOFTMAX)) {
            return new MuLaw(classes);
        }
        if (head.equals(MIXTURE)) {
            return new SixteenBits(SixteenBits.USUAL_COMPONENTS);
        }
        try {
            return mixture(head)
                    .orElseThrow(() -> new InputException("found '" + head + "', expected of sound " + SOFTMAX
                            + " (over µ-law codes) or " + MIXTURE + ", such as " + MIXTURE + "="
                            + SixteenBits.USUAL_COMPONENTS + " (of logistic distributions over samples of 16 bits)"));
        } catch (InputException e) {
            throw new InputException(option + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns what a text such as {@code mixture=5} names, or empty where it names nothing.
     *
     * @throws InputException if there are too few components or too many
     */
    static Optional<SixteenBits> mixture(String text) {
        String components = text.startsWith(MIXTURE + "=") ? text.substring(MIXTURE.length() + 1) : "";
        return components.matches("[0-9]{1,4}")
                ? Optional.of(new SixteenBits(Integer.parseInt(components)))
                : Optional.empty();
    }

    /** Returns how many codes there are; they count from 0. */
    int codes();

    /** Returns the code of a sample; what lies beyond −1 to 1 gets the code of the end. */
    int encode(double sample);

    /** Returns the sample in −1 to 1 that a code stands for. */
    float decode(int code);

    /** Returns what networks tell. */
    Head head();

    /** Returns the network of an architecture that is told samples and tells of the one to come. */
    Network network(CodesArchitecture architecture, Conditions conditions, int window);

    /** Returns the head by the name that people choose it by. */
    String headName();

    /** Returns the head in words. */
    String words();
}
