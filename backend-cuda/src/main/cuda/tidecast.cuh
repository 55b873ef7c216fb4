#pragma once

// What all kernels share. Built by nvcc, and by g++ with a header of its own before this one.

#ifndef TIDECAST_SHARED
/** All dynamic shared memory of the block, seen as values of a type. */
#define TIDECAST_SHARED(type, name)                               \
    extern __shared__ __align__(16) unsigned char tidecastShared[]; \
    type* const name = reinterpret_cast<type*>(tidecastShared)
#endif

/** Goes over elements, of which there are at most 2^31, by all threads of a row of blocks. */
#define TIDECAST_EACH(i, size)                                                                  \
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x, end_##i = (unsigned)(size); i < end_##i; \
         i += gridDim.x * blockDim.x)

static const int TIDECAST_LARGEST_INT = 2147483647;
static const int TIDECAST_SMALLEST_INT = -2147483647 - 1;
