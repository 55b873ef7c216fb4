#include "tidecast.cuh"

// Rows moved to places that are known only when the kernel runs; every index is clamped into range.

__device__ static inline int clamped(int index, int last) {
    return index < 0 ? 0 : index > last ? last : index;
}

/**
 * Where a range of an axis lies: a value is [outer, extent, inner], its part [outer, part, inner].
 */
struct Range {
    int extent;
    int part;
    int inner;
};

extern "C" __global__ void dynamic_slice(
        const unsigned* __restrict__ whole, const int* __restrict__ index, unsigned* __restrict__ out, Range range,
        int size) {
    int start = clamped(index[0], range.extent - range.part);
    unsigned stretch = (unsigned)range.part * range.inner;
    TIDECAST_EACH(i, size) {
        unsigned outer = i / stretch;
        unsigned within = i - outer * stretch;
        out[i] = whole[(long long)outer * range.extent * range.inner + (long long)start * range.inner + within];
    }
}

/** Writes a part, of as many elements as size says, where it belongs. */
extern "C" __global__ void dynamic_update_part(
        const unsigned* __restrict__ update, const int* __restrict__ index, unsigned* __restrict__ out, Range range,
        int size) {
    int start = clamped(index[0], range.extent - range.part);
    unsigned stretch = (unsigned)range.part * range.inner;
    TIDECAST_EACH(i, size) {
        unsigned outer = i / stretch;
        unsigned within = i - outer * stretch;
        out[(long long)outer * range.extent * range.inner + (long long)start * range.inner + within] = update[i];
    }
}

extern "C" __global__ void gather_rows(
        const unsigned* __restrict__ table, const int* __restrict__ indices, unsigned* __restrict__ out, int lastRow,
        int rowSize, int size) {
    TIDECAST_EACH(i, size) {
        unsigned at = i / rowSize;
        out[i] = table[(long long)clamped(indices[at], lastRow) * rowSize + (i - at * rowSize)];
    }
}

/**
 * Adds rows to the rows of a table that their indices name, in their order. Each block row (y) takes as many updates as
 * perPart says, and makes a table of its own from them; a thread has one column of it.
 */
extern "C" __global__ void scatter_add_parts(
        const float* __restrict__ updates, const int* __restrict__ indices, float* __restrict__ tables, int rows,
        int rowSize, int count, int perPart) {
    int column = (int)(blockIdx.x * blockDim.x + threadIdx.x);
    if (column >= rowSize) {
        return;
    }
    float* table = tables + (long long)blockIdx.y * rows * rowSize + column;
    for (int row = 0; row < rows; row++) {
        table[(long long)row * rowSize] = 0;
    }
    int first = (int)blockIdx.y * perPart;
    int end = perPart < count - first ? first + perPart : count;
    for (int i = first; i < end; i++) {
        table[(long long)clamped(indices[i], rows - 1) * rowSize] += updates[(long long)i * rowSize + column];
    }
}
