#pragma once
#include "panel.cuh"

/** A matrix anywhere in memory; LEFT and RIGHT of a product are indexed by row or column first, then by depth. */
template <bool DEEP_>
struct Matrix {
    static constexpr bool DEEP = DEEP_;
    const float* values;
    int stride, depthStride;

    __device__ float operator()(int index, int depth) const { return values[index * stride + depth * depthStride]; }
};

/** The extents of a product, where its operands' elements lie, and how long a stretch of the inner dimension a block sums. */
struct Product {
    int rows, columns, depth, stretch;
    int leftStride, leftDepthStride, rightStride, rightDepthStride, rowStride, columnStride;
};

/** Computes one tile of a product; of several stretches each writes a product of its own, rows times columns apart. */
template <class Tile, bool LEFT_DEEP, bool RIGHT_DEEP>
__device__ void matmul(
        const float* __restrict__ left, const float* __restrict__ right, float* __restrict__ out, const Product& p) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    Range range = Range::ofBlock<Tile>(p.rows, p.columns, p.depth, p.stretch);
    float sums[Tile::I][Tile::J];
    accumulate<Tile, false>(
            Matrix<LEFT_DEEP>{left, p.leftStride, p.leftDepthStride},
            Matrix<RIGHT_DEEP>{right, p.rightStride, p.rightDepthStride}, range, shared, sums);
    float* part = out + (long long)blockIdx.z * p.rows * p.columns;
    forEach<Tile>(range, sums, [&](int row, int column, float sum) {
        part[row * p.rowStride + column * p.columnStride] = sum;
    });
}

/** Declares the kernels of one tile for operands whose neighbours lie across or along (deep) the inner dimension. */
#define TIDECAST_MATMUL_OF(NAME, TILE, LEFT_DEEP, RIGHT_DEEP) \
    extern "C" __global__ void __launch_bounds__(TILE::THREADS, TILE::BLOCKS) NAME( \
            const float* left, const float* right, float* out, Product product) { \
        matmul<TILE, LEFT_DEEP, RIGHT_DEEP>(left, right, out, product); \
    }
#define TIDECAST_MATMUL(SUFFIX, TILE) \
    TIDECAST_MATMUL_OF(matmul_##SUFFIX, TILE, false, false) \
    TIDECAST_MATMUL_OF(matmul_deep_left_##SUFFIX, TILE, true, false) \
    TIDECAST_MATMUL_OF(matmul_deep_right_##SUFFIX, TILE, false, true) \
    TIDECAST_MATMUL_OF(matmul_deep_##SUFFIX, TILE, true, true)
