#pragma once

// The short vectors of CUDA, with its alignments.

struct __attribute__((aligned(8))) float2 {
    float x, y;
};

inline float2 make_float2(float x, float y) {
    return {x, y};
}

struct __attribute__((aligned(16))) float4 {
    float x, y, z, w;
};

inline float4 make_float4(float x, float y, float z, float w) {
    return {x, y, z, w};
}

struct __attribute__((aligned(8))) int2 {
    int x, y;
};

inline int2 make_int2(int x, int y) {
    return {x, y};
}

struct __attribute__((aligned(16))) int4 {
    int x, y, z, w;
};

inline int4 make_int4(int x, int y, int z, int w) {
    return {x, y, z, w};
}

struct __attribute__((aligned(8))) uint2 {
    unsigned x, y;
};

inline uint2 make_uint2(unsigned x, unsigned y) {
    return {x, y};
}

struct __attribute__((aligned(16))) uint4 {
    unsigned x, y, z, w;
};

inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) {
    return {x, y, z, w};
}
