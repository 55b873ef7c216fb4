#pragma once
#include "panel.cuh"

/**
 * A tile of a product in float32: each thread sums I by J elements in registers. The second half of a thread's rows lies
 * half a tile below the first, so that what belongs together across the halves meets in one thread.
 */
template <int ROWS_, int COLUMNS_, int DEPTH, int I_, int J_>
struct FmaTile {
    using Format = F32;
    using Word = float;
    static constexpr int ROWS = ROWS_, COLUMNS = COLUMNS_, WORDS = DEPTH, I = I_, J = J_;
    static constexpr int THREADS = ROWS / I * (COLUMNS / J);
    // how many blocks share a multiprocessor: 64 sums to a thread leave too few registers for two
    static constexpr int BLOCKS = I * J < 64 ? 2 : 1;
    // 4 words more than the extent: threads that store along the inner dimension meet different banks
    static constexpr int LEFT_PITCH = ROWS + 4, RIGHT_PITCH = COLUMNS + 4;
    static constexpr int SHARED = 2 * WORDS * (LEFT_PITCH + RIGHT_PITCH);
    static constexpr int ACROSS = COLUMNS / J, ROW_GROUP = I / 2, COLUMN_GROUP = 4;

    static __device__ int row(int i) {
        return i / ROW_GROUP * (ROWS / 2) + (int)threadIdx.x / ACROSS * ROW_GROUP + i % ROW_GROUP;
    }

    static __device__ int column(int j) {
        return j / COLUMN_GROUP * (ACROSS * COLUMN_GROUP) + (int)threadIdx.x % ACROSS * COLUMN_GROUP + j % COLUMN_GROUP;
    }

    static __device__ void multiply(const float* left, const float* right, float (&sums)[I][J]) {
#pragma unroll
        for (int depth = 0; depth < WORDS; depth++) {
            Pack<float, ROW_GROUP> a[2];
            Pack<float, COLUMN_GROUP> b[J / COLUMN_GROUP];
#pragma unroll
            for (int group = 0; group < 2; group++) {
                a[group] = *(const Pack<float, ROW_GROUP>*)(left + depth * LEFT_PITCH + row(group * ROW_GROUP));
            }
#pragma unroll
            for (int group = 0; group < J / COLUMN_GROUP; group++) {
                b[group] = *(const Pack<float, COLUMN_GROUP>*)(right + depth * RIGHT_PITCH + column(group * COLUMN_GROUP));
            }
#pragma unroll
            for (int i = 0; i < I; i++) {
#pragma unroll
                for (int j = 0; j < J; j++) {
                    sums[i][j] = fmaf(
                            a[i / ROW_GROUP].at[i % ROW_GROUP], b[j / COLUMN_GROUP].at[j % COLUMN_GROUP], sums[i][j]);
                }
            }
        }
    }
};

using Large = FmaTile<128, 128, 8, 8, 8>;
using Medium = FmaTile<64, 64, 16, 4, 4>;
using Wide = FmaTile<32, 128, 16, 4, 4>;
