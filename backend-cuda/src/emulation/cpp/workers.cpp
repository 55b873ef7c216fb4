#include "workers.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace tidecast::emulation {
namespace {

/** Threads that wait for work as long as the program lives. */
class Workers {
public:
    void run(int helpers, const std::function<void()>& work) {
        std::unique_lock<std::mutex> lock(mutex);
        for (; started < helpers; started++) {
            std::thread([this] { serve(); }).detach();
        }
        task = &work;
        wanted = helpers;
        busy = helpers;
        wake.notify_all();
        lock.unlock();
        work();
        lock.lock();
        done.wait(lock, [this] { return busy == 0; });
    }

private:
    [[noreturn]] void serve() {
        std::unique_lock<std::mutex> lock(mutex);
        for (;;) {
            wake.wait(lock, [this] { return wanted > 0; });
            wanted--;
            const std::function<void()>* taken = task;
            lock.unlock();
            (*taken)();
            lock.lock();
            if (--busy == 0) {
                done.notify_one();
            }
        }
    }

    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable done;
    const std::function<void()>* task = nullptr;
    int started = 0;
    int wanted = 0;
    int busy = 0;
};

}  // namespace

void together(int threads, const std::function<void()>& task) {
    if (threads <= 1) {
        task();
        return;
    }
    // Never destroyed: its threads may outlive every other static object.
    static Workers* workers = new Workers();
    workers->run(threads - 1, task);
}

}  // namespace tidecast::emulation
