#pragma once
#include "tidecast.cuh"

/**
 * Divides numbers below 2^31 by one that the host knows, by a product and a shift (Granlund and Montgomery, Division by
 * invariant integers using multiplication, 1994): shift = ceil(log2 divisor), multiplier = 2^32 (2^shift - divisor) /
 * divisor + 1, rounded down.
 */
struct Divider {
    int divisor;
    unsigned multiplier;
    int shift;

    __device__ int operator()(int number) const {
        unsigned high = (unsigned)((unsigned long long)(unsigned)number * multiplier >> 32);
        return (int)((high + (unsigned)number) >> shift);
    }
};
