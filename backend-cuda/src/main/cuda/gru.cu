#include "tidecast.cuh"

// The steps of a GRU that follow each other: a block owns some sequences of the batch for all time.

/** The extents of a layer, and how many sequences a block owns. */
struct GruExtents {
    int units, time, batch, columns;
};

/** Where a thread stands in its block: its sequence, and which units it computes, UNITS of them at a time. */
template <int UNITS>
struct GruPlace {
    int column, sequence, lane, lanes, groups;
    bool inside;

    __device__ explicit GruPlace(const GruExtents& e)
        : column((int)threadIdx.x % e.columns), sequence((int)blockIdx.x * e.columns + column),
          lane((int)threadIdx.x / e.columns), lanes((int)blockDim.x / e.columns),
          groups((e.units + UNITS - 1) / UNITS), inside(sequence < e.batch) {}
};

/** The recurrent weights [units, 3 units] as [inner, group, ROWS, UNITS]: in shared memory, or read where they are. */
template <int UNITS, int ROWS, bool RESIDENT>
struct GruWeights {
    const float* values;
    int units, groups;

    /** Element of the inner dimension, of which of the ROWS, of which unit; 0 for a unit that is not there. */
    static __device__ float original(const float* recurrent, int units, int inner, int row, int unit) {
        if (unit >= units) {
            return 0.0f;
        }
        return ROWS == 3 ? recurrent[inner * 3 * units + row * units + unit] : recurrent[unit * 3 * units + inner];
    }

    __device__ GruWeights(const float* recurrent, float* shared, int depth, int units, int groups)
        : values(RESIDENT ? shared : recurrent), units(units), groups(groups) {
        if (RESIDENT) {
            int row = groups * ROWS * UNITS;
            for (int i = (int)threadIdx.x; i < depth * row; i += (int)blockDim.x) {
                int within = i % row;
                shared[i] = original(
                        recurrent, units, i / row, within / UNITS % ROWS, within / (ROWS * UNITS) * UNITS + within % UNITS);
            }
        }
    }

    /** Adds ROWS times UNITS products with one inner element. */
    __device__ void add(float factor, int inner, int group, float (&sums)[ROWS][UNITS]) const {
        const float* packed = values + (inner * groups + group) * ROWS * UNITS;
#pragma unroll
        for (int row = 0; row < ROWS; row++) {
#pragma unroll
            for (int u = 0; u < UNITS; u++) {
                float weight =
                        RESIDENT ? packed[row * UNITS + u] : original(values, units, inner, row, group * UNITS + u);
                sums[row][u] = fmaf(factor, weight, sums[row][u]);
            }
        }
    }
};

static __device__ __forceinline__ float gruSigmoid(float x) {
    return 1.0f / (1.0f + expf(-x));
}

/**
 * All states y [units, time, batch] from projected [3 units, time, batch], recurrent [units, 3 units], bias [2, 3 units]
 * and first [units, batch]; and, where they are wanted, the gates [time, 4 units, batch] in the order z, r, g, q.
 * Shared: two states [units, columns], then the weights.
 */
