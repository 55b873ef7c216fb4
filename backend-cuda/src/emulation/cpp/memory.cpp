#include "memory.h"

#include "ledger.h"
#include "poison.h"
#include "settings.h"

#include <algorithm>
#include <cstdlib>

namespace tidecast::emulation {
namespace {

/** As much as every piece is aligned to, and as its guard before it has. */
constexpr size_t guardBytes = 512;
constexpr int64_t defaultTotal = int64_t{8} << 30;

size_t roundedUp(size_t bytes) {
    return (bytes + guardBytes - 1) / guardBytes * guardBytes;
}

/** The guard behind starts where the piece ends, to the word. */
char* behind(uintptr_t address, size_t bytes) {
    return reinterpret_cast<char*>(address + (bytes + 3) / 4 * 4);
}

}  // namespace

Memory::~Memory() {
    freeAll();
}

size_t Memory::total() {
    return static_cast<size_t>(settings::number("MEMORY", defaultTotal));
}

uintptr_t Memory::make(size_t bytes) {
    size_t all = guardBytes + roundedUp(bytes) + guardBytes;
    char* memory = static_cast<char*>(std::aligned_alloc(guardBytes, all));
    if (memory == nullptr) {
        return 0;
    }
    poison::fill(memory, all);
    return reinterpret_cast<uintptr_t>(memory + guardBytes);
}

CUresult Memory::allocate(size_t bytes, CUdeviceptr* address) {
    if (bytes == 0) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    Ledger ledger;
    if (bytes > total() || roundedUp(bytes) > total() - std::min(total(), taken + ledger.others())) {
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    *address = make(bytes);
    if (*address == 0) {
        return CUDA_ERROR_OUT_OF_MEMORY;
    }
    device[*address] = bytes;
    taken += roundedUp(bytes);
    ledger.note(taken);
    return CUDA_SUCCESS;
}

CUresult Memory::allocateHost(size_t bytes, void** address) {
    uintptr_t made = bytes == 0 ? 0 : make(bytes);
    if (made == 0) {
        return bytes == 0 ? CUDA_ERROR_INVALID_VALUE : CUDA_ERROR_OUT_OF_MEMORY;
    }
    host[made] = bytes;
    *address = reinterpret_cast<void*>(made);
    return CUDA_SUCCESS;
}

void Memory::release(Pieces::iterator piece, Pieces& pieces) {
    std::free(reinterpret_cast<void*>(piece->first - guardBytes));
    pieces.erase(piece);
}

CUresult Memory::free(CUdeviceptr address) {
    if (address == 0) {
        return CUDA_SUCCESS;
    }
    auto found = device.find(address);
    if (found == device.end()) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    taken -= roundedUp(found->second);
    Ledger().note(taken);
    release(found, device);
    return CUDA_SUCCESS;
}

CUresult Memory::freeHost(const void* address) {
    auto found = host.find(reinterpret_cast<uintptr_t>(address));
    if (found == host.end()) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    release(found, host);
    return CUDA_SUCCESS;
}

void Memory::freeAll() {
    while (!device.empty()) {
        release(device.begin(), device);
    }
    while (!host.empty()) {
        release(host.begin(), host);
    }
    taken = 0;
    Ledger().note(taken);
}

size_t Memory::available() const {
    return total() - std::min(total(), taken + Ledger().others());
}

bool Memory::holds(const Pieces& pieces, uintptr_t address, size_t bytes) {
    auto after = pieces.upper_bound(address);
    if (after == pieces.begin()) {
        return false;
    }
    auto piece = std::prev(after);
    size_t offset = address - piece->first;
    return offset <= piece->second && bytes <= piece->second - offset;
}

bool Memory::holds(CUdeviceptr address, size_t bytes) const {
    return holds(device, address, bytes) || holds(host, address, bytes);
}

bool Memory::pinned(const void* address, size_t bytes) const {
    return holds(host, reinterpret_cast<uintptr_t>(address), bytes);
}

std::string Memory::overwritten() const {
    for (const Pieces* pieces : {&device, &host}) {
        for (const auto& [address, bytes] : *pieces) {
            bool before = !poison::intact(reinterpret_cast<char*>(address) - guardBytes, guardBytes);
            if (before || !poison::intact(behind(address, bytes), guardBytes)) {
                return std::string("memory was written ") + (before ? "before" : "behind") + " a piece of "
                       + std::to_string(bytes) + " bytes";
            }
        }
    }
    return "";
}

}  // namespace tidecast::emulation
