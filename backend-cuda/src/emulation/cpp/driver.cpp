#include "driver.h"

#include <cstdio>

namespace tidecast::emulation {

Driver& Driver::instance() {
    // Never destroyed: threads of the program may still call while it ends.
    static Driver* driver = new Driver();
    return *driver;
}

void Driver::tell(const std::string& message) {
    this->message = message;
    std::fprintf(stderr, "tidecast emulation: %s\n", message.c_str());
}

CUresult Driver::breakContext(CUresult error, const std::string& message) {
    broken = error;
    tell(message);
    return error;
}

CUresult Driver::drain(bool all) {
    if (broken != CUDA_SUCCESS) {
        return broken;
    }
    CUresult result = CUDA_SUCCESS;
    for (const auto& stream : streams) {
        if (result == CUDA_SUCCESS && (all || stream->blocking)) {
            result = stream->drain();
        }
    }
    return result;
}

CUresult Driver::refuseWhileCapturing() {
    CUresult result = CUDA_SUCCESS;
    for (const auto& stream : streams) {
        if (stream->forbids()) {
            stream->spoil();
            result = CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
        }
    }
    return result;
}

void Driver::leaveContext() {
    abandoned += static_cast<int64_t>(memory.deviceAllocations() + memory.hostAllocations() + modules.size()
                                      + streams.size() + events.size() + graphs.size() + graphExecs.size());
    graphExecs.clear();
    graphs.clear();
    streams.clear();
    events.clear();
    modules.clear();
    memory.freeAll();
    broken = CUDA_SUCCESS;
}

bool& Driver::current() {
    static thread_local bool primary = false;
    return primary;
}

}  // namespace tidecast::emulation
