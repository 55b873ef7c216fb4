#include "driver.h"

using namespace tidecast::emulation;

namespace {

constexpr unsigned nonBlocking = 1;

template <typename Body>
CUresult withStream(Stream* stream, Body body) {
    return inContext([&](Driver& driver) {
        return driver.streams.count(stream) == 0 ? CUDA_ERROR_INVALID_HANDLE : body(driver);
    });
}

template <typename Body>
CUresult withEvent(Event* event, Body body) {
    return inContext([&](Driver& driver) {
        return driver.events.count(event) == 0 ? CUDA_ERROR_INVALID_HANDLE : body(driver);
    });
}

template <typename Owned, typename T>
CUresult keep(Owned& owned, std::unique_ptr<T> made, T** handle) {
    *handle = made.get();
    owned.insert(std::move(made));
    return CUDA_SUCCESS;
}

CUresult waitingFor(Driver& driver, Stream* stream) {
    CUresult result = driver.refuseWhileCapturing();
    return result == CUDA_SUCCESS ? stream->drain() : result;
}

}  // namespace

TIDECAST_DRIVER CUresult cuStreamCreate(Stream** stream, unsigned flags) {
    return inContext([&](Driver& driver) {
        return keep(driver.streams, std::make_unique<Stream>((flags & nonBlocking) == 0), stream);
    });
}

TIDECAST_DRIVER CUresult cuStreamCreateWithPriority(Stream** stream, unsigned flags, int) {
    return cuStreamCreate(stream, flags);
}

TIDECAST_DRIVER CUresult cuStreamDestroy_v2(Stream* stream) {
    return initialised([&](Driver& driver) {
        CUresult result = destroy(&Driver::streams, stream);
        for (const auto& event : driver.events) {
            event->stream = event->stream == stream ? nullptr : event->stream;
        }
        return result;
    });
}

TIDECAST_DRIVER CUresult cuStreamSynchronize(Stream* stream) {
    if (stream == nullptr) {
        return inContext([](Driver& driver) { return driver.drain(false); });
    }
    return withStream(stream, [&](Driver& driver) { return waitingFor(driver, stream); });
}

TIDECAST_DRIVER CUresult cuStreamQuery(Stream* stream) {
    // Whoever asks again and again must see an end: what was enqueued is done, and is seen the next time.
    return withStream(stream, [&](Driver& driver) {
        bool idle = stream->idle();
        CUresult result = waitingFor(driver, stream);
        return result == CUDA_SUCCESS && !idle ? CUDA_ERROR_NOT_READY : result;
    });
}

TIDECAST_DRIVER CUresult cuStreamWaitEvent(Stream* stream, Event* event, unsigned) {
    return withStream(stream, [&](Driver& driver) {
        if (driver.events.count(event) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        if (stream->capturing()) {
            stream->spoil();
            return CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED;
        }
        int64_t record = event->recorded;
        return stream->enqueue([event, record] {
            return Driver::instance().events.count(event) == 0 ? CUDA_SUCCESS : event->await(record);
        });
    });
}

TIDECAST_DRIVER CUresult cuEventCreate(Event** event, unsigned) {
    return inContext([&](Driver& driver) { return keep(driver.events, std::make_unique<Event>(), event); });
}

TIDECAST_DRIVER CUresult cuEventDestroy_v2(Event* event) {
    return destroy(&Driver::events, event);
}

TIDECAST_DRIVER CUresult cuEventRecord(Event* event, Stream* stream) {
    return withEvent(event, [&](Driver& driver) {
        if (stream != nullptr && driver.streams.count(stream) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        event->stream = stream;
        int64_t record = ++event->recorded;
        Operation reach = [event, record] {
            if (Driver::instance().events.count(event) != 0) {
                event->reached = record;
                event->at = std::chrono::steady_clock::now();
            }
            return CUDA_SUCCESS;
        };
        if (stream != nullptr) {
            return stream->enqueue(reach);
        }
        CUresult result = driver.drain(false);
        return result == CUDA_SUCCESS ? reach() : result;
    });
}

TIDECAST_DRIVER CUresult cuEventSynchronize(Event* event) {
    return withEvent(event, [&](Driver& driver) {
        CUresult result = driver.refuseWhileCapturing();
        return result == CUDA_SUCCESS ? event->await(event->recorded) : result;
    });
}

TIDECAST_DRIVER CUresult cuEventQuery(Event* event) {
    return withEvent(event, [&](Driver&) {
        bool reached = event->reached == event->recorded;
        CUresult result = event->await(event->recorded);
        return result == CUDA_SUCCESS && !reached ? CUDA_ERROR_NOT_READY : result;
    });
}

TIDECAST_DRIVER CUresult cuEventElapsedTime(float* milliseconds, Event* from, Event* to) {
    return withEvent(from, [&](Driver& driver) {
        if (driver.events.count(to) == 0 || from->recorded == 0 || to->recorded == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        if (from->reached != from->recorded || to->reached != to->recorded) {
            return CUDA_ERROR_NOT_READY;
        }
        *milliseconds = std::chrono::duration<float, std::milli>(to->at - from->at).count();
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuStreamBeginCapture_v2(Stream* stream, int mode) {
    return withStream(stream, [&](Driver&) { return stream->beginCapture(mode); });
}

TIDECAST_DRIVER CUresult cuStreamEndCapture(Stream* stream, Graph** graph) {
    return withStream(stream, [&](Driver& driver) {
        std::unique_ptr<Graph> captured;
        *graph = nullptr;
        CUresult result = stream->endCapture(&captured);
        return result == CUDA_SUCCESS ? keep(driver.graphs, std::move(captured), graph) : result;
    });
}

TIDECAST_DRIVER CUresult cuStreamIsCapturing(Stream* stream, int* status) {
    return withStream(stream, [&](Driver&) {
        *status = !stream->capturing() ? 0 : stream->isSpoiled() ? 2 : 1;
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuGraphInstantiateWithFlags(GraphExec** exec, Graph* graph, unsigned long long) {
    return inContext([&](Driver& driver) {
        if (driver.graphs.count(graph) == 0) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        auto operations = std::make_shared<const std::vector<Operation>>(graph->operations);
        return keep(driver.graphExecs, std::make_unique<GraphExec>(GraphExec{operations}), exec);
    });
}

TIDECAST_DRIVER CUresult cuGraphGetNodes(Graph* graph, void** nodes, size_t* count) {
    return inContext([&](Driver& driver) {
        if (driver.graphs.count(graph) == 0 || nodes != nullptr) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        *count = graph->operations.size();
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuGraphDestroy(Graph* graph) {
    return destroy(&Driver::graphs, graph);
}

TIDECAST_DRIVER CUresult cuGraphExecDestroy(GraphExec* exec) {
    return destroy(&Driver::graphExecs, exec);
}

TIDECAST_DRIVER CUresult cuGraphUpload(GraphExec* exec, Stream* stream) {
    return withStream(stream, [&](Driver& driver) {
        return driver.graphExecs.count(exec) == 0 ? CUDA_ERROR_INVALID_HANDLE : CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuGraphLaunch(GraphExec* exec, Stream* stream) {
    return withStream(stream, [&](Driver& driver) {
        if (driver.graphExecs.count(exec) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        auto operations = exec->operations;
        return stream->enqueue([operations] {
            CUresult result = CUDA_SUCCESS;
            for (size_t i = 0; i < operations->size() && result == CUDA_SUCCESS; i++) {
                result = (*operations)[i]();
            }
            return result;
        });
    });
}
