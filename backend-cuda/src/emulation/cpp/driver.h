#pragma once

#include "memory.h"
#include "module.h"
#include "stream.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <map>
#include <set>
#include <string>

/** Marks what the library shows to the program, beside which everything is hidden. */
#define TIDECAST_DRIVER extern "C" __attribute__((visibility("default")))

namespace tidecast::emulation {

/** Everything that one process has of the one emulated device. */
struct Driver {
    std::recursive_mutex mutex;
    bool initialised = false;
    int contextReferences = 0;
    /** Objects that were there when the context went, and that nobody had freed. */
    int64_t abandoned = 0;
    int64_t launches = 0;
    std::map<std::string, int64_t> launchesByKernel;
    /** The error after which the context answers nothing else, or success. */
    CUresult broken = CUDA_SUCCESS;
    std::string message;
    Memory memory;
    std::set<std::unique_ptr<Module>, ByAddress> modules;
    std::set<std::unique_ptr<Stream>, ByAddress> streams;
    std::set<std::unique_ptr<Event>, ByAddress> events;
    std::set<std::unique_ptr<Graph>, ByAddress> graphs;
    std::set<std::unique_ptr<GraphExec>, ByAddress> graphExecs;

    static Driver& instance();

    /** Keeps a message for the program that asks, and tells it to whoever reads standard error. */
    void tell(const std::string& message);

    /** Makes the context answer nothing but an error from now on. */
    CUresult breakContext(CUresult error, const std::string& message);

    /** Runs everything that was enqueued: on streams that wait for the default stream, or on all. */
    CUresult drain(bool all);

    /** Returns an error, and spoils the capture, if a stream of the calling thread is being captured. */
    CUresult refuseWhileCapturing();

    /** Frees everything that lives in the context, and counts it. */
    void leaveContext();

    /** Returns whether the primary context is the calling thread's. */
    static bool& current();
};

/** Does what needs no context. */
template <typename Body>
CUresult initialised(Body body) {
    Driver& driver = Driver::instance();
    std::lock_guard<std::recursive_mutex> guard(driver.mutex);
    return driver.initialised ? body(driver) : CUDA_ERROR_NOT_INITIALIZED;
}

/** Does what needs a context that works. */
template <typename Body>
CUresult inContext(Body body) {
    return initialised([&](Driver& driver) {
        if (!Driver::current() || driver.contextReferences == 0) {
            return CUDA_ERROR_INVALID_CONTEXT;
        }
        return driver.broken == CUDA_SUCCESS ? body(driver) : driver.broken;
    });
}

/** Frees what a handle stands for, in a context that works or not. */
template <typename Owned, typename T>
CUresult destroy(Owned Driver::*owned, T* handle) {
    return initialised([&](Driver& driver) {
        auto found = (driver.*owned).find(handle);
        if (found == (driver.*owned).end()) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        CUresult drained = driver.drain(true);
        (driver.*owned).erase(found);
        return drained;
    });
}

}  // namespace tidecast::emulation
