#include "tidecast.cuh"

// Functions of each element alone. The result may lie where an operand lies.

#define UNARY(NAME, TYPE, RESULT)                                               \
    extern "C" __global__ void unary_##NAME(const TYPE* in, TYPE* out, int size) { \
        TIDECAST_EACH(i, size) {                                                \
            TYPE x = in[i];                                                     \
            out[i] = RESULT;                                                    \
        }                                                                       \
    }

UNARY(negate_f32, float, -x)
UNARY(abs_f32, float, fabsf(x))
UNARY(sign_f32, float, x > 0 ? 1.0f : x < 0 ? -1.0f : x)
UNARY(exp_f32, float, expf(x))
UNARY(log_f32, float, logf(x))
UNARY(sqrt_f32, float, sqrtf(x))
UNARY(tanh_f32, float, tanhf(x))
UNARY(sigmoid_f32, float, 1.0f / (1.0f + expf(-x)))
UNARY(relu_f32, float, x <= 0 ? 0.0f : x)
UNARY(floor_f32, float, floorf(x))
UNARY(reciprocal_f32, float, 1.0f / x)

// By unsigned numbers, whose overflow wraps around.
UNARY(negate_i32, int, (int)(0u - (unsigned)x))
UNARY(abs_i32, int, x < 0 ? (int)(0u - (unsigned)x) : x)
UNARY(sign_i32, int, (x > 0) - (x < 0))

#define BINARY(NAME, TYPE, RESULT)                                                              \
    extern "C" __global__ void NAME(const TYPE* left, const TYPE* right, TYPE* out, int size) { \
        TIDECAST_EACH(i, size) {                                                                \
            TYPE x = left[i], y = right[i];                                                     \
            out[i] = RESULT;                                                                    \
        }                                                                                       \
    }

BINARY(binary_add_f32, float, x + y)
BINARY(binary_subtract_f32, float, x - y)
BINARY(binary_multiply_f32, float, x * y)
BINARY(binary_divide_f32, float, x / y)
// What is not a number wins, from either side.
BINARY(binary_maximum_f32, float, x > y || x != x ? x : y)
BINARY(binary_minimum_f32, float, x < y || x != x ? x : y)

__device__ static inline int quotient(int x, int y) {
    return y == 0 ? 0 : y == -1 ? (int)(0u - (unsigned)x) : x / y;
}

BINARY(binary_add_i32, int, (int)((unsigned)x + (unsigned)y))
BINARY(binary_subtract_i32, int, (int)((unsigned)x - (unsigned)y))
BINARY(binary_multiply_i32, int, (int)((unsigned)x * (unsigned)y))
BINARY(binary_divide_i32, int, quotient(x, y))
BINARY(binary_maximum_i32, int, x > y ? x : y)
BINARY(binary_minimum_i32, int, x < y ? x : y)

#define COMPARE(TYPE, SUFFIX)                                    \
    BINARY(compare_less_##SUFFIX, TYPE, (TYPE)(x < y))           \
    BINARY(compare_less_equal_##SUFFIX, TYPE, (TYPE)(x <= y))    \
    BINARY(compare_equal_##SUFFIX, TYPE, (TYPE)(x == y))

COMPARE(float, f32)
COMPARE(int, i32)

#define SELECT(TYPE, SUFFIX)                                                                 \
    extern "C" __global__ void select_##SUFFIX(                                              \
            const TYPE* condition, const TYPE* yes, const TYPE* no, TYPE* out, int size) {   \
        TIDECAST_EACH(i, size) { out[i] = condition[i] != 0 ? yes[i] : no[i]; }               \
    }

SELECT(float, f32)
SELECT(int, i32)

__device__ static inline int truncated(float x) {
    if (x != x) {
        return 0;
    }
    return x >= 2147483648.0f ? TIDECAST_LARGEST_INT : x < -2147483648.0f ? TIDECAST_SMALLEST_INT : (int)x;
}

extern "C" __global__ void cast_f32_i32(const float* in, int* out, int size) {
    TIDECAST_EACH(i, size) { out[i] = truncated(in[i]); }
}

extern "C" __global__ void cast_i32_f32(const int* in, float* out, int size) {
    TIDECAST_EACH(i, size) { out[i] = (float)in[i]; }
}
