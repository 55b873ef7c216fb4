#pragma once

#include "fiber.h"
#include "order.h"
#include "position.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tidecast::emulation {

/** What a kernel computes with its arguments, and how many threads do. */
struct Grid {
    void (*call)(void* const* arguments);
    void* const* arguments;
    dim3 blocks;
    dim3 threads;
    size_t sharedBytes;

    uint64_t count() const {
        return static_cast<uint64_t>(blocks.x) * blocks.y * blocks.z;
    }

    unsigned threadCount() const {
        return threads.x * threads.y * threads.z;
    }
};

/** The threads of one block, each a fiber, taking turns on one thread of the operating system. */
class Crew {
public:
    static constexpr int warpSize = 32;
    static constexpr size_t exchangedBytes = 64;

    Crew();
    ~Crew();
    Crew(const Crew&) = delete;
    Crew& operator=(const Crew&) = delete;

    /** Returns the crew of the calling thread of the operating system. */
    static Crew& mine();

    /** Runs one block to its end. Returns what went wrong, or nothing. */
    std::string run(const Grid& grid, uint64_t block, const Order& order);

    /** Called by a running thread of the block: waits for all others. */
    void waitForBlock(const char* file, int line);

    /** Called by a running thread of the block: waits for all others of its warp that have not ended. */
    void waitForWarp(const char* file, int line);

    /**
     * Called by a running thread of the block: gives a value to the others of its warp and waits for theirs. Returns
     * where the values of all lanes lie, exchangedBytes apart, until the warp's next exchange but one. The value of a
     * lane that does not exist or has ended is poison.
     */
    const char* exchange(const void* value, size_t bytes, unsigned mask, const char* file, int line);

    /** Returns the running thread's place in its warp. */
    int lane() const {
        return running % warpSize;
    }

private:
    enum class State { fresh, ready, atBlock, atWarp, ended };

    struct Thread {
        State state;
        Fiber* fiber;
        const char* file;
        int line;
        unsigned exchanges;
    };

    static void main();
    [[noreturn]] void work();
    void begin(const Grid& grid, uint64_t block);
    void resume(int thread);
    void pause(State state, const char* file, int line);
    void fail(const std::string& message);
    void passBlockBarrier();
    void passWarpBarrier(int warp);
    bool guardIntact() const;
    std::string stuck() const;
    std::string where(int thread) const;
    char* lanes(int warp, unsigned exchange);

    std::vector<std::unique_ptr<Fiber>> fibers;
    std::vector<Fiber*> idle;
    std::vector<Thread> threads;
    std::vector<int> turns;
    std::vector<int> waitingInWarp;
    std::vector<int> livingInWarp;
    std::unique_ptr<char, void (*)(void*)> shared;
    size_t sharedCapacity = 0;
    size_t sharedBytes = 0;
    std::vector<char> exchanged;
    const Grid* grid = nullptr;
    int running = -1;
    int living = 0;
    int waitingForBlock = 0;
    std::string failure;
};

}  // namespace tidecast::emulation
