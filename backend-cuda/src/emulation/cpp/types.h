#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

/** The driver's own names for what it answers. */
enum CUresult : int {
#define ERROR(name, number, text) name = number,
#include "errors.def"
#undef ERROR
};

using CUdevice = int;
using CUdeviceptr = uintptr_t;

namespace tidecast::emulation {

/** Orders owned objects by where they lie, so that a handle finds its owner. */
struct ByAddress {
    using is_transparent = void;

    template <typename T>
    static const void* address(const std::unique_ptr<T>& owner) {
        return owner.get();
    }

    static const void* address(const void* handle) {
        return handle;
    }

    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
        return address(a) < address(b);
    }
};

}  // namespace tidecast::emulation
