package io.tidecast.models.generate;

import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.head.RoundedMixture;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.Signal;
import io.tidecast.models.step.SteppedNetwork;
import io.tidecast.models.step.Steps;
import io.tidecast.models.train.ToldRoom;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sequences of codes that a network goes on with by itself: each code is drawn from what the network says of it, and told
 * to the network as the code before the next. Codes may be given before, for it to go on from. What a voice comes to
 * depends on the seed and its own number alone, not on how many voices there are. A code allocates nothing where the
 * backend does not. For one thread.
 */
public final class Generation implements AutoCloseable {
    private final Steps steps;
    private final Optional<RoundedMixture> mixture;
    private final int known;
    private final int choices;
    private final Draw[] draws;
    private final int[] codes;

    /**
     * Begins as a network's windows do, with nothing before.
     *
     * @param network of codes in and as many logits out, or of levels of numbers and a mixture of them; to be
     *     closed after this
     * @param before the code that a network is told before the first, as in training
     * @param temperature see {@link Sampler}
     * @throws InputException if the network has other inputs or outputs, or the temperature is out of range
     */
    public Generation(SteppedNetwork network, int before, double temperature, long seed) {
        this(network, before, known(network.network()), temperature, seed);
    }

    /**
     * Begins as a network's windows do, with nothing before, where not every code may come at every step.
     *
     * @param network of codes in and as many logits out, or of levels of numbers and a mixture of them; to be
     *     closed after this
     * @param before the code that a network is told before the first, as in training
     * @param choices how many codes each is drawn among, those that {@link #next(int)} says; of a mixture always all
     * @param temperature see {@link Sampler}
     * @throws InputException if the network has other inputs or outputs, or the temperature is out of range
     */
    public Generation(SteppedNetwork network, int before, int choices, double temperature, long seed) {
        mixture = network.network().head() instanceof RoundedMixture head ? Optional.of(head) : Optional.empty();
        known = known(network.network());
        this.choices = mixture.isPresent() ? known : choices;
        codes = new int[network.voices()];
        SplittableGenerator random = new SplittableGenerator(seed).split("voices");
        draws = IntStream.range(0, codes.length)
                .mapToObj(voice -> mixture.<Draw>map(head -> new MixtureSampler(head, temperature, random.split(voice)))
                        .orElseGet(() -> new Sampler(choices, temperature, random.split(voice))))
                .toArray(Draw[]::new);
        steps = network.begin();
        require(before);
        for (int voice = 0; voice < codes.length; voice++) {
            tell(voice, before);
        }
    }

    /** Returns how many codes a network is told and tells of. */
    private static int known(Network network) {
        return switch (network.input()) {
            case Signal.Codes(int classes) when classes == network.outputs() -> classes;
            case Signal.Channels(int count)
            when count == 1 && network.head() instanceof RoundedMixture head -> head.values();
            default ->
                throw new InputException(network.name() + ": reads " + network.input() + " and gives "
                        + network.outputs() + " numbers; what goes on by itself reads codes and tells how likely each"
                        + " of them comes next");
        };
    }

    /** Returns what the network is told of each voice, to be filled; of what is told along it, that of the next step. */
    public ToldRoom told() {
        return steps.told();
    }

    /**
     * Tells each voice the code that is next, in place of drawing one.
     *
     * @param given a code for each voice
     */
    public void follow(int[] given) {
        advance();
        for (int voice = 0; voice < codes.length; voice++) {
            tell(voice, require(given[voice]));
        }
    }

    /**
     * Draws the next code of each voice; the array is reused.
     *
     * @throws io.tidecast.core.error.FailureException if what it says are not finite numbers
     */
    public int[] next() {
        return next(0);
    }

    /**
     * Draws the next code of each voice among some that follow each other; the array is reused.
     *
     * @param first the first of them
     * @throws io.tidecast.core.error.FailureException if what it says are not finite numbers
     */
    public int[] next(int first) {
        require(first);
        require(first + choices - 1);
        advance();
        float[] logits = steps.output();
        for (int voice = 0; voice < codes.length; voice++) {
            tell(voice, first + draws[voice].draw(logits, first * codes.length + voice, codes.length));
        }
        return codes;
    }

    /** Goes one step on; at the beginning, as many with nothing before as the network takes to say anything. */
    private void advance() {
        do {
            steps.advance();
        } while (!steps.hasOutput());
    }

    private void tell(int voice, int code) {
        codes[voice] = code;
        if (mixture.isPresent()) {
            steps.input()[voice] = (float) mixture.get().number(code);
        } else {
            steps.inputCodes()[voice] = code;
        }
    }

    private int require(int code) {
        if (code < 0 || code >= known) {
            throw new IllegalArgumentException("code " + code + " of " + known);
        }
        return code;
    }

    @Override
    public void close() {
        steps.close();
    }
}
