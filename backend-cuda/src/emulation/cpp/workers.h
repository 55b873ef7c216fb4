#pragma once

#include <functional>

namespace tidecast::emulation {

/** Calls a task on several threads of the operating system at once, the caller's among them, and waits for all. */
void together(int threads, const std::function<void()>& task);

}  // namespace tidecast::emulation
