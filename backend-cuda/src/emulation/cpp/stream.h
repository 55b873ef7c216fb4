#pragma once

#include "types.h"

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace tidecast::emulation {

/** What is enqueued on a stream or stands in a graph: does its work when it is called. */
using Operation = std::function<CUresult()>;

/** Operations in the order in which they were captured. */
struct Graph {
    std::vector<Operation> operations;
};

/** A graph that can be launched, and that a later change of its graph does not reach. */
struct GraphExec {
    std::shared_ptr<const std::vector<Operation>> operations;
};

/**
 * Operations that wait until somebody waits for them: what is read too early, or overwritten too early, is then seen to be
 * wrong.
 */
class Stream {
public:
    explicit Stream(bool blocking) : blocking(blocking) {}

    /** Whether the default stream waits for this one. */
    const bool blocking;

    /** Takes an operation: to do it later, or into the graph that is being captured. */
    CUresult enqueue(Operation operation);

    /** Does the first operation that waits; false where there is none. */
    bool step(CUresult* result);

    /** Does all that waits. */
    CUresult drain();

    bool idle() const {
        return waiting.empty();
    }

    CUresult beginCapture(int mode);
    CUresult endCapture(std::unique_ptr<Graph>* graph);

    bool capturing() const {
        return captured != nullptr;
    }

    /** Returns whether a call that may wait for the device is forbidden to the calling thread by this capture. */
    bool forbids() const;

    /** Makes the capture end in an error. */
    void spoil() {
        spoiled = true;
    }

    bool isSpoiled() const {
        return spoiled;
    }

private:
    std::deque<Operation> waiting;
    std::unique_ptr<Graph> captured;
    bool spoiled = false;
    int mode = 0;
    std::thread::id capturer;
};

/** A mark on a stream. */
struct Event {
    Stream* stream = nullptr;
    /** Counts records, and those of them that were reached. */
    int64_t recorded = 0;
    int64_t reached = 0;
    std::chrono::steady_clock::time_point at;

    /** Does what waits on the stream until a record is reached. */
    CUresult await(int64_t record);
};

}  // namespace tidecast::emulation
