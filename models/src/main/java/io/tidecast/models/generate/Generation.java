package io.tidecast.models.generate;

import io.tidecast.core.error.InputException;
import io.tidecast.core.random.SplittableGenerator;
import io.tidecast.models.net.Signal;
import io.tidecast.models.step.SteppedNetwork;
import io.tidecast.models.step.Steps;
import io.tidecast.models.train.ToldRoom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Sequences of codes that a network goes on with by itself: each code is drawn from what the network says of it, and told
 * to the network as the code before the next. Codes may be given before, for it to go on from. What a voice comes to
 * depends on the seed and its own number alone, not on how many voices there are. A code allocates nothing where the
 * backend does not. For one thread.
 */
public final class Generation implements AutoCloseable {
    private final Steps steps;
    private final int classes;
    private final int choices;
    private final Sampler[] samplers;
    private final int[] codes;

    /**
     * Begins as a network's windows do, with nothing before.
     *
     * @param network of codes in and as many logits out; to be closed after this
     * @param before the code that a network is told before the first, as in training
     * @param temperature see {@link Sampler}
     * @throws InputException if the network has other inputs or outputs, or the temperature is out of range
     */
    public Generation(SteppedNetwork network, int before, double temperature, long seed) {
        this(network, before, network.network().outputs(), temperature, seed);
    }

    /**
     * Begins as a network's windows do, with nothing before, where not every code may come at every step.
     *
     * @param network of codes in and as many logits out; to be closed after this
     * @param before the code that a network is told before the first, as in training
     * @param choices how many codes each is drawn among, those that {@link #next(int)} says
     * @param temperature see {@link Sampler}
     * @throws InputException if the network has other inputs or outputs, or the temperature is out of range
     */
    public Generation(SteppedNetwork network, int before, int choices, double temperature, long seed) {
        if (!(network.network().input() instanceof Signal.Codes(int known))
                || known != network.network().outputs()) {
            throw new InputException(
                    network.network().name() + ": reads " + network.network().input()
                            + " and gives " + network.network().outputs()
                            + " numbers; what goes on by itself reads codes and tells how likely each of them comes next");
        }
        classes = known;
        this.choices = choices;
        codes = new int[network.voices()];
        SplittableGenerator random = new SplittableGenerator(seed).split("voices");
        samplers = IntStream.range(0, codes.length)
                .mapToObj(voice -> new Sampler(choices, temperature, random.split(voice)))
                .toArray(Sampler[]::new);
        steps = network.begin();
        Arrays.fill(steps.inputCodes(), require(before));
    }

    /** Returns what the network is told of each voice, to be filled. */
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
            tell(voice, first + samplers[voice].draw(logits, first * codes.length + voice, codes.length));
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
        steps.inputCodes()[voice] = code;
    }

    private int require(int code) {
        if (code < 0 || code >= classes) {
            throw new IllegalArgumentException("code " + code + " of " + classes);
        }
        return code;
    }

    @Override
    public void close() {
        steps.close();
    }
}
