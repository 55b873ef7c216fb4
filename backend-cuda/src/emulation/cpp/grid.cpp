#include "grid.h"

#include "settings.h"
#include "workers.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace tidecast::emulation {
namespace {

/** Fewer threads of a grid than this are done sooner than another thread is woken. */
constexpr uint64_t worthWaking = 4096;

int threadsFor(const Grid& grid) {
    uint64_t work = grid.count() * grid.threadCount();
    if (work < worthWaking || grid.count() == 1) {
        return 1;
    }
    int64_t processors = std::max(1u, std::thread::hardware_concurrency());
    return static_cast<int>(std::min(grid.count(), static_cast<uint64_t>(settings::number("THREADS", processors))));
}

}  // namespace

std::string runGrid(const Grid& grid) {
    Order order = Order::chosen();
    uint64_t count = grid.count();
    std::atomic<uint64_t> next(0);
    std::mutex mutex;
    std::string failure;
    together(threadsFor(grid), [&] {
        for (uint64_t place; (place = next++) < count;) {
            std::string found = Crew::mine().run(grid, order.block(place, count), order);
            if (!found.empty()) {
                std::lock_guard<std::mutex> guard(mutex);
                failure = found;
                next = count;
            }
        }
    });
    return failure;
}

}  // namespace tidecast::emulation
