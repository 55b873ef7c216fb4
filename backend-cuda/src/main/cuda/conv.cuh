#pragma once
#include "divider.cuh"
#include "operands.cuh"

/** The extents of a convolution along time: x [channels, time, batch], w [taps, channels, filters], y [filters, outTime, batch]. */
struct Convolution {
    int channels, filters, taps, time, outTime, batch, stride, dilation, left, activation;
    Divider byChannels, byFilters, byBatch, byStride;

    __device__ int outColumns() const { return outTime * batch; }
    __device__ int inColumns() const { return time * batch; }
};

/** What the filters meet: for an output's column the inputs, tap by tap and in each channel by channel. */
template <bool DEEP_>
struct Seen {
    static constexpr bool DEEP = DEEP_;
    const float* x;
    const Convolution& c;

    __device__ float at(int column, int tapAndChannel) const {
        int tap = c.byChannels(tapAndChannel);
        int channel = tapAndChannel - tap * c.channels;
        int step = c.byBatch(column);
        int from = step * c.stride + tap * c.dilation - c.left;
        bool inside = 0 <= from && from < c.time;
        return inside ? x[(channel * c.time + from) * c.batch + column - step * c.batch] : 0;
    }

    __device__ float operator()(int index, int depth) const { return DEEP ? at(depth, index) : at(index, depth); }
};

/** What an input's column has been met by: the gradients by the sums, tap by tap and in each filter by filter. */
struct MetBy {
    static constexpr bool DEEP = false;
    Before before;
    const Convolution& c;

    __device__ float operator()(int column, int tapAndFilter) const {
        int tap = c.byFilters(tapAndFilter);
        int filter = tapAndFilter - tap * c.filters;
        int step = c.byBatch(column);
        int distance = step + c.left - tap * c.dilation;
        int to = distance < 0 ? -1 : c.byStride(distance);
        bool met = 0 <= to && to < c.outTime && to * c.stride == distance;
        return met ? before.at(filter, to * c.batch + column - step * c.batch) : 0;
    }
};

/** The kernel as an input's channel sees it: w[tap, channel, filter] for tap and filter together. */
struct Weights {
    static constexpr bool DEEP = true;
    const float* w;
    const Convolution& c;

    __device__ float operator()(int channel, int tapAndFilter) const {
        int tap = c.byFilters(tapAndFilter);
        return w[(tap * c.channels + channel) * c.filters + tapAndFilter - tap * c.filters];
    }
};

/** y = activation(w * x + bias) + addend, the addend being there where it is not null. */
template <class Tile>
__device__ void conv1d(
        const float* __restrict__ x, const float* __restrict__ w, const float* __restrict__ bias,
        const float* __restrict__ addend, float* __restrict__ y, const Convolution& c) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    int depth = c.taps * c.channels;
    Range range = Range::ofBlock<Tile>(c.filters, c.outColumns(), depth, depth);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(Across{w, c.filters}, Seen<false>{x, c}, range, shared, sums);
    forEach<Tile>(range, sums, [&](int filter, int column, float sum) {
        int place = filter * c.outColumns() + column;
        float value = activate(c.activation, sum + bias[filter]);
        y[place] = addend == nullptr ? value : value + addend[place];
    });
}

/** dx, plus the addend where it is not null. */
template <class Tile>
__device__ void conv1d_dx(
        const float* __restrict__ w, const float* __restrict__ y, const float* __restrict__ dy,
        const float* __restrict__ addend, float* __restrict__ dx, const Convolution& c) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    int depth = c.taps * c.filters;
    Range range = Range::ofBlock<Tile>(c.channels, c.inColumns(), depth, depth);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(Weights{w, c}, MetBy{{y, dy, c.outColumns(), c.activation}, c}, range, shared, sums);
    forEach<Tile>(range, sums, [&](int channel, int column, float sum) {
        int place = channel * c.inColumns() + column;
        dx[place] = addend == nullptr ? sum : sum + addend[place];
    });
}

template <class Tile>
__device__ void conv1d_dw(
        const float* __restrict__ x, const float* __restrict__ y, const float* __restrict__ dy, float* __restrict__ dw,
        float* __restrict__ db, const Convolution& c, int stretch) {
    weightGradient<Tile>(
            Seen<true>{x, c}, BeforeAlong{{y, dy, c.outColumns(), c.activation}}, c.taps * c.channels, c.filters,
            c.outColumns(), stretch, dw, db);
}

#define TIDECAST_CONV1D(SUFFIX, TILE) \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) conv1d_##SUFFIX( \
            const float* x, const float* w, const float* bias, const float* addend, float* y, Convolution c) { \
        conv1d<TILE>(x, w, bias, addend, y, c); \
    } \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) conv1d_dx_##SUFFIX( \
            const float* w, const float* y, const float* dy, const float* addend, float* dx, Convolution c) { \
        conv1d_dx<TILE>(w, y, dy, addend, dx, c); \
    } \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) conv1d_dw_##SUFFIX( \
            const float* x, const float* y, const float* dy, float* dw, float* db, Convolution c, int stretch) { \
        conv1d_dw<TILE>(x, y, dy, dw, db, c, stretch); \
    }
