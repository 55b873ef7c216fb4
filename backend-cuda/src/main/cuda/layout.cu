#include "tidecast.cuh"

// Words of 32 bits moved to places that are known when the kernel is made.

/** How many axes a box can have; LayoutKernels.MOST_AXES says the same. */
static const int MOST_AXES = 8;

/** The extents of a box, row-major, and how far neighbours along each axis lie apart in the source and in the target. */
struct Box {
    int rank;
    int extents[MOST_AXES];
    int sourceStrides[MOST_AXES];
    int targetStrides[MOST_AXES];
};

/** Copies a box of elements; a stride of 0 in the source repeats it. */
extern "C" __global__ void copy_box(
        const unsigned* __restrict__ source, unsigned* __restrict__ target, Box box, int size) {
    TIDECAST_EACH(i, size) {
        unsigned rest = i;
        long long from = 0, to = 0;
#pragma unroll
        for (int axis = MOST_AXES - 1; axis >= 0; axis--) {
            if (axis < box.rank) {
                unsigned next = axis == 0 ? 0 : rest / box.extents[axis];
                unsigned place = rest - next * box.extents[axis];
                from += (long long)place * box.sourceStrides[axis];
                to += (long long)place * box.targetStrides[axis];
                rest = next;
            }
        }
        target[to] = source[from];
    }
}

/** Copies dense elements. */
extern "C" __global__ void copy_words(const unsigned* __restrict__ source, unsigned* __restrict__ target, int size) {
    TIDECAST_EACH(i, size) { target[i] = source[i]; }
}

extern "C" __global__ void clear_words(unsigned* target, int size) {
    TIDECAST_EACH(i, size) { target[i] = 0; }
}

/** Each element is its index along an axis of some extent, whose neighbours lie some stride apart. */
extern "C" __global__ void iota_f32(float* out, int stride, int extent, int size) {
    TIDECAST_EACH(i, size) { out[i] = (float)(i / stride % extent); }
}

extern "C" __global__ void iota_i32(int* out, int stride, int extent, int size) {
    TIDECAST_EACH(i, size) { out[i] = (int)(i / stride % extent); }
}
