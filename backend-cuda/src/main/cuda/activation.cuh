#pragma once
#include "tidecast.cuh"

/** The functions at the end of a layer, numbered as core's Activation. */
enum { NONE, RELU, TANH, SIGMOID };

__device__ inline float sigmoid(float x) { return 1 / (1 + expf(-x)); }

__device__ inline float activate(int activation, float x) {
    switch (activation) {
        case RELU:
            return x <= 0 ? 0 : x; // keeps what is not a number
        case TANH:
            return tanhf(x);
        case SIGMOID:
            return sigmoid(x);
        default:
            return x;
    }
}

/** Returns the gradient by the function's operand, given its value and the gradient by that. */
__device__ inline float slope(int activation, float y, float dy) {
    switch (activation) {
        case RELU:
            return dy * (0 < y ? 1.0f : 0.0f);
        case TANH:
            return dy * (1 - y * y);
        case SIGMOID:
            return dy * (y * (1 - y));
        default:
            return dy;
    }
}
