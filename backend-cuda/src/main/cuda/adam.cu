#include "tidecast.cuh"

/** One parameter: its place, its gradient's, its moments', where the next ones go, and the first block that works on it. */
struct AdamParameter {
    const float* parameter;
    const float* gradient;
    const float* first;
    const float* second;
    float* nextParameter;
    float* nextFirst;
    float* nextSecond;
    int size, block;
};

/** As many parameters as fit among a kernel's arguments, beside the others. */
struct AdamParameters {
    static constexpr int MOST = 60;
    AdamParameter at[MOST];
    int count;
};

/** What the step needs besides: step size, gradient scale and apply lie in device memory. */
struct AdamSettings {
    const float* stepSize;
    const float* scale;
    const float* apply;
    float firstShare, secondShare, epsilon;
};

static constexpr int ADAM_THREADS = 256, ADAM_EACH = 4;

/** One step for all parameters, 1024 elements to a block. What is written may lie where it was read. */
extern "C" __global__ void __launch_bounds__(ADAM_THREADS) adam_step(AdamParameters parameters, AdamSettings settings) {
    int which = 0;
    while (which + 1 < parameters.count && parameters.at[which + 1].block <= (int)blockIdx.x) {
        which++;
    }
    const AdamParameter& p = parameters.at[which];
    float stepSize = *settings.stepSize;
    float scale = *settings.scale;
    bool apply = *settings.apply != 0;
    int from = ((int)blockIdx.x - p.block) * (ADAM_THREADS * ADAM_EACH) + (int)threadIdx.x;
#pragma unroll
    for (int i = 0; i < ADAM_EACH; i++) {
        int at = from + i * ADAM_THREADS;
        if (at < p.size) {
            float parameter = p.parameter[at];
            float first = p.first[at];
            float second = p.second[at];
            float gradient = scale * p.gradient[at];
            float nextFirst = first + settings.firstShare * (gradient - first);
            float nextSecond = second + settings.secondShare * (gradient * gradient - second);
            float next = parameter - stepSize * (nextFirst / (sqrtf(nextSecond) + settings.epsilon));
            p.nextParameter[at] = apply ? next : parameter;
            p.nextFirst[at] = apply ? nextFirst : first;
            p.nextSecond[at] = apply ? nextSecond : second;
        }
    }
}
