#include "driver.h"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace tidecast::emulation;

namespace {

enum class Direction { toDevice, toHost, onDevice };

/** What the driver does at once, after everything that the default stream waits for. */
template <typename Work>
CUresult now(Driver& driver, Work work) {
    CUresult result = driver.refuseWhileCapturing();
    result = result == CUDA_SUCCESS ? driver.drain(false) : result;
    return result == CUDA_SUCCESS ? work() : result;
}

bool inBounds(const Memory& memory, uintptr_t target, uintptr_t source, size_t bytes, Direction direction) {
    return (direction == Direction::toHost || memory.holds(target, bytes))
           && (direction == Direction::toDevice || memory.holds(source, bytes));
}

CUresult move(uintptr_t target, uintptr_t source, size_t bytes) {
    std::memmove(reinterpret_cast<void*>(target), reinterpret_cast<const void*>(source), bytes);
    return CUDA_SUCCESS;
}

CUresult copy(uintptr_t target, uintptr_t source, size_t bytes, Direction direction) {
    return inContext([&](Driver& driver) {
        if (!inBounds(driver.memory, target, source, bytes, direction)) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        return now(driver, [&] { return move(target, source, bytes); });
    });
}

/** When it is done, the memory has to be there still. */
Operation copying(uintptr_t target, uintptr_t source, size_t bytes, Direction direction) {
    return [=] {
        Driver& driver = Driver::instance();
        if (!inBounds(driver.memory, target, source, bytes, direction)) {
            return driver.breakContext(CUDA_ERROR_ILLEGAL_ADDRESS, "a copy to or from memory that was freed");
        }
        return move(target, source, bytes);
    };
}

CUresult copyLater(uintptr_t target, uintptr_t source, size_t bytes, Direction direction, Stream* stream) {
    if (stream == nullptr) {
        return copy(target, source, bytes, direction);
    }
    return inContext([&](Driver& driver) {
        if (driver.streams.count(stream) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        if (!inBounds(driver.memory, target, source, bytes, direction)) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        const void* from = reinterpret_cast<const void*>(source);
        if (direction == Direction::toDevice && !stream->capturing() && !driver.memory.pinned(from, bytes)) {
            // A driver has read ordinary memory before it returns.
            const char* read = static_cast<const char*>(from);
            auto kept = std::make_shared<std::vector<char>>(read, read + bytes);
            return stream->enqueue([kept, target] {
                return copying(target, reinterpret_cast<uintptr_t>(kept->data()), kept->size(), Direction::toDevice)();
            });
        }
        CUresult result = stream->enqueue(copying(target, source, bytes, direction));
        bool waits = direction == Direction::toHost && !stream->capturing()
                     && !driver.memory.pinned(reinterpret_cast<const void*>(target), bytes);
        return result == CUDA_SUCCESS && waits ? stream->drain() : result;
    });
}

template <typename T>
CUresult set(CUdeviceptr target, T value, size_t count, Stream* stream = nullptr) {
    return inContext([&](Driver& driver) {
        if (target % sizeof(T) != 0 || !driver.memory.holds(target, count * sizeof(T))) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        Operation setting = [=] {
            Driver& driver = Driver::instance();
            if (!driver.memory.holds(target, count * sizeof(T))) {
                return driver.breakContext(CUDA_ERROR_ILLEGAL_ADDRESS, "memory was set that was freed");
            }
            std::fill_n(reinterpret_cast<T*>(target), count, value);
            return CUDA_SUCCESS;
        };
        if (stream == nullptr) {
            return now(driver, setting);
        }
        return driver.streams.count(stream) == 0 ? CUDA_ERROR_INVALID_HANDLE : stream->enqueue(setting);
    });
}

}  // namespace

TIDECAST_DRIVER CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
    return inContext([&](Driver& driver) {
        *total = Memory::total();
        *free = driver.memory.available();
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
    return inContext([&](Driver& driver) {
        CUresult result = driver.refuseWhileCapturing();
        return result == CUDA_SUCCESS ? driver.memory.allocate(bytes, address) : result;
    });
}

TIDECAST_DRIVER CUresult cuMemFree_v2(CUdeviceptr address) {
    return initialised([&](Driver& driver) {
        CUresult result = driver.refuseWhileCapturing();
        result = result == CUDA_SUCCESS && driver.broken == CUDA_SUCCESS ? driver.drain(true) : result;
        CUresult freed = driver.memory.free(address);
        return result != CUDA_SUCCESS ? result : driver.broken != CUDA_SUCCESS ? driver.broken : freed;
    });
}

TIDECAST_DRIVER CUresult cuMemHostAlloc(void** address, size_t bytes, unsigned) {
    return inContext([&](Driver& driver) { return driver.memory.allocateHost(bytes, address); });
}

TIDECAST_DRIVER CUresult cuMemAllocHost_v2(void** address, size_t bytes) {
    return cuMemHostAlloc(address, bytes, 0);
}

TIDECAST_DRIVER CUresult cuMemFreeHost(void* address) {
    return initialised([&](Driver& driver) {
        CUresult result = driver.broken == CUDA_SUCCESS ? driver.drain(true) : driver.broken;
        CUresult freed = driver.memory.freeHost(address);
        return result == CUDA_SUCCESS ? freed : result;
    });
}

TIDECAST_DRIVER CUresult cuMemHostGetDevicePointer_v2(CUdeviceptr* found, void* address, unsigned) {
    return inContext([&](Driver& driver) {
        *found = reinterpret_cast<CUdeviceptr>(address);
        return driver.memory.pinned(address, 0) ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
    });
}

TIDECAST_DRIVER CUresult cuMemcpyHtoD_v2(CUdeviceptr target, const void* source, size_t bytes) {
    return copy(target, reinterpret_cast<uintptr_t>(source), bytes, Direction::toDevice);
}

TIDECAST_DRIVER CUresult cuMemcpyDtoH_v2(void* target, CUdeviceptr source, size_t bytes) {
    return copy(reinterpret_cast<uintptr_t>(target), source, bytes, Direction::toHost);
}

TIDECAST_DRIVER CUresult cuMemcpyDtoD_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes) {
    return copy(target, source, bytes, Direction::onDevice);
}

TIDECAST_DRIVER CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr target, const void* source, size_t bytes, Stream* stream) {
    return copyLater(target, reinterpret_cast<uintptr_t>(source), bytes, Direction::toDevice, stream);
}

TIDECAST_DRIVER CUresult cuMemcpyDtoHAsync_v2(void* target, CUdeviceptr source, size_t bytes, Stream* stream) {
    return copyLater(reinterpret_cast<uintptr_t>(target), source, bytes, Direction::toHost, stream);
}

TIDECAST_DRIVER CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr target, CUdeviceptr source, size_t bytes, Stream* stream) {
    return copyLater(target, source, bytes, Direction::onDevice, stream);
}

TIDECAST_DRIVER CUresult cuMemsetD8_v2(CUdeviceptr target, unsigned char value, size_t count) {
    return set(target, value, count);
}

TIDECAST_DRIVER CUresult cuMemsetD32_v2(CUdeviceptr target, unsigned value, size_t count) {
    return set(target, value, count);
}

TIDECAST_DRIVER CUresult cuMemsetD8Async(CUdeviceptr target, unsigned char value, size_t count, Stream* stream) {
    return set(target, value, count, stream);
}

TIDECAST_DRIVER CUresult cuMemsetD32Async(CUdeviceptr target, unsigned value, size_t count, Stream* stream) {
    return set(target, value, count, stream);
}
