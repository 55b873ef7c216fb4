#include "block.h"

#include "poison.h"

#include <cstdlib>
#include <cstring>
#include <new>

__thread TidecastPosition tidecastPosition;

namespace tidecast::emulation {
namespace {

constexpr size_t guardBytes = 4096;
constexpr size_t sharedAlignment = 1024;

size_t roundedUp(size_t bytes, size_t multiple) {
    return (bytes + multiple - 1) / multiple * multiple;
}

uint3 spread(uint64_t index, const dim3& extent) {
    return {static_cast<unsigned>(index % extent.x), static_cast<unsigned>(index / extent.x % extent.y),
            static_cast<unsigned>(index / extent.x / extent.y)};
}

std::string described(const uint3& place) {
    return "(" + std::to_string(place.x) + "," + std::to_string(place.y) + "," + std::to_string(place.z) + ")";
}

}  // namespace

Crew::Crew() : shared(nullptr, std::free) {}

Crew::~Crew() = default;

Crew& Crew::mine() {
    static thread_local Crew crew;
    return crew;
}

void Crew::main() {
    mine().work();
}

void Crew::work() {
    for (;;) {
        int thread = running;
        grid->call(grid->arguments);
        Thread& ended = threads[thread];
        ended.state = State::ended;
        living--;
        int warp = thread / warpSize;
        livingInWarp[warp]--;
        passWarpBarrier(warp);
        idle.push_back(ended.fiber);
        ended.fiber->leave();
    }
}

void Crew::begin(const Grid& grid, uint64_t block) {
    this->grid = &grid;
    int count = static_cast<int>(grid.threadCount());
    int warps = (count + warpSize - 1) / warpSize;
    threads.assign(count, Thread{State::fresh, nullptr, nullptr, 0, 0});
    turns.resize(count);
    waitingInWarp.assign(warps, 0);
    livingInWarp.assign(warps, warpSize);
    if (count % warpSize != 0) {
        livingInWarp.back() = count % warpSize;
    }
    exchanged.resize(static_cast<size_t>(warps) * 2 * warpSize * exchangedBytes);
    living = count;
    waitingForBlock = 0;
    failure.clear();
    sharedBytes = roundedUp(grid.sharedBytes, sizeof(uint32_t));
    if (sharedBytes + guardBytes > sharedCapacity) {
        sharedCapacity = roundedUp(sharedBytes + guardBytes, sharedAlignment);
        shared.reset(static_cast<char*>(std::aligned_alloc(sharedAlignment, sharedCapacity)));
        if (shared == nullptr) {
            throw std::bad_alloc();
        }
    }
    poison::fill(shared.get(), sharedBytes + guardBytes);
    tidecastPosition.block = spread(block, grid.blocks);
    tidecastPosition.blocks = {grid.blocks.x, grid.blocks.y, grid.blocks.z};
    tidecastPosition.threads = {grid.threads.x, grid.threads.y, grid.threads.z};
    tidecastPosition.shared = shared.get();
}

std::string Crew::run(const Grid& grid, uint64_t block, const Order& order) {
    begin(grid, block);
    uint64_t turn = 0;
    order.arrange(turns, block, turn);
    while (living > 0 && failure.empty()) {
        bool moved = false;
        for (int thread : turns) {
            State state = threads[thread].state;
            if (state == State::fresh || state == State::ready) {
                moved = true;
                resume(thread);
                if (!failure.empty()) {
                    break;
                }
            }
        }
        if (!moved) {
            fail(stuck());
        }
        if (order.changes()) {
            order.arrange(turns, block, ++turn);
        }
    }
    if (failure.empty() && !guardIntact()) {
        fail("wrote behind its " + std::to_string(sharedBytes) + " bytes of shared memory");
    }
    if (living > 0) {
        // The fibers of threads that will not end have frames on them that nobody needs.
        fibers.clear();
        idle.clear();
    }
    return failure;
}

void Crew::resume(int thread) {
    Thread& taken = threads[thread];
    if (taken.state == State::fresh) {
        if (idle.empty()) {
            fibers.push_back(std::make_unique<Fiber>());
            fibers.back()->prepare(main);
            idle.push_back(fibers.back().get());
        }
        taken.fiber = idle.back();
        idle.pop_back();
    }
    taken.state = State::ready;
    running = thread;
    tidecastPosition.thread = spread(thread, grid->threads);
    taken.fiber->enter();
}

void Crew::pause(State state, const char* file, int line) {
    Thread& paused = threads[running];
    paused.state = state;
    paused.file = file;
    paused.line = line;
    if (state == State::atBlock) {
        if (++waitingForBlock == living) {
            passBlockBarrier();
        }
    } else {
        int warp = running / warpSize;
        waitingInWarp[warp]++;
        passWarpBarrier(warp);
    }
    paused.fiber->leave();
}

void Crew::passBlockBarrier() {
    const Thread& last = threads[running];
    for (int i = 0; i < static_cast<int>(threads.size()); i++) {
        if (threads[i].state == State::ended) {
            fail("__syncthreads at " + where(running) + " is not reached by thread " + described(spread(i, grid->threads))
                 + ", which has ended");
            return;
        }
        if (threads[i].line != last.line || std::strcmp(threads[i].file, last.file) != 0) {
            fail("threads wait at different __syncthreads: " + where(running) + " and " + where(i));
            return;
        }
    }
    for (Thread& thread : threads) {
        thread.state = State::ready;
    }
    waitingForBlock = 0;
}

void Crew::passWarpBarrier(int warp) {
    if (waitingInWarp[warp] == 0 || waitingInWarp[warp] < livingInWarp[warp]) {
        return;
    }
    int end = std::min((warp + 1) * warpSize, static_cast<int>(threads.size()));
    const Thread* first = nullptr;
    for (int i = warp * warpSize; i < end; i++) {
        Thread& thread = threads[i];
        if (thread.state != State::atWarp) {
            continue;
        }
        first = first == nullptr ? &thread : first;
        if (thread.line != first->line || std::strcmp(thread.file, first->file) != 0) {
            fail("lanes of a warp wait at different places: " + where(i) + " and "
                 + where(static_cast<int>(first - threads.data())));
        }
        thread.state = State::ready;
    }
    waitingInWarp[warp] = 0;
}

void Crew::waitForBlock(const char* file, int line) {
    pause(State::atBlock, file, line);
}

void Crew::waitForWarp(const char* file, int line) {
    pause(State::atWarp, file, line);
}

char* Crew::lanes(int warp, unsigned exchange) {
    return exchanged.data() + (static_cast<size_t>(warp) * 2 + exchange % 2) * warpSize * exchangedBytes;
}

const char* Crew::exchange(const void* value, size_t bytes, unsigned mask, const char* file, int line) {
    int thread = running;
    int warp = thread / warpSize;
    unsigned exchange = threads[thread].exchanges++;
    char* values = lanes(warp, exchange);
    if (waitingInWarp[warp] == 0) {
        poison::fill(values, warpSize * exchangedBytes);
    }
    if (mask != 0xffffffffu) {
        fail("only full masks of lanes are emulated");
    }
    std::memcpy(values + thread % warpSize * exchangedBytes, value, bytes);
    pause(State::atWarp, file, line);
    return values;
}

void Crew::fail(const std::string& message) {
    if (failure.empty()) {
        failure = message + ", in block " + described(tidecastPosition.block);
    }
}

bool Crew::guardIntact() const {
    return poison::intact(shared.get() + sharedBytes, guardBytes);
}

std::string Crew::stuck() const {
    std::string message = "the threads wait for each other:";
    const Thread* told = nullptr;
    for (int i = 0; i < static_cast<int>(threads.size()); i++) {
        const Thread& thread = threads[i];
        if (thread.state == State::ended || (told != nullptr && told->line == thread.line)) {
            continue;
        }
        message += " " + where(i);
        if (told != nullptr) {
            break;
        }
        told = &thread;
    }
    int ended = static_cast<int>(threads.size()) - living;
    return ended == 0 ? message : message + "; " + std::to_string(ended) + " have ended";
}

std::string Crew::where(int thread) const {
    const Thread& paused = threads[thread];
    const char* slash = std::strrchr(paused.file, '/');
    return std::string(slash == nullptr ? paused.file : slash + 1) + ":" + std::to_string(paused.line) + " (thread "
           + described(spread(thread, grid->threads)) + ")";
}

}  // namespace tidecast::emulation
