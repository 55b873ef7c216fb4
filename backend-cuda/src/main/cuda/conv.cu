#include "conv.cuh"
#include "fma_tile.cuh"

TIDECAST_CONV1D(large, Large)
TIDECAST_CONV1D(medium, Medium)
TIDECAST_CONV1D(wide, Wide)
