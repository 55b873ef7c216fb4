#include "tidecast.cuh"

// Many elements combined into one, in an order that the shapes alone decide. The elements of a result are cut into parts
// of equal numbers; what becomes of the parts is combined by a second launch.

/** How many axes can be reduced, and how many can be kept, after neighbours were made one; ReductionForm says the same. */
static const int MOST_AXES = 8;

/** Extents, row-major, and how far neighbours along each axis lie apart in the source. */
struct Axes {
    int rank;
    int extents[MOST_AXES];
    int strides[MOST_AXES];
};

/** Kept axes, reduced axes, and how many results, elements of each, and elements in each part there are. */
struct Reduction {
    Axes kept;
    Axes reduced;
    int results;
    int count;
    int perPart;
};

__device__ static inline long long place(const Axes& axes, unsigned index) {
    long long at = 0;
#pragma unroll
    for (int axis = MOST_AXES - 1; axis > 0; axis--) {
        if (axis < axes.rank) {
            unsigned next = index / axes.extents[axis];
            at += (long long)(index - next * axes.extents[axis]) * axes.strides[axis];
            index = next;
        }
    }
    return at + (long long)index * axes.strides[0];
}

struct Sum {
    static __device__ inline float none() { return 0.0f; }
    static __device__ inline float both(float x, float y) { return x + y; }
};

struct Max {
    static __device__ inline float none() { return -INFINITY; }
    // what is not a number wins, from either side
    static __device__ inline float both(float x, float y) { return x > y || x != x ? x : y; }
};

/** A block combines one part (y) of one result: its threads take turns, and are then combined in pairs. */
template <typename Kind>
__device__ static inline void byBlock(const float* in, float* out, const Reduction& of) {
    TIDECAST_SHARED(float, held);
    for (unsigned result = blockIdx.x; result < (unsigned)of.results; result += gridDim.x) {
        const float* source = in + place(of.kept, result);
        int first = (int)blockIdx.y * of.perPart;
        int end = of.perPart < of.count - first ? first + of.perPart : of.count;
        float value = Kind::none();
        for (int i = first + (int)threadIdx.x; i < end; i += (int)blockDim.x) {
            value = Kind::both(value, source[place(of.reduced, (unsigned)i)]);
        }
        held[threadIdx.x] = value;
        __syncthreads();
        for (unsigned half = blockDim.x / 2; half > 0; half /= 2) {
            if (threadIdx.x < half) {
                held[threadIdx.x] = Kind::both(held[threadIdx.x], held[threadIdx.x + half]);
            }
            __syncthreads();
        }
        if (threadIdx.x == 0) {
            out[(long long)blockIdx.y * of.results + result] = held[0];
        }
        __syncthreads();
    }
}

/** A thread combines one part (y) of one result. */
template <typename Kind>
__device__ static inline void byThread(const float* in, float* out, const Reduction& of) {
    TIDECAST_EACH(result, of.results) {
        const float* source = in + place(of.kept, result);
        int first = (int)blockIdx.y * of.perPart;
        int end = of.perPart < of.count - first ? first + of.perPart : of.count;
        float value = Kind::none();
        for (int i = first; i < end; i++) {
            value = Kind::both(value, source[place(of.reduced, (unsigned)i)]);
        }
        out[(long long)blockIdx.y * of.results + result] = value;
    }
}

#define REDUCE(KIND, NAME)                                                                                  \
    extern "C" __global__ void reduce_##NAME##_by_block(const float* in, float* out, Reduction of) {        \
        byBlock<KIND>(in, out, of);                                                                         \
    }                                                                                                       \
    extern "C" __global__ void reduce_##NAME##_by_thread(const float* in, float* out, Reduction of) {       \
        byThread<KIND>(in, out, of);                                                                        \
    }

REDUCE(Sum, sum)
REDUCE(Max, max)
