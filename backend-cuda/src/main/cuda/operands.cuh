#pragma once
#include "activation.cuh"
#include "panel.cuh"

/** A matrix [depth, count] of which a row (or column) of the product is one column. */
struct Across {
    static constexpr bool DEEP = false;
    const float* values;
    int count;

    __device__ float operator()(int index, int depth) const { return values[depth * count + index]; }
};

/** A matrix [count, depth] of which a row (or column) of the product is one row. */
struct Along {
    static constexpr bool DEEP = true;
    const float* values;
    int count;

    __device__ float operator()(int index, int depth) const { return values[index * count + depth]; }
};

/** The gradient by the sums before an activation, from its value y and the gradient by that, both [filters, columns]. */
struct Before {
    const float* y;
    const float* dy;
    int columns, activation;

    __device__ float at(int filter, int column) const {
        int place = filter * columns + column;
        return activation == NONE ? dy[place] : slope(activation, y[place], dy[place]);
    }
};

/** That gradient as an operand whose inner dimension is the columns. */
struct BeforeAlong {
    static constexpr bool DEEP = true;
    Before before;

    __device__ float operator()(int filter, int column) const { return before.at(filter, column); }
};

/** That gradient as an operand whose inner dimension is the filters. */
struct BeforeAcross {
    static constexpr bool DEEP = false;
    Before before;

    __device__ float operator()(int column, int filter) const { return before.at(filter, column); }
};

/** Writes the sums of a product by weights, and the totals of its right operand, for the stretch of the block. */
template <class Tile, class Left, class Right>
__device__ void weightGradient(
        const Left& left, const Right& right, int rows, int columns, int depth, int stretch, float* dw, float* db) {
    TIDECAST_SHARED(typename Tile::Word, shared);
    Range range = Range::ofBlock<Tile>(rows, columns, depth, stretch);
    float sums[Tile::I][Tile::J];
    float total = accumulate<Tile, true>(left, right, range, shared, sums);
    float* part = dw + (long long)blockIdx.z * rows * columns;
    forEach<Tile>(range, sums, [&](int row, int column, float sum) { part[row * columns + column] = sum; });
    int column = range.column + (int)threadIdx.x;
    if (range.row == 0 && (int)threadIdx.x < Tile::COLUMNS && column < columns) {
        db[(long long)blockIdx.z * columns + column] = total;
    }
}
