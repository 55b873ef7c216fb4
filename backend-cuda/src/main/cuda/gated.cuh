#pragma once
#include "conv.cuh"

/** Weights of both filters of each gate: a tile's first HALF rows lead to the tanh, the others, in step, to the sigmoid. */
template <int HALF>
struct PairedWeights {
    static constexpr bool DEEP = false;
    const float* w;
    int gates;

    __device__ float operator()(int row, int depth) const {
        int within = row % (2 * HALF);
        int gate = row / (2 * HALF) * HALF + within % HALF;
        return gate < gates ? w[depth * 2 * gates + gate + (within < HALF ? 0 : gates)] : 0;
    }
};

/** What of z a block has kept in shared memory: [gates, EXTENT], from a column on. */
template <int EXTENT>
struct Kept {
    static constexpr bool DEEP = false;
    const float* z;
    int column;

    __device__ float operator()(int index, int depth) const { return z[depth * EXTENT + index - column]; }
};

/** The output of the gates, from their saved values [2 gates, columns]. */
struct Opened {
    static constexpr bool DEEP = true;
    const float* saved;
    int gates, columns;

    __device__ float operator()(int gate, int column) const {
        return saved[gate * columns + column] * saved[(gates + gate) * columns + column];
    }
};

/**
 * z, where saved is not null the gates' values, and where residualKernel is not null next = x + residualKernel z +
 * residualBias, for which all gates must lie in one tile: z then goes to the second product through shared memory.
 */
template <class Tile, class Residual>
__device__ void gated(
        const float* __restrict__ x, const float* __restrict__ w, const float* __restrict__ bias,
        const float* __restrict__ residualKernel, const float* __restrict__ residualBias, float* __restrict__ z,
        float* __restrict__ next, float* __restrict__ saved, const Convolution& c) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    static_assert(Tile::COLUMNS == Residual::COLUMNS && Tile::THREADS == Residual::THREADS, "both tiles fit the block");
    constexpr int HALF = Tile::ROWS / 2;
    float* kept = (float*)(shared + (Tile::SHARED < Residual::SHARED ? Residual::SHARED : Tile::SHARED));
    int gates = c.filters / 2;
    int columns = c.outColumns();
    int depth = c.taps * c.channels;
    int rows = (gates + HALF - 1) / HALF * Tile::ROWS;
    Range range = Range::ofBlock<Tile>(rows, columns, depth, depth);
    {
        float sums[Tile::I][Tile::J];
        accumulate<Tile, false>(PairedWeights<HALF>{w, gates}, Seen<false>{x, c}, range, shared, sums);
#pragma unroll
        for (int i = 0; i < Tile::I / 2; i++) {
            int gate = range.row / 2 + Tile::row(i);
#pragma unroll
            for (int j = 0; j < Tile::J; j++) {
                int column = range.column + Tile::column(j);
                float opened = 0;
                if (gate < gates && column < columns) {
                    int place = gate * columns + column;
                    float filter = tanhf(sums[i][j] + bias[gate]);
                    float share = sigmoid(sums[i + Tile::I / 2][j] + bias[gates + gate]);
                    opened = filter * share;
                    z[place] = opened;
                    if (saved != nullptr) {
                        saved[place] = filter;
                        saved[gates * columns + place] = share;
                    }
                }
                kept[Tile::row(i) * Tile::COLUMNS + Tile::column(j)] = opened;
            }
        }
    }
    if (residualKernel == nullptr) {
        return;
    }
    for (int row = 0; row < c.channels; row += Residual::ROWS) {
        __syncthreads();
        Range dense{row, c.channels, range.column, columns, 0, gates};
        float sums[Residual::I][Residual::J];
        accumulate<Residual, false>(
                Across{residualKernel, c.channels}, Kept<Tile::COLUMNS>{kept, range.column}, dense, shared, sums);
        forEach<Residual>(dense, sums, [&](int channel, int column, float sum) {
            int place = channel * columns + column;
            next[place] = x[place] + (sum + residualBias[channel]);
        });
    }
}

/** The gradients by the sums under the gates, from dz, the gates' values and, with a residual, dy, the gradient by next. */
template <class Tile>
__device__ void gated_slopes(
        const float* __restrict__ residualKernel, const float* __restrict__ dy, const float* __restrict__ saved,
        const float* __restrict__ dz, float* __restrict__ slopes, int gates, int columns, int channels) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    Range range = Range::ofBlock<Tile>(gates, columns, channels, channels);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(Along{residualKernel, channels}, Across{dy, columns}, range, shared, sums);
    forEach<Tile>(range, sums, [&](int gate, int column, float sum) {
        int first = gate * columns + column;
        int second = first + gates * columns;
        float filter = saved[first];
        float share = saved[second];
        float gradient = dz[first] + sum;
        slopes[first] = slope(TANH, filter, gradient * share);
        slopes[second] = slope(SIGMOID, share, gradient * filter);
    });
}

#define TIDECAST_GATED(SUFFIX, TILE, RESIDUAL) \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) gated_##SUFFIX( \
            const float* x, const float* w, const float* bias, const float* residualKernel, const float* residualBias, \
            float* z, float* next, float* saved, Convolution c) { \
        gated<TILE, RESIDUAL>(x, w, bias, residualKernel, residualBias, z, next, saved, c); \
    }
#define TIDECAST_GATED_GRADIENT(SUFFIX, TILE) \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) gated_slopes_##SUFFIX( \
            const float* residualKernel, const float* dy, const float* saved, const float* dz, float* slopes, int gates, \
            int columns, int channels) { \
        gated_slopes<TILE>(residualKernel, dy, saved, dz, slopes, gates, columns, channels); \
    } \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) gated_residual_dw_##SUFFIX( \
            const float* saved, const float* dy, float* dw, float* db, int gates, int columns, int channels, \
            int stretch) { \
        weightGradient<TILE>( \
                Opened{saved, gates, columns}, Along{dy, columns}, gates, channels, columns, stretch, dw, db); \
    }
