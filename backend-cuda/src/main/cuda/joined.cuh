#pragma once
#include "divider.cuh"
#include "operands.cuh"

/** Sequences [channels, columns] as if they were joined: where every stretch of so many channels as divide all begins. */
struct Joined {
    static constexpr int MOST = 256;
    Divider byStretch;
    int columns;
    float* stretches[MOST];

    __device__ float* at(int channel, int column) const {
        int stretch = byStretch(channel);
        return stretches[stretch] + (channel - stretch * byStretch.divisor) * columns + column;
    }
};

/** Joined sequences as an operand, the inner dimension being the columns (deep) or the channels. */
template <bool DEEP_>
struct OfJoined {
    static constexpr bool DEEP = DEEP_;
    const Joined& sequences;

    __device__ float operator()(int index, int depth) const {
        return DEEP ? *sequences.at(index, depth) : *sequences.at(depth, index);
    }
};

/** y = activation(kernel * joined + bias), of kernel [channels, units]. */
template <class Tile>
__device__ void joined_dense(
        const float* __restrict__ kernel, const float* __restrict__ bias, float* __restrict__ y, int units,
        int channels, int activation, const Joined& sequences) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    Range range = Range::ofBlock<Tile>(units, sequences.columns, channels, channels);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(Across{kernel, units}, OfJoined<false>{sequences}, range, shared, sums);
    forEach<Tile>(range, sums, [&](int unit, int column, float sum) {
        y[unit * sequences.columns + column] = activate(activation, sum + bias[unit]);
    });
}

/** The gradients by the sequences, each where it belongs. */
template <class Tile>
__device__ void joined_dense_dz(
        const float* __restrict__ kernel, const float* __restrict__ y, const float* __restrict__ dy, int units,
        int channels, int activation, const Joined& gradients) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    Range range = Range::ofBlock<Tile>(channels, gradients.columns, units, units);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(
            Along{kernel, units}, BeforeAcross{{y, dy, gradients.columns, activation}}, range, shared, sums);
    forEach<Tile>(range, sums, [&](int channel, int column, float sum) { *gradients.at(channel, column) = sum; });
}

#define TIDECAST_JOINED_DENSE(SUFFIX, TILE) \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) joined_dense_##SUFFIX( \
            const float* kernel, const float* bias, float* y, int units, int channels, int activation, \
            Joined sequences) { \
        joined_dense<TILE>(kernel, bias, y, units, channels, activation, sequences); \
    } \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) joined_dense_dz_##SUFFIX( \
            const float* kernel, const float* y, const float* dy, int units, int channels, int activation, \
            Joined gradients) { \
        joined_dense_dz<TILE>(kernel, y, dy, units, channels, activation, gradients); \
    } \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) joined_dense_dw_##SUFFIX( \
            const float* y, const float* dy, float* dw, float* db, int units, int channels, int activation, \
            int stretch, Joined sequences) { \
        weightGradient<TILE>( \
                OfJoined<true>{sequences}, BeforeAlong{{y, dy, sequences.columns, activation}}, channels, units, \
                sequences.columns, stretch, dw, db); \
    }
