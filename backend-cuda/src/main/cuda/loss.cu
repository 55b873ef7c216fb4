#include "tidecast.cuh"

/** A block takes 32 columns, each in 8 slices, or one long stretch of values. */
static constexpr int LANES = 32, SLICES = 8, THREADS = LANES * SLICES;

/** Combines a column's slices in their order; every slice's thread gets the result. */
template <class Combine>
static __device__ float overSlices(float value, float* shared, const Combine& combine) {
    int lane = (int)threadIdx.x % LANES;
    __syncthreads();
    shared[threadIdx.x] = value;
    __syncthreads();
    float result = shared[lane];
    for (int slice = 1; slice < SLICES; slice++) {
        result = combine(result, shared[slice * LANES + lane]);
    }
    return result;
}

/** Losses [columns] of logits [classes, columns], and log-sums of exponentials where logSums is not null. */
extern "C" __global__ void __launch_bounds__(THREADS) softmax_cross_entropy(
        const float* __restrict__ logits, const int* __restrict__ labels, float* __restrict__ losses,
        float* __restrict__ logSums, int classes, int columns) {
    TIDECAST_SHARED(float, shared);
    int column = (int)blockIdx.x * LANES + (int)threadIdx.x % LANES;
    int slice = (int)threadIdx.x / LANES;
    bool inside = column < columns;
    float largest = -INFINITY;
    for (int at = slice; inside && at < classes; at += SLICES) {
        largest = fmaxf(largest, logits[at * columns + column]);
    }
    largest = overSlices(largest, shared, [](float a, float b) { return fmaxf(a, b); });
    float sum = 0;
    for (int at = slice; inside && at < classes; at += SLICES) {
        sum += expf(logits[at * columns + column] - largest);
    }
    sum = overSlices(sum, shared, [](float a, float b) { return a + b; });
    if (inside && slice == 0) {
        float normaliser = logf(sum);
        int label = labels[column];
        bool known = 0 <= label && label < classes;
        losses[column] = known ? normaliser - (logits[label * columns + column] - largest) : 0;
        if (logSums != nullptr) {
            logSums[column] = normaliser + largest;
        }
    }
}

extern "C" __global__ void __launch_bounds__(THREADS) softmax_cross_entropy_gradient(
        const float* __restrict__ logits, const int* __restrict__ labels, const float* __restrict__ logSums,
        const float* __restrict__ dy, float* __restrict__ dlogits, int classes, int columns) {
    int size = classes * columns;
    for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < size; at += (long long)gridDim.x * blockDim.x) {
        int place = (int)at;
        int kind = place / columns;
        int column = place - kind * columns;
        int label = labels[column];
        float scale = 0 <= label && label < classes ? dy[column] : 0;
        dlogits[place] = scale * (expf(logits[place] - logSums[column]) - (kind == label ? 1.0f : 0.0f));
    }
}

/** Adds up what a block's threads hold, in halves; thread 0 gets the sum. */
static __device__ float overBlock(float value, float* shared) {
    __syncthreads();
    shared[threadIdx.x] = value;
    __syncthreads();
    for (int half = THREADS / 2; half > 0; half /= 2) {
        if ((int)threadIdx.x < half) {
            shared[threadIdx.x] += shared[threadIdx.x + half];
        }
        __syncthreads();
    }
    return shared[0];
}

/** Writes a block's share of both sums, of a stretch of the differences, to parts[block] and parts[blocks + block]. */
extern "C" __global__ void __launch_bounds__(THREADS) weighted_errors(
        const float* __restrict__ forecast, const float* __restrict__ target, const float* __restrict__ weights,
        float* __restrict__ parts, int size, int columns, int stretch) {
    TIDECAST_SHARED(float, shared);
    int from = (int)blockIdx.x * stretch;
    int to = size - from < stretch ? size : from + stretch;
    float squares = 0;
    float magnitudes = 0;
    for (int at = from + (int)threadIdx.x; at < to; at += THREADS) {
        float difference = forecast[at] - target[at];
        float weight = weights[at % columns];
        squares += difference * difference * weight;
        magnitudes += fabsf(difference) * weight;
    }
    squares = overBlock(squares, shared);
    magnitudes = overBlock(magnitudes, shared);
    if (threadIdx.x == 0) {
        parts[blockIdx.x] = squares;
        parts[gridDim.x + blockIdx.x] = magnitudes;
    }
}

/** Adds the blocks' shares: block 0 those of the squares, block 1 those of the magnitudes. */
extern "C" __global__ void __launch_bounds__(THREADS) weighted_errors_total(
        const float* __restrict__ parts, float* __restrict__ squares, float* __restrict__ magnitudes, int count) {
    TIDECAST_SHARED(float, shared);
    float sum = 0;
    for (int at = (int)threadIdx.x; at < count; at += THREADS) {
        sum += parts[blockIdx.x * count + at];
    }
    sum = overBlock(sum, shared);
    if (threadIdx.x == 0) {
        *(blockIdx.x == 0 ? squares : magnitudes) = sum;
    }
}

extern "C" __global__ void __launch_bounds__(THREADS) weighted_errors_gradient(
        const float* __restrict__ forecast, const float* __restrict__ target, const float* __restrict__ weights,
        const float* __restrict__ dy, float* __restrict__ gradient, int size, int columns) {
    float twice = 2 * *dy;
    for (long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x; at < size; at += (long long)gridDim.x * blockDim.x) {
        gradient[at] = twice * (weights[at % columns] * (forecast[at] - target[at]));
    }
}
