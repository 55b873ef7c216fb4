#include "tidecast.cuh"

// Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, SC 2011), bit for bit as the other backends draw it.

static const int ROUNDS = 10;
static const unsigned MULTIPLIER_0 = 0xD2511F53u;
static const unsigned MULTIPLIER_1 = 0xCD9E8D57u;
static const unsigned WEYL_0 = 0x9E3779B9u;
static const unsigned WEYL_1 = 0xBB67AE85u;
static const int WORDS = 4;
static const float UNIT_24 = 1.0f / 16777216.0f;

/** Uniform numbers in [0, 1): four for each counter (index, step, stream, 0) by the key of two words of the seed. */
extern "C" __global__ void random_uniform(
        const int* __restrict__ seed, const int* __restrict__ step, float* __restrict__ out, int stream, int size) {
    int counters = size / WORDS + (size % WORDS != 0);
    TIDECAST_EACH(i, counters) {
        unsigned word[WORDS] = {i, (unsigned)step[0], (unsigned)stream, 0};
        unsigned key0 = (unsigned)seed[0], key1 = (unsigned)seed[1];
#pragma unroll
        for (int round = 0; round < ROUNDS; round++) {
            unsigned long long product0 = (unsigned long long)MULTIPLIER_0 * word[0];
            unsigned long long product1 = (unsigned long long)MULTIPLIER_1 * word[2];
            word[0] = (unsigned)(product1 >> 32) ^ word[1] ^ key0;
            word[1] = (unsigned)product1;
            word[2] = (unsigned)(product0 >> 32) ^ word[3] ^ key1;
            word[3] = (unsigned)product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
#pragma unroll
        for (int j = 0; j < WORDS; j++) {
            long long at = (long long)i * WORDS + j;
            if (at < size) {
                out[at] = (float)(word[j] >> 8) * UNIT_24;
            }
        }
    }
}
