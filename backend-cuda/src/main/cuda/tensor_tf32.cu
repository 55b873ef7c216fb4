#include "tensor.cuh"

TIDECAST_TENSOR(tf32, Tf32)
