#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tidecast::emulation {

/** An argument of a kernel: how many bytes it has, and whether it is an address. */
struct Parameter {
    size_t bytes;
    bool address;
};

/** A kernel that was compiled into this library. */
struct Kernel {
    void (*call)(void* const* arguments);
    std::vector<Parameter> parameters;

    /** Returns a kernel by its name, or null. */
    static const Kernel* find(const std::string& name);

    /** Called while the library is loaded. */
    static bool add(const char* name, Kernel kernel);
};

template <auto function>
struct Caller;

/** Reads a kernel's arguments from where a launch points, by the kernel's own types. */
template <typename... Arguments, void (*function)(Arguments...)>
struct Caller<function> {
    static_assert((std::is_trivially_copyable_v<Arguments> && ...), "arguments are copied as bytes");

    static void call(void* const* arguments) {
        call(arguments, std::index_sequence_for<Arguments...>());
    }

    static Kernel kernel() {
        return {call, {Parameter{sizeof(Arguments), std::is_pointer_v<Arguments>}...}};
    }

private:
    template <size_t... index>
    static void call([[maybe_unused]] void* const* arguments, std::index_sequence<index...>) {
        function(*static_cast<std::remove_reference_t<Arguments>*>(arguments[index])...);
    }
};

}  // namespace tidecast::emulation

#define TIDECAST_KERNEL(name) \
    static const bool name##_added = \
        tidecast::emulation::Kernel::add(#name, tidecast::emulation::Caller<&name>::kernel());
