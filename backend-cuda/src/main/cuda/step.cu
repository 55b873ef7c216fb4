#include "activation.cuh"

// Layers at a single step of some sequences, the channels of each beside each other: too few columns for tiles. A block
// takes ROWS sequences, and its threads share out the weights, of which each is read once.

/**
 * A product of ROWS rows in shared memory with weights [depth, units]: neighbouring threads take neighbouring units, and
 * where there are more threads than units, slices of the inner dimension, whose sums are then added in halves.
 */
template <int ROWS>
struct StepProduct {
    int depth, units, slices;
    float* parts;

    /** The parts, in shared memory, are ROWS times as many as there are threads or, where these are more, units. */
    __device__ StepProduct(int depth, int units, float* parts) : depth(depth), units(units), slices(1), parts(parts) {
        while (2 * slices * units <= (int)blockDim.x) {
            slices *= 2;
        }
    }

    /** Computes the sums of rows [ROWS, depth] with weights whose rows lie so far apart. */
    __device__ void multiply(const float* rows, const float* __restrict__ weights, int pitch) const {
        int length = (depth + slices - 1) / slices;
        for (int item = (int)threadIdx.x; item < slices * units; item += (int)blockDim.x) {
            int slice = item / units, unit = item - slice * units;
            int end = min(depth, (slice + 1) * length);
            float sums[ROWS] = {};
#pragma unroll 8
            for (int at = slice * length; at < end; at++) {
                float weight = weights[at * pitch + unit];
#pragma unroll
                for (int row = 0; row < ROWS; row++) {
                    sums[row] = fmaf(rows[row * depth + at], weight, sums[row]);
                }
            }
#pragma unroll
            for (int row = 0; row < ROWS; row++) {
                parts[(row * slices + slice) * units + unit] = sums[row];
            }
        }
        __syncthreads();
        for (int half = slices / 2; half > 0; half /= 2) {
            int size = half * units;
            for (int item = (int)threadIdx.x; item < ROWS * size; item += (int)blockDim.x) {
                int row = item / size;
                float* part = parts + row * slices * units + item - row * size;
                *part += part[size];
            }
            __syncthreads();
        }
    }

    __device__ float sum(int row, int unit) const { return parts[row * slices * units + unit]; }
};

/** The extents of a gated layer, and how far apart the biases of two sequences lie: 0 where they share one. */
struct GatedStep {
    int channels, gates, taps, batch, biasStride;
};

/**
 * z [batch, gates] from past [batch, taps - 1, channels] and x [batch, channels], and where residualKernel is not null
 * next = x + z residualKernel + residualBias. Shared: what the taps meet [ROWS, taps, channels], z, then the parts.
 */
template <int ROWS>
__device__ void gatedStep(
        const float* __restrict__ past, const float* __restrict__ x, const float* __restrict__ w,
        const float* __restrict__ bias, const float* __restrict__ residualKernel,
        const float* __restrict__ residualBias, float* __restrict__ z, float* __restrict__ next, const GatedStep& e) {
    TIDECAST_SHARED(float, met);
    int first = (int)blockIdx.x * ROWS;
    int inside = min(ROWS, e.batch - first);
    int depth = e.taps * e.channels, before = depth - e.channels;
    float* opened = met + ROWS * depth;
    float* parts = opened + ROWS * e.gates;
    for (int item = (int)threadIdx.x; item < ROWS * depth; item += (int)blockDim.x) {
        int row = item / depth, at = item - row * depth, sequence = first + row;
        float value = 0;
        if (row < inside) {
            value = at < before ? past[sequence * before + at] : x[sequence * e.channels + at - before];
        }
        met[item] = value;
    }
    __syncthreads();
    StepProduct<ROWS> sums(depth, 2 * e.gates, parts);
    sums.multiply(met, w, 2 * e.gates);
    for (int item = (int)threadIdx.x; item < ROWS * e.gates; item += (int)blockDim.x) {
        int row = item / e.gates, gate = item - row * e.gates;
        float value = 0;
        if (row < inside) {
            const float* own = bias + (first + row) * e.biasStride;
            float filter = tanhf(sums.sum(row, gate) + own[gate]);
            value = filter * sigmoid(sums.sum(row, e.gates + gate) + own[e.gates + gate]);
            z[(first + row) * e.gates + gate] = value;
        }
        opened[item] = value;
    }
    if (residualKernel == nullptr) {
        return;
    }
    __syncthreads();
    StepProduct<ROWS> led(e.gates, e.channels, parts);
    led.multiply(opened, residualKernel, e.channels);
    for (int item = (int)threadIdx.x; item < inside * e.channels; item += (int)blockDim.x) {
        int row = item / e.channels, channel = item - row * e.channels;
        next[first * e.channels + item] =
                met[row * depth + before + channel] + (led.sum(row, channel) + residualBias[channel]);
    }
}