template <int UNITS, bool RESIDENT>
__device__ void gruForward(
        const float* __restrict__ projected, const float* __restrict__ recurrent, const float* __restrict__ bias,
        const float* __restrict__ first, float* __restrict__ y, float* __restrict__ saved, int saving,
        const GruExtents& e) {
    TIDECAST_SHARED(float, shared);
    GruPlace<UNITS> place(e);
    int size = e.units * e.columns, units = e.units;
    GruWeights<UNITS, 3, RESIDENT> weights(recurrent, shared + (2 * size + 3) / 4 * 4, units, units, place.groups);
    for (int unit = place.lane; unit < units; unit += place.lanes) {
        shared[unit * e.columns + place.column] = place.inside ? first[unit * e.batch + place.sequence] : 0.0f;
    }
    __syncthreads();
    for (int t = 0; t < e.time; t++) {
        const float* h = shared + t % 2 * size;
        float* next = shared + (t + 1) % 2 * size;
        for (int group = place.lane; group < place.groups; group += place.lanes) {
            float sums[3][UNITS] = {};
#pragma unroll(RESIDENT ? 4 : 1)
            for (int k = 0; k < units; k++) {
                weights.add(h[k * e.columns + place.column], k, group, sums);
            }
#pragma unroll
            for (int u = 0; u < UNITS; u++) {
                int unit = group * UNITS + u;
                if (unit >= units || !place.inside) {
                    continue;
                }
                const float* input = projected + (unit * e.time + t) * e.batch + place.sequence;
                int gate = units * e.time * e.batch;
                float z = gruSigmoid(input[0] + bias[unit] + (sums[0][u] + bias[3 * units + unit]));
                float r = gruSigmoid(input[gate] + bias[units + unit] + (sums[1][u] + bias[4 * units + unit]));
                float q = sums[2][u] + bias[5 * units + unit];
                float g = tanhf(input[2 * gate] + bias[2 * units + unit] + r * q);
                float state = z * h[unit * e.columns + place.column] + (1.0f - z) * g;
                next[unit * e.columns + place.column] = state;
                y[(unit * e.time + t) * e.batch + place.sequence] = state;
                if (saving) {
                    float* gates = saved + (t * 4 * units + unit) * e.batch + place.sequence;
                    gates[0] = z;
                    gates[units * e.batch] = r;
                    gates[2 * units * e.batch] = g;
                    gates[3 * units * e.batch] = q;
                }
            }
        }
        __syncthreads();
    }
}

/**
 * From dy [units, time, batch], back through time: the gradient of the first state, and the slopes [4 units, time, batch]
 * of q, z, r and g before their functions, and behind them the states [units, time, batch] before each step, as the product
 * with the slopes wants them. Shared: the slopes z, r, q of two steps [3 units, columns], the gradient of the state
 * [units, columns], then the weights.
 */
template <int UNITS, bool RESIDENT>
__device__ void gruBackward(
        const float* __restrict__ recurrent, const float* __restrict__ first, const float* __restrict__ y,
        const float* __restrict__ saved, const float* __restrict__ dy, float* __restrict__ slopes,
        float* __restrict__ dfirst, const GruExtents& e) {
    TIDECAST_SHARED(float, shared);
    GruPlace<UNITS> place(e);
    int size = e.units * e.columns, units = e.units;
    float* carry = shared + 6 * size;
    GruWeights<UNITS, 1, RESIDENT> weights(recurrent, shared + (7 * size + 3) / 4 * 4, 3 * units, units, place.groups);
    // A thread reads and writes the gradients of its own units alone, so that one barrier a step is enough.
    for (int group = place.lane; group < place.groups; group += place.lanes) {
        for (int unit = group * UNITS; unit < min(units, (group + 1) * UNITS); unit++) {
            carry[unit * e.columns + place.column] = 0.0f;
        }
    }
    for (int t = e.time - 1; t >= 0; t--) {
        float* step = shared + t % 2 * 3 * size;
        for (int group = place.lane; group < place.groups; group += place.lanes) {
            for (int unit = group * UNITS; unit < min(units, (group + 1) * UNITS); unit++) {
                int at = unit * e.columns + place.column;
                float dz = 0.0f, dr = 0.0f, dq = 0.0f;
                if (place.inside) {
                    const float* gates = saved + (t * 4 * units + unit) * e.batch + place.sequence;
                    float z = gates[0], r = gates[units * e.batch];
                    float g = gates[2 * units * e.batch], q = gates[3 * units * e.batch];
                    int row = (unit * e.time + t) * e.batch + place.sequence;
                    float before = t == 0 ? first[unit * e.batch + place.sequence] : y[row - e.batch];
                    float dh = dy[row] + carry[at];
                    float dg = dh * (1.0f - z) * (1.0f - g * g);
                    dz = dh * (before - g) * z * (1.0f - z);
                    dr = dg * q * r * (1.0f - r);
                    dq = dg * r;
                    carry[at] = dh * z;
                    int gate = units * e.time * e.batch;
                    slopes[row] = dq;
                    slopes[gate + row] = dz;
                    slopes[2 * gate + row] = dr;
                    slopes[3 * gate + row] = dg;
                    slopes[4 * gate + row] = before;
                }
                step[at] = dz;
                step[size + at] = dr;
                step[2 * size + at] = dq;
            }
        }
        __syncthreads();
        for (int group = place.lane; group < place.groups; group += place.lanes) {
            float sums[1][UNITS] = {};
#pragma unroll(RESIDENT ? 4 : 1)
            for (int j = 0; j < 3 * units; j++) {
                weights.add(step[j * e.columns + place.column], j, group, sums);
            }
#pragma unroll
            for (int u = 0; u < UNITS; u++) {
                if (group * UNITS + u < units) {
                    carry[(group * UNITS + u) * e.columns + place.column] += sums[0][u];
                }
            }
        }
    }
    for (int group = place.lane; group < place.groups && place.inside; group += place.lanes) {
        for (int unit = group * UNITS; unit < min(units, (group + 1) * UNITS); unit++) {
            dfirst[unit * e.batch + place.sequence] = carry[unit * e.columns + place.column];
        }
    }
}

