#pragma once

#include <cstddef>

// The types and variables by which a kernel knows its place. Kernels name them as CUDA does, without a namespace.

struct uint3 {
    unsigned x, y, z;
};

struct dim3 {
    unsigned x, y, z;

    constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};

/** Where the running thread stands. Set anew whenever a thread of a block takes its turn. */
struct TidecastPosition {
    uint3 thread;
    uint3 block;
    uint3 threads;
    uint3 blocks;
    char* shared;
};

extern __thread TidecastPosition tidecastPosition __attribute__((tls_model("initial-exec")));
