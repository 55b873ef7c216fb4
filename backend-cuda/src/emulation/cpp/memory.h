#pragma once

#include "types.h"

#include <map>
#include <string>

namespace tidecast::emulation {

/** The device's memory and the host's pinned memory: poisoned when it is given, with guards on both sides. */
class Memory {
public:
    ~Memory();

    /** Returns how many bytes the device has; the setting MEMORY. */
    static size_t total();

    /** Returns how many bytes of the device no process has taken; the setting LEDGER lets several share it. */
    size_t available() const;

    /** Returns how many bytes of the device this process has taken. */
    size_t used() const {
        return taken;
    }

    size_t deviceAllocations() const {
        return device.size();
    }

    size_t hostAllocations() const {
        return host.size();
    }

    CUresult allocate(size_t bytes, CUdeviceptr* address);
    CUresult free(CUdeviceptr address);
    CUresult allocateHost(size_t bytes, void** address);
    CUresult freeHost(const void* address);
    void freeAll();

    /** Returns whether all of a stretch lies in one piece of device memory, or of pinned memory, which a device sees. */
    bool holds(CUdeviceptr address, size_t bytes) const;

    /** Returns whether all of a stretch lies in one piece of pinned memory. */
    bool pinned(const void* address, size_t bytes) const;

    /** Returns which guard was written over since it was made, in words, or nothing. */
    std::string overwritten() const;

private:
    using Pieces = std::map<uintptr_t, size_t>;

    static uintptr_t make(size_t bytes);
    static void release(Pieces::iterator piece, Pieces& pieces);
    static bool holds(const Pieces& pieces, uintptr_t address, size_t bytes);

    Pieces device;
    Pieces host;
    size_t taken = 0;
};

}  // namespace tidecast::emulation
