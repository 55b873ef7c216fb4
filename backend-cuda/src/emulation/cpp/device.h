#pragma once

// What nvcc knows of itself, for g++: included before every kernel source of the emulation.

#include "block.h"
#include "position.h"
#include "vectors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <math.h>

#define __device__
#define __host__
// A kernel is found in the preprocessed source by this attribute.
#define __global__ __attribute__((visibility("hidden")))
#define __constant__ static const
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))

#define threadIdx (tidecastPosition.thread)
#define blockIdx (tidecastPosition.block)
#define blockDim (tidecastPosition.threads)
#define gridDim (tidecastPosition.blocks)
#define warpSize 32

/** All shared memory of the block, its size given at the launch. */
#define TIDECAST_SHARED(type, name) type* const name = reinterpret_cast<type*>(tidecastPosition.shared)

#define __syncthreads() tidecast::emulation::Crew::mine().waitForBlock(__FILE__, __LINE__)
#define __syncwarp(...) tidecast::emulation::Crew::mine().waitForWarp(__FILE__, __LINE__)
#define __shfl_sync(mask, value, lane, ...) TIDECAST_SHUFFLE(index, mask, value, lane, ##__VA_ARGS__)
#define __shfl_up_sync(mask, value, delta, ...) TIDECAST_SHUFFLE(up, mask, value, delta, ##__VA_ARGS__)
#define __shfl_down_sync(mask, value, delta, ...) TIDECAST_SHUFFLE(down, mask, value, delta, ##__VA_ARGS__)
#define __shfl_xor_sync(mask, value, bits, ...) TIDECAST_SHUFFLE(exclusiveOr, mask, value, bits, ##__VA_ARGS__)
#define TIDECAST_SHUFFLE(kind, mask, value, ...) \
    tidecast::emulation::shuffle(__FILE__, __LINE__, tidecast::emulation::Shuffle::kind, mask, value, __VA_ARGS__)

/** The values that all lanes of the warp give, indexed by lane, valid until the warp's next exchange but one. */
#define TIDECAST_LANES(value) tidecast::emulation::lanes(__FILE__, __LINE__, 0xffffffffu, value)

namespace tidecast::emulation {

template <typename T>
class Lanes {
public:
    explicit Lanes(const char* values) : values(values) {}

    T operator[](int lane) const {
        T value;
        std::memcpy(&value, values + static_cast<size_t>(lane) * Crew::exchangedBytes, sizeof(T));
        return value;
    }

private:
    const char* values;
};

template <typename T>
Lanes<T> lanes(const char* file, int line, unsigned mask, const T& value) {
    static_assert(sizeof(T) <= Crew::exchangedBytes, "more than a lane can give at once");
    return Lanes<T>(Crew::mine().exchange(&value, sizeof(T), mask, file, line));
}

enum class Shuffle { index, up, down, exclusiveOr };

template <typename T>
T shuffle(const char* file, int line, Shuffle kind, unsigned mask, T value, int argument, int width = 32) {
    int lane = Crew::mine().lane();
    Lanes<T> values = lanes(file, line, mask, value);
    int within = lane % width, first = lane - within;
    switch (kind) {
        case Shuffle::index: return values[first + (argument & (width - 1))];
        case Shuffle::up: return within < argument ? value : values[lane - argument];
        case Shuffle::down: return within + argument >= width ? value : values[lane + argument];
        case Shuffle::exclusiveOr: return (within ^ argument) >= width ? value : values[first + (within ^ argument)];
    }
    __builtin_unreachable();
}

}  // namespace tidecast::emulation

// Signed and unsigned mixed, as CUDA has them.
inline int min(int a, int b) { return a < b ? a : b; }
inline int max(int a, int b) { return a > b ? a : b; }
inline unsigned min(unsigned a, unsigned b) { return a < b ? a : b; }
inline unsigned max(unsigned a, unsigned b) { return a > b ? a : b; }
inline long long min(long long a, long long b) { return a < b ? a : b; }
inline long long max(long long a, long long b) { return a > b ? a : b; }
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }

namespace tidecast::emulation {

template <typename To, typename From>
inline To bits(From value) {
    static_assert(sizeof(To) == sizeof(From), "different sizes");
    To result;
    std::memcpy(&result, &value, sizeof(To));
    return result;
}

}  // namespace tidecast::emulation

inline int __float_as_int(float value) { return tidecast::emulation::bits<int>(value); }
inline unsigned __float_as_uint(float value) { return tidecast::emulation::bits<unsigned>(value); }
inline float __int_as_float(int value) { return tidecast::emulation::bits<float>(value); }
inline float __uint_as_float(unsigned value) { return tidecast::emulation::bits<float>(value); }
inline unsigned __umulhi(unsigned a, unsigned b) { return static_cast<unsigned>(static_cast<uint64_t>(a) * b >> 32); }
inline int __clz(int value) { return value == 0 ? 32 : __builtin_clz(static_cast<unsigned>(value)); }
inline int __popc(unsigned value) { return __builtin_popcount(value); }
inline int __ffs(int value) { return __builtin_ffs(value); }
inline float rsqrtf(float value) { return 1.0f / sqrtf(value); }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fsqrt_rn(float value) { return sqrtf(value); }
// Never joined with what follows, as the intrinsics promise.
__attribute__((noinline, unused)) static float __fmul_rn(float a, float b) { return a * b; }
__attribute__((noinline, unused)) static float __fadd_rn(float a, float b) { return a + b; }
__attribute__((noinline, unused)) static float __fsub_rn(float a, float b) { return a - b; }
inline void __threadfence() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline void __threadfence_block() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
template <typename T>
inline T __ldg(const T* address) { return *address; }

// Whole numbers only: sums of floats in the order of arrival would not repeat.
inline int atomicAdd(int* address, int value) { return __atomic_fetch_add(address, value, __ATOMIC_RELAXED); }
inline unsigned atomicAdd(unsigned* address, unsigned value) {
    return __atomic_fetch_add(address, value, __ATOMIC_RELAXED);
}
inline unsigned atomicOr(unsigned* address, unsigned value) {
    return __atomic_fetch_or(address, value, __ATOMIC_RELAXED);
}
