#include "fiber.h"

#include <atomic>
#include <cstdint>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__aarch64__)

extern "C" void tidecast_emulation_switch(void** from, void* to) __attribute__((visibility("hidden")));

// What a called function must preserve is kept on the stack that is left, and taken from the one that is entered.
#if defined(__x86_64__)
asm(R"(
    .text
    .hidden tidecast_emulation_switch
    .globl tidecast_emulation_switch
    .type tidecast_emulation_switch, @function
tidecast_emulation_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size tidecast_emulation_switch, .-tidecast_emulation_switch
)");
#else
asm(R"(
    .text
    .hidden tidecast_emulation_switch
    .globl tidecast_emulation_switch
    .type tidecast_emulation_switch, %function
tidecast_emulation_switch:
    sub sp, sp, #160
    stp x19, x20, [sp, #0]
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    mov sp, x1
    ldp x19, x20, [sp, #0]
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    add sp, sp, #160
    ret
    .size tidecast_emulation_switch, .-tidecast_emulation_switch
)");
#endif

#endif

namespace tidecast::emulation {

Fiber::Fiber() {
    size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    void* mapped = mmap(nullptr, stackBytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED) {
        throw std::bad_alloc();
    }
    static std::atomic<size_t> made(0);
    memory = static_cast<char*>(mapped);
    offset = made++ % 61 * 64;
    mprotect(memory, page, PROT_NONE);
}

Fiber::~Fiber() {
    munmap(memory, stackBytes + static_cast<size_t>(sysconf(_SC_PAGESIZE)));
}

#if defined(__x86_64__) || defined(__aarch64__)

void Fiber::prepare(Entry entry) {
    char* top = memory + stackBytes + static_cast<size_t>(sysconf(_SC_PAGESIZE)) - offset;
#if defined(__x86_64__)
    // Six registers, the address to return to, and above it what a caller would have pushed.
    constexpr size_t frame = 8, returnAddress = 6;
#else
    constexpr size_t frame = 20, returnAddress = 11;
#endif
    uintptr_t* stack = reinterpret_cast<uintptr_t*>(top) - frame;
    for (size_t i = 0; i < frame; i++) {
        stack[i] = 0;
    }
    stack[returnAddress] = reinterpret_cast<uintptr_t>(entry);
    inside = stack;
}

void Fiber::enter() {
    tidecast_emulation_switch(&outside, inside);
}

void Fiber::leave() {
    tidecast_emulation_switch(&inside, outside);
}

#else

void Fiber::prepare(Entry entry) {
    getcontext(&inside);
    inside.uc_stack.ss_sp = memory + sysconf(_SC_PAGESIZE);
    inside.uc_stack.ss_size = stackBytes;
    inside.uc_link = nullptr;
    makecontext(&inside, entry, 0);
}

void Fiber::enter() {
    swapcontext(&outside, &inside);
}

void Fiber::leave() {
    swapcontext(&inside, &outside);
}

#endif

}  // namespace tidecast::emulation
