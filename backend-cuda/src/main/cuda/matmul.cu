#include "fma_tile.cuh"
#include "matmul.cuh"

TIDECAST_MATMUL(large, Large)
TIDECAST_MATMUL(medium, Medium)
TIDECAST_MATMUL(wide, Wide)

/** Adds the parts of two arrays, each part a whole array, in their order. The second array may be of no elements. */
extern "C" __global__ void sum_parts(
        const float* parts, float* sums, int size, const float* otherParts, float* otherSums, int otherSize, int count) {
    int at = (int)(blockIdx.x * blockDim.x + threadIdx.x);
    bool first = at < size;
    int place = first ? at : at - size;
    int each = first ? size : otherSize;
    if (place >= each) {
        return;
    }
    const float* from = first ? parts : otherParts;
    float sum = 0;
    for (int part = 0; part < count; part++) {
        sum += from[(long long)part * each + place];
    }
    (first ? sums : otherSums)[place] = sum;
}
