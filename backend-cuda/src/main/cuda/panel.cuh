#pragma once
#include "tidecast.cuh"

/** Operands as they are: one float in each word. */
struct F32 {
    using Word = float;
    static constexpr int PER_WORD = 1;
    static __device__ Word pack(float first, float) { return first; }
};

/** N words that are read at once. */
template <class Word, int N>
struct alignas(N * sizeof(Word)) Pack {
    Word at[N];
};

/**
 * What a block's threads carry of one operand from global to shared memory: EXTENT rows (or columns) of WORDS words along
 * the inner dimension. An operand is a function of (index, depth); its DEEP says that neighbours in memory are neighbours
 * along depth. In shared memory each word's row of EXTENT lies PITCH apart.
 */
template <class Format, int EXTENT, int WORDS, int PITCH, int THREADS, class Operand>
struct Panel {
    using Word = typename Format::Word;
    static constexpr int COUNT = EXTENT * WORDS / THREADS;
    static_assert(COUNT * THREADS == EXTENT * WORDS && THREADS % WORDS == 0, "threads share the words evenly");

    Word staged[COUNT];

    static __device__ int place(int i) { return i * THREADS + (int)threadIdx.x; }
    static __device__ int word(int i) { return Operand::DEEP ? place(i) % WORDS : place(i) / EXTENT; }
    static __device__ int index(int i) { return Operand::DEEP ? place(i) / WORDS : place(i) % EXTENT; }

    /** Reads the words from depth on, with zeros outside; adds what is read to totals where these are wanted. */
    template <bool TOTALS>
    __device__ void load(const Operand& operand, int begin, int end, int depth, int depthEnd, float* totals) {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            int at = begin + index(i);
            int from = depth + word(i) * Format::PER_WORD;
            float values[2] = {0, 0};
#pragma unroll
            for (int part = 0; part < Format::PER_WORD; part++) {
                if (at < end && from + part < depthEnd) {
                    values[part] = operand(at, from + part);
                }
            }
            if (TOTALS) {
                totals[i] += values[0] + values[1];
            }
            staged[i] = Format::pack(values[0], values[1]);
        }
    }

    __device__ void store(Word* shared) const {
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            shared[word(i) * PITCH + index(i)] = staged[i];
        }
    }

    /** Returns to thread t, for t below EXTENT, the sum over all words of index t, in order of the words. */
    static __device__ float collect(const float* totals, float* shared) {
        __syncthreads();
#pragma unroll
        for (int i = 0; i < COUNT; i++) {
            if (Operand::DEEP) {
                shared[word(i) * EXTENT + index(i)] = totals[i];
            }
        }
        __syncthreads();
        float sum = 0;
        if ((int)threadIdx.x < EXTENT) {
            for (int at = 0; at < WORDS; at++) {
                sum += shared[at * EXTENT + threadIdx.x];
            }
        }
        return sum;
    }
};

/** The part of a product that a block computes. */
struct Range {
    int row, rows, column, columns, depth, depthEnd;

    /** Returns the part of the tile blockIdx.x, rows fastest, and of the stretch blockIdx.z of the inner dimension. */
    template <class Tile>
    static __device__ Range ofBlock(int rows, int columns, int depth, int stretch) {
        int rowTiles = (rows + Tile::ROWS - 1) / Tile::ROWS;
        int row = (int)blockIdx.x % rowTiles * Tile::ROWS;
        int column = (int)blockIdx.x / rowTiles * Tile::COLUMNS;
        int from = (int)blockIdx.z * stretch;
        return Range{row, rows, column, columns, from, depth - from < stretch ? depth : from + stretch};
    }
};

/** Loads tile after tile of both operands, the next while Tile::multiply works on one; returns the columns' totals. */
template <class Tile, bool TOTALS, class Left, class Right>
__device__ float accumulate(
        const Left& left, const Right& right, const Range& range, typename Tile::Word* shared,
        float (&sums)[Tile::I][Tile::J]) {
    using LeftPanel = Panel<typename Tile::Format, Tile::ROWS, Tile::WORDS, Tile::LEFT_PITCH, Tile::THREADS, Left>;
    using RightPanel =
            Panel<typename Tile::Format, Tile::COLUMNS, Tile::WORDS, Tile::RIGHT_PITCH, Tile::THREADS, Right>;
    constexpr int DEPTH = Tile::WORDS * Tile::Format::PER_WORD;
    constexpr int LEFT_WORDS = Tile::WORDS * Tile::LEFT_PITCH;
    constexpr int BUFFER = LEFT_WORDS + Tile::WORDS * Tile::RIGHT_PITCH;
    static_assert(!TOTALS || Right::DEEP, "totals are of deep operands");
#pragma unroll
    for (int i = 0; i < Tile::I; i++) {
#pragma unroll
        for (int j = 0; j < Tile::J; j++) {
            sums[i][j] = 0;
        }
    }
    LeftPanel leftPanel;
    RightPanel rightPanel;
    float totals[RightPanel::COUNT] = {};
    auto load = [&](int depth) {
        leftPanel.template load<false>(left, range.row, range.rows, depth, range.depthEnd, nullptr);
        rightPanel.template load<TOTALS>(right, range.column, range.columns, depth, range.depthEnd, totals);
    };
    load(range.depth);
    typename Tile::Word* buffer = shared;
    for (int depth = range.depth; depth < range.depthEnd; depth += DEPTH) {
        leftPanel.store(buffer);
        rightPanel.store(buffer + LEFT_WORDS);
        __syncthreads();
        if (depth + DEPTH < range.depthEnd) {
            load(depth + DEPTH);
        }
        Tile::multiply(buffer, buffer + LEFT_WORDS, sums);
        buffer = buffer == shared ? shared + BUFFER : shared;
    }
    return TOTALS ? RightPanel::collect(totals, (float*)shared) : 0;
}

/** Gives every sum of a block that lies inside the product to store(row, column, sum). */
template <class Tile, class Store>
__device__ void forEach(const Range& range, const float (&sums)[Tile::I][Tile::J], const Store& store) {
#pragma unroll
    for (int i = 0; i < Tile::I; i++) {
        int row = range.row + Tile::row(i);
#pragma unroll
        for (int j = 0; j < Tile::J; j++) {
            int column = range.column + Tile::column(j);
            if (row < range.rows && column < range.columns) {
                store(row, column, sums[i][j]);
            }
        }
    }
}