/** Rows [batch, width] of several sequences of channels as if they were joined: where each begins, and where it lies. */
struct JoinedRows {
    static constexpr int MOST = 256;
    int count;
    int begins[MOST + 1];
    const float* at[MOST];
};

/**
 * y [batch, units] = activation(joined * kernel + bias), of kernel [channels, units]; a block computes so many units.
 * Shared: the joined rows [ROWS, channels], then the parts.
 */
template <int ROWS>
__device__ void joinedRows(
        const float* __restrict__ kernel, const float* __restrict__ bias, float* __restrict__ y, int units, int batch,
        int activation, int unitsPerBlock, const JoinedRows& sequences) {
    TIDECAST_SHARED(float, joined);
    int tiles = (units + unitsPerBlock - 1) / unitsPerBlock;
    int unit = (int)blockIdx.x % tiles * unitsPerBlock;
    int first = (int)blockIdx.x / tiles * ROWS;
    int inside = min(ROWS, batch - first);
    int depth = sequences.begins[sequences.count];
    for (int of = (int)threadIdx.x / 32; of < sequences.count; of += (int)blockDim.x / 32) {
        int begin = sequences.begins[of], width = sequences.begins[of + 1] - begin;
        const float* rows = sequences.at[of] + first * width;
        for (int channel = (int)threadIdx.x % 32; channel < width; channel += 32) {
#pragma unroll
            for (int row = 0; row < ROWS; row++) {
                joined[row * depth + begin + channel] = row < inside ? rows[row * width + channel] : 0;
            }
        }
    }
    __syncthreads();
    StepProduct<ROWS> product(depth, min(unitsPerBlock, units - unit), joined + ROWS * depth);
    product.multiply(joined, kernel + unit, units);
    for (int item = (int)threadIdx.x; item < inside * product.units; item += (int)blockDim.x) {
        int row = item / product.units, within = item - row * product.units;
        y[(first + row) * units + unit + within] = activate(activation, product.sum(row, within) + bias[unit + within]);
    }
}

#define TIDECAST_STEP(SUFFIX, ROWS) \
    extern "C" __global__ void __launch_bounds__(512) gated_step_##SUFFIX( \
            const float* past, const float* x, const float* w, const float* bias, const float* residualKernel, \
            const float* residualBias, float* z, float* next, GatedStep extents) { \
        gatedStep<ROWS>(past, x, w, bias, residualKernel, residualBias, z, next, extents); \
    } \
    extern "C" __global__ void __launch_bounds__(512) joined_rows_##SUFFIX( \
            const float* kernel, const float* bias, float* y, int units, int batch, int activation, int unitsPerBlock, \
            JoinedRows sequences) { \
        joinedRows<ROWS>(kernel, bias, y, units, batch, activation, unitsPerBlock, sequences); \
    }

TIDECAST_STEP(one, 1)
TIDECAST_STEP(four, 4)
