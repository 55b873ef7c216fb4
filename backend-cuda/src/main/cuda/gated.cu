#include "fma_tile.cuh"
#include "gated.cuh"

using Gates64 = FmaTile<128, 64, 16, 8, 4>;
using Channels32 = FmaTile<32, 64, 16, 2, 4>;

TIDECAST_GATED(64, Gates64, Medium)
TIDECAST_GATED(32, Medium, Channels32)
TIDECAST_GATED(16, Wide, Wide)
TIDECAST_GATED_GRADIENT(large, Large)
TIDECAST_GATED_GRADIENT(medium, Medium)
TIDECAST_GATED_GRADIENT(wide, Wide)
