#include "tensor.cuh"

TIDECAST_TENSOR(bf16, Bf16)
