package io.tidecast.backend.cpu.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StretchesTest {
    @ParameterizedTest
    @CsvSource({"1, 5", "2, 8", "2, 1", "3, 2", "4, 17"})
    void everyBlockIsTakenOnceBeLeftToOneThreadOrToAll(int threads, int blocks) {
        Stretches stretches = new Stretches(threads);
        for (int round = 1; round <= 3; round++) {
            stretches.deal(round, blocks);
            List<Integer> taken = new ArrayList<>();
            int none = 0;
            // the last round is the last thread's alone
            for (int turn = 0; none < threads; turn++) {
                int block = stretches.take(round == 3 ? threads - 1 : turn % threads);
                if (block < 0) {
                    none++;
                } else {
                    taken.add(block);
                }
            }
            assertEquals(
                    IntStream.range(0, blocks).boxed().toList(),
                    taken.stream().sorted().toList());
        }
    }

    @Test
    void aThreadMeetsTheSameBlocksInEveryRound() {
        Stretches stretches = new Stretches(2);
        List<Set<Integer>> rounds = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            stretches.deal(round, 8);
            Set<Integer> first = new TreeSet<>();
            for (int turn = 0; turn < 4; turn++) {
                first.add(stretches.take(0));
                assertTrue(stretches.take(1) >= 4);
            }
            rounds.add(first);
        }
        assertEquals(List.of(Set.of(0, 1, 2, 3), Set.of(0, 1, 2, 3), Set.of(0, 1, 2, 3)), rounds);
    }

    @Test
    void aRoundIsOverWhenNothingIsLeft() {
        Stretches stretches = new Stretches(2);
        assertEquals(-1, stretches.take(0), "before the first");
        stretches.deal(1, 1);
        assertEquals(0, stretches.take(0));
        assertEquals(-1, stretches.take(1));
    }
}
