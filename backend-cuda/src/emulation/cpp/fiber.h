#pragma once

#include <cstddef>

#if !defined(__x86_64__) && !defined(__aarch64__)
#include <ucontext.h>
#endif

namespace tidecast::emulation {

/** A stack on which a function runs until it steps aside, and later goes on. */
class Fiber {
public:
    using Entry = void (*)();

    Fiber();
    ~Fiber();
    Fiber(const Fiber&) = delete;
    Fiber& operator=(const Fiber&) = delete;

    /** Makes the next enter() call a function that must not return. What ran here before is forgotten. */
    void prepare(Entry entry);

    /** Runs the fiber on the calling thread until it leaves. */
    void enter();

    /** Called on the fiber: goes back to where it was entered. */
    void leave();

private:
    static constexpr size_t stackBytes = 128 * 1024;

    char* memory;
    /** How far below the top the stack begins: stacks that begin alike would all want the same lines of the cache. */
    size_t offset;
#if defined(__x86_64__) || defined(__aarch64__)
    void* outside = nullptr;
    void* inside = nullptr;
#else
    ucontext_t outside;
    ucontext_t inside;
#endif
};

}  // namespace tidecast::emulation