// Two blocks to a multiprocessor are asked for since older assemblers, told of one, keep to few registers and spill.
#define TIDECAST_GRU(SUFFIX, UNITS, RESIDENT)                                                                         \
    extern "C" __global__ void __launch_bounds__(256, 2) gru_forward_##SUFFIX(                                       \
            const float* projected, const float* recurrent, const float* bias, const float* first, float* y,          \
            float* saved, int saving, GruExtents extents) {                                                           \
        gruForward<UNITS, RESIDENT>(projected, recurrent, bias, first, y, saved, saving, extents);                    \
    }                                                                                                                 \
    extern "C" __global__ void __launch_bounds__(256, 2) gru_backward_##SUFFIX(                                      \
            const float* recurrent, const float* first, const float* y, const float* saved, const float* dy,          \
            float* slopes, float* dfirst, GruExtents extents) {                                                       \
        gruBackward<UNITS, RESIDENT>(recurrent, first, y, saved, dy, slopes, dfirst, extents);                        \
    }

TIDECAST_GRU(one_resident, 1, true)
TIDECAST_GRU(one_streamed, 1, false)
TIDECAST_GRU(four_resident, 4, true)

/** The gradient [2, 3 units] of both biases: each a sum over all columns of a row of slopes, one block for each. */
static __device__ void gruBias(const float* slopes, float* dbias, int units, int columns) {
    TIDECAST_SHARED(float, sums);
    int of = (int)blockIdx.x;
    // rows q, z, r, g: the input's biases are those of z, r, g, the recurrence's those of z, r, q
    int row = of < 3 * units ? of + units : of < 5 * units ? of - 2 * units : of - 5 * units;
    float sum = 0.0f;
    for (int i = (int)threadIdx.x; i < columns; i += (int)blockDim.x) {
        sum += slopes[row * columns + i];
    }
    sums[threadIdx.x] = sum;
    for (int half = (int)blockDim.x / 2; half > 0; half /= 2) {
        __syncthreads();
        if ((int)threadIdx.x < half) {
            sums[threadIdx.x] += sums[threadIdx.x + half];
        }
    }
    if (threadIdx.x == 0) {
        dbias[of] = sums[0];
    }
}

extern "C" __global__ void __launch_bounds__(256) gru_bias(const float* slopes, float* dbias, int units, int columns) {
    gruBias(slopes, dbias, units, columns);
}

/** The gradient of the recurrent weights from the product with the slopes of q, z and r: its columns in their order. */
extern "C" __global__ void gru_rotate(const float* product, float* gradient, int units) {
    TIDECAST_EACH(i, units * 3 * units) {
        int row = (int)i / (3 * units), column = (int)i % (3 * units);
        gradient[i] = product[row * 3 * units + (column + units) % (3 * units)];
    }
}
