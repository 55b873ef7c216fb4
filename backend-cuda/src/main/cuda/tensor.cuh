#pragma once
#include "conv.cuh"
#include "gated.cuh"
#include "joined.cuh"
#include "matmul.cuh"
#include "mma_tile.cuh"

/** Declares all kernels of products on tensor cores for one format of the operands. */
#define TIDECAST_TENSOR(NAME, FORMAT) \
    using Large_##NAME = MmaTiles<FORMAT>::Large; \
    using Medium_##NAME = MmaTiles<FORMAT>::Medium; \
    using Wide_##NAME = MmaTiles<FORMAT>::Wide; \
    using Channels32_##NAME = MmaTiles<FORMAT>::Channels32; \
    TIDECAST_TENSOR_TILE(NAME##_large, Large_##NAME) \
    TIDECAST_TENSOR_TILE(NAME##_medium, Medium_##NAME) \
    TIDECAST_TENSOR_TILE(NAME##_wide, Wide_##NAME) \
    TIDECAST_GATED(NAME##_64, Large_##NAME, Medium_##NAME) \
    TIDECAST_GATED(NAME##_32, Medium_##NAME, Channels32_##NAME) \
    TIDECAST_GATED(NAME##_16, Wide_##NAME, Wide_##NAME)
#define TIDECAST_TENSOR_TILE(SUFFIX, TILE) \
    TIDECAST_MATMUL(SUFFIX, TILE) \
    TIDECAST_CONV1D(SUFFIX, TILE) \
    TIDECAST_GATED_GRADIENT(SUFFIX, TILE) \
    TIDECAST_JOINED_DENSE(SUFFIX, TILE)
