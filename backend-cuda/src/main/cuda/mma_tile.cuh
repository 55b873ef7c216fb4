#pragma once
#include "mma.cuh"
#include "panel.cuh"

/** Operands rounded to tf32, one in each word. */
struct Tf32 {
    using Word = unsigned;
    static constexpr int PER_WORD = 1;
    static __device__ Word pack(float first, float) { return toTf32(first); }
    static __device__ void multiply(float (&sums)[4], const unsigned (&left)[4], const unsigned (&right)[2]) {
        mmaTf32(sums, left, right);
    }
};

/** Operands rounded to bfloat16, two neighbours along the inner dimension in each word. */
struct Bf16 {
    using Word = unsigned;
    static constexpr int PER_WORD = 2;
    static __device__ Word pack(float first, float second) { return toBf16Pair(first, second); }
    static __device__ void multiply(float (&sums)[4], const unsigned (&left)[4], const unsigned (&right)[2]) {
        mmaBf16(sums, left, right);
    }
};

/**
 * A tile of a product on tensor cores, summed in float32. A warp takes 16 rows of each half of the tile, so that what
 * belongs together across the halves meets in one thread, and COLUMNS / ACROSS columns.
 */
template <class Format_, int ROWS_, int COLUMNS_, int WORDS_, int ACROSS>
struct MmaTile {
    using Format = Format_;
    using Word = unsigned;
    static constexpr int ROWS = ROWS_, COLUMNS = COLUMNS_, WORDS = WORDS_;
    static constexpr int THREADS = ROWS / 32 * ACROSS * 32, BLOCKS = 2;
    // 8 words more than the extent: the lanes of a fragment, 8 along it and 4 across, meet 32 banks
    static constexpr int LEFT_PITCH = ROWS + 8, RIGHT_PITCH = COLUMNS + 8;
    static constexpr int SHARED = 2 * WORDS * (LEFT_PITCH + RIGHT_PITCH);
    static constexpr int FRAGMENTS = COLUMNS / ACROSS / 8, I = 4, J = 2 * FRAGMENTS;

    static __device__ int group() { return (int)threadIdx.x % 32 / 4; }
    static __device__ int within() { return (int)threadIdx.x % 4; }
    static __device__ int firstRow(int half) { return half * (ROWS / 2) + (int)threadIdx.x / 32 / ACROSS * 16; }
    static __device__ int firstColumn(int fragment) {
        return (int)threadIdx.x / 32 % ACROSS * (COLUMNS / ACROSS) + fragment * 8;
    }
    static __device__ int row(int i) { return firstRow(i / 2) + i % 2 * 8 + group(); }
    static __device__ int column(int j) { return firstColumn(j / 2) + within() * 2 + j % 2; }

    static __device__ void multiply(const unsigned* left, const unsigned* right, float (&sums)[I][J]) {
#pragma unroll
        for (int word = 0; word < WORDS; word += 8) {
            unsigned a[2][4];
#pragma unroll
            for (int part = 0; part < 8; part++) {
                int at = word + within() + part % 4 / 2 * 4;
                a[part / 4][part % 4] = left[at * LEFT_PITCH + firstRow(part / 4) + part % 2 * 8 + group()];
            }
#pragma unroll
            for (int fragment = 0; fragment < FRAGMENTS; fragment++) {
                int at = (word + within()) * RIGHT_PITCH + firstColumn(fragment) + group();
                unsigned b[2] = {right[at], right[at + 4 * RIGHT_PITCH]};
#pragma unroll
                for (int half = 0; half < 2; half++) {
                    float c[4];
#pragma unroll
                    for (int part = 0; part < 4; part++) {
                        c[part] = sums[half * 2 + part / 2][fragment * 2 + part % 2];
                    }
                    Format::multiply(c, a[half], b);
#pragma unroll
                    for (int part = 0; part < 4; part++) {
                        sums[half * 2 + part / 2][fragment * 2 + part % 2] = c[part];
                    }
                }
            }
        }
    }
};

template <class Format>
struct MmaTiles {
    using Large = MmaTile<Format, 128, 64, 16, 2>;
    using Medium = MmaTile<Format, 64, 64, 16, 4>;
    using Wide = MmaTile<Format, 32, 128, 16, 8>;
    using Channels32 = MmaTile<Format, 32, 64, 16, 8>;
};
