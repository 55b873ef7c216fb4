#pragma once
#include "tidecast.cuh"

/** Rounds to tf32's ten bits of mantissa, to the nearest, ties away from zero. */
__device__ inline unsigned toTf32(float value) {
#ifdef TIDECAST_EMULATION
    unsigned bits = __float_as_uint(value);
    bool finite = (bits & 0x7f800000u) != 0x7f800000u;
    return finite ? (bits + 0x1000u) & 0xffffe000u : bits;
#else
    unsigned bits;
    asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(value));
    return bits;
#endif
}

/** Rounds two numbers to bfloat16, to the nearest, ties to even; the first lies in the lower half. */
__device__ inline unsigned toBf16Pair(float lower, float upper) {
#ifdef TIDECAST_EMULATION
    unsigned halves[2];
    const float values[2] = {lower, upper};
    for (int i = 0; i < 2; i++) {
        unsigned bits = __float_as_uint(values[i]);
        bool isNumber = (bits & 0x7fffffffu) <= 0x7f800000u;
        halves[i] = isNumber ? (bits + 0x7fffu + (bits >> 16 & 1)) >> 16 : 0x7fffu;
    }
    return halves[0] | halves[1] << 16;
#else
    unsigned pair;
    asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(pair) : "f"(upper), "f"(lower));
    return pair;
#endif
}

#ifdef TIDECAST_EMULATION
/** What a lane holds of both operands. */
struct Fragment {
    unsigned left[4], right[2];
};

/**
 * The layout that the instructions share, in words of 32 bits: lane = 4 g + t holds of the left operand [16, 8 words] the
 * words (g, t), (g + 8, t), (g, t + 4), (g + 8, t + 4), of the right one [8 words, 8] (t, g), (t + 4, g), and of the sums
 * [16, 8] (g, 2 t), (g, 2 t + 1), (g + 8, 2 t), (g + 8, 2 t + 1). Adds what Multiply makes of each pair of words.
 */
template <class Multiply>
__device__ void mmaOfLanes(
        float (&sums)[4], const unsigned (&left)[4], const unsigned (&right)[2], const Multiply& multiply) {
    int group = (int)threadIdx.x % 32 / 4;
    int within = (int)threadIdx.x % 4;
    auto lanes = TIDECAST_LANES((Fragment{{left[0], left[1], left[2], left[3]}, {right[0], right[1]}}));
    for (int word = 0; word < 8; word++) {
        Fragment ofRow = lanes[group * 4 + word % 4];
        for (int i = 0; i < 4; i++) {
            Fragment ofColumn = lanes[(within * 2 + i % 2) * 4 + word % 4];
            sums[i] += multiply(ofRow.left[word / 4 * 2 + i / 2], ofColumn.right[word / 4]);
        }
    }
}
#endif

/** Adds a product of [16, 8] and [8, 8] in tf32. */
__device__ inline void mmaTf32(float (&sums)[4], const unsigned (&left)[4], const unsigned (&right)[2]) {
#ifdef TIDECAST_EMULATION
    mmaOfLanes(sums, left, right, [](unsigned a, unsigned b) { return __uint_as_float(a) * __uint_as_float(b); });
#else
    asm volatile("mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
                 : "r"(left[0]), "r"(left[1]), "r"(left[2]), "r"(left[3]), "r"(right[0]), "r"(right[1]));
#endif
}

/** Adds a product of [16, 16] and [16, 8] in bfloat16, two neighbours along the inner dimension to a word. */
__device__ inline void mmaBf16(float (&sums)[4], const unsigned (&left)[4], const unsigned (&right)[2]) {
#ifdef TIDECAST_EMULATION
    mmaOfLanes(sums, left, right, [](unsigned a, unsigned b) {
        return __uint_as_float(a << 16) * __uint_as_float(b << 16) + __uint_as_float(a & 0xffff0000u) * __uint_as_float(b & 0xffff0000u);
    });
#else
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
                 : "r"(left[0]), "r"(left[1]), "r"(left[2]), "r"(left[3]), "r"(right[0]), "r"(right[1]));
#endif
}
