#include "fma_tile.cuh"
#include "joined.cuh"

TIDECAST_JOINED_DENSE(large, Large)
TIDECAST_JOINED_DENSE(medium, Medium)
TIDECAST_JOINED_DENSE(wide, Wide)
