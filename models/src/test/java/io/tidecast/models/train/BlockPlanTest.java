package io.tidecast.models.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidecast.core.composite.Activation;
import io.tidecast.models.layer.ConvLayer;
import io.tidecast.models.layer.DenseLayer;
import io.tidecast.models.layer.TimeMap;
import io.tidecast.models.net.ConvGru;
import io.tidecast.models.net.Linear;
import io.tidecast.models.net.Network;
import io.tidecast.models.net.WaveNet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockPlanTest {
    private static final WaveNet TEN_LAYERS = new WaveNet(32, 2, List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512), 1);

    @Test
    void shortWindowsAreComputedTogether() {
        Network book = WaveNet.BOOK.build(1, 10, 1000);
        BlockPlan plan = BlockPlan.of(book, 32);
        assertSame(book, plan.network());
        assertTrue(plan.isWhole(32));
    }

    @Test
    void whatRemembersIsNeverCut() {
        assertTrue(BlockPlan.of(ConvGru.BOOK.build(1, 10, 100_000), 32).isWhole(32));
    }

    @Test
    void manyWindowsThatAreShorterThanABlockAreComputedAFewAtATime() {
        BlockPlan plan = BlockPlan.of(WaveNet.BOOK.build(1, 10, 10_000), 32);
        assertEquals(1, plan.count());
        assertEquals(3, plan.windows());
        assertFalse(plan.isWhole(32));
    }

    @Test
    void oneOutputOverAWholeWindowIsNotCutInTime() {
        assertEquals(1, BlockPlan.of(new Linear().build(1, 1, 100_000), 4).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {32_769, 40_000, 65_536, 100_003, 1 << 20, (1 << 20) + 1, 10_000_000})
    void aLongWindowCostsLittleMoreThanItsSteps(int window) {
        BlockPlan plan = BlockPlan.of(TEN_LAYERS.build(1, 1, window), 1);
        int block = plan.network().window();
        assertTrue(block <= 18_000, "a block is " + block);
        double work = (double) block * plan.count() / window;
        assertTrue(work < 1.075, "a window of " + window + " costs as much as " + work + " of them");
    }

    @ParameterizedTest
    @CsvSource({"500, 1, 32, 20", "633, 3, 64, 20", "601, 1, 64, 113", "1999, 2, 100, 300", "4096, 1, 512, 150"})
    void everyOutputCountsOnce(int window, int windows, int together, int fresh) {
        for (Network network : List.of(strided(window), new WaveNet(2, 2, List.of(1, 2), 1).build(1, 2, window))) {
            BlockPlan plan = BlockPlan.of(network, windows, together, fresh);
            assertTrue(plan.count() > 1);
            Blocks blocks = new Blocks(network, plan);
            int steps = network.timeMap().steps();
            int[] counted = new int[steps];
            float[] seen = new float[network.outputs() * steps * plan.windows()];
            for (int i = 0; i < blocks.windows().targets().length; i++) {
                blocks.windows().targets()[i] = i;
            }
            Arrays.fill(blocks.windows().weights(), 1);
            for (int index = 0; index < plan.count(); index++) {
                blocks.load(index);
                float[] weights = blocks.block().weights();
                for (int i = 0; i < weights.length; i += plan.windows()) {
                    int step = (int) blocks.block().targets()[i] / plan.windows();
                    counted[step] += (int) weights[i];
                }
                Part part = blocks.part(index, 0, plan.windows());
                copy(part, blocks.block().targets(), network.outputs(), seen, steps);
            }
            assertTrue(Arrays.stream(counted).allMatch(count -> count == 1), Arrays.toString(counted));
            assertArrayEquals(blocks.windows().targets(), seen);
        }
    }

    /** Copies what is new in a part to its place in whole windows. */
    static void copy(Part part, float[] from, int outputs, float[] whole, int steps) {
        for (int channel = 0; channel < outputs; channel++) {
            for (int step = part.known(); step < part.batch().timeMap().steps(); step++) {
                for (int window = 0; window < part.batch().size(); window++) {
                    int at = (channel * steps + part.firstStep() + step)
                                    * part.batch().size()
                            + window;
                    whole[at] = from[part.index(channel, step, window)];
                }
            }
        }
    }

    @Test
    void blocksOfAStridedNetworkOverlapByWhatItsOutputsReachBackTo() {
        Network network = strided(1000);
        assertEquals(new TimeMap(3, 2, 499, 18), network.timeMap());
        assertEquals(7, BlockPlan.of(network, 1, 100, 50).overlap());
        Network unpadded =
                new Network("unpadded", 1, 1000, List.of(ConvLayer.valid("conv", 1, 1, 4, 2, Activation.NONE)));
        assertEquals(0, BlockPlan.of(unpadded, 1, 100, 50).overlap());
    }

    static Network strided(int window) {
        return new Network(
                "strided",
                2,
                window,
                List.of(
                        ConvLayer.valid("first", 2, 3, 4, 2, Activation.TANH),
                        ConvLayer.causal("dilation1", 3, 4, 2, 1, Activation.RELU),
                        ConvLayer.causal("dilation2", 4, 4, 2, 2, Activation.SIGMOID),
                        ConvLayer.causal("dilation4", 4, 4, 2, 4, Activation.TANH),
                        new DenseLayer("output", 4, 2)));
    }
}
