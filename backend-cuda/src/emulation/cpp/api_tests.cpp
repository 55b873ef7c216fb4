#include "driver.h"
#include "settings.h"

using namespace tidecast::emulation;

/**
 * Returns how many there are, by the name of what is counted: allocations, bytes (of the device), pinned, modules,
 * streams, events, graphs, graphExecs, contexts (references to the primary one), launches (since the program began),
 * abandoned (left to the context's end to free). For another name the launches of the kernel that has it.
 */
TIDECAST_DRIVER int64_t tidecastEmulationCount(const char* what) {
    Driver& driver = Driver::instance();
    std::lock_guard<std::recursive_mutex> guard(driver.mutex);
    const std::pair<const char*, int64_t> counts[] = {
        {"allocations", driver.memory.deviceAllocations()},
        {"bytes", driver.memory.used()},
        {"pinned", driver.memory.hostAllocations()},
        {"modules", driver.modules.size()},
        {"streams", driver.streams.size()},
        {"events", driver.events.size()},
        {"graphs", driver.graphs.size()},
        {"graphExecs", driver.graphExecs.size()},
        {"contexts", driver.contextReferences},
        {"launches", driver.launches},
        {"abandoned", driver.abandoned},
    };
    for (const auto& [name, count] : counts) {
        if (std::string(name) == what) {
            return count;
        }
    }
    auto found = driver.launchesByKernel.find(what);
    return found == driver.launchesByKernel.end() ? 0 : found->second;
}

/** Returns what was last told of a kernel that failed; empty where none did. Valid until the next one fails. */
TIDECAST_DRIVER const char* tidecastEmulationMessage() {
    return Driver::instance().message.c_str();
}

/** Replaces a setting, such as "MEMORY" by "1000000", while the program runs; an empty value takes it away. */
TIDECAST_DRIVER void tidecastEmulationSet(const char* name, const char* value) {
    settings::set(name, value);
}
