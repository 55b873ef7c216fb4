#include "stream.h"

namespace tidecast::emulation {
namespace {

/** As many operations wait at the most, as with a real driver, whose queue is bounded, too. */
constexpr size_t mostWaiting = 1024;
constexpr int relaxed = 2;
constexpr int threadLocal = 1;

}  // namespace

CUresult Stream::enqueue(Operation operation) {
    if (captured != nullptr) {
        captured->operations.push_back(std::move(operation));
        return CUDA_SUCCESS;
    }
    waiting.push_back(std::move(operation));
    CUresult result = CUDA_SUCCESS;
    if (waiting.size() > mostWaiting) {
        step(&result);
    }
    return result;
}

bool Stream::step(CUresult* result) {
    if (waiting.empty()) {
        return false;
    }
    Operation operation = std::move(waiting.front());
    waiting.pop_front();
    *result = operation();
    if (*result != CUDA_SUCCESS) {
        waiting.clear();
    }
    return true;
}

CUresult Stream::drain() {
    CUresult result = CUDA_SUCCESS;
    while (result == CUDA_SUCCESS && step(&result)) {
    }
    return result;
}

CUresult Stream::beginCapture(int mode) {
    if (captured != nullptr || mode < 0 || mode > relaxed) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    captured = std::make_unique<Graph>();
    spoiled = false;
    this->mode = mode;
    capturer = std::this_thread::get_id();
    return CUDA_SUCCESS;
}

CUresult Stream::endCapture(std::unique_ptr<Graph>* graph) {
    if (captured == nullptr) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    std::unique_ptr<Graph> ended = std::move(captured);
    if (spoiled) {
        return CUDA_ERROR_STREAM_CAPTURE_INVALIDATED;
    }
    *graph = std::move(ended);
    return CUDA_SUCCESS;
}

bool Stream::forbids() const {
    return captured != nullptr && mode != relaxed
           && (mode != threadLocal || capturer == std::this_thread::get_id());
}

CUresult Event::await(int64_t record) {
    CUresult result = CUDA_SUCCESS;
    while (reached < record && result == CUDA_SUCCESS && stream != nullptr && stream->step(&result)) {
    }
    return result;
}

}  // namespace tidecast::emulation
