#include "settings.h"

#include <cstdlib>
#include <map>
#include <mutex>

namespace tidecast::emulation::settings {
namespace {

std::mutex mutex;

std::map<std::string, std::string>& replaced() {
    static std::map<std::string, std::string> values;
    return values;
}

}  // namespace

std::string text(const char* name) {
    std::lock_guard<std::mutex> guard(mutex);
    auto found = replaced().find(name);
    if (found != replaced().end()) {
        return found->second;
    }
    const char* value = std::getenv((std::string("TIDECAST_EMULATION_") + name).c_str());
    return value == nullptr ? "" : value;
}

int64_t number(const char* name, int64_t otherwise) {
    std::string value = text(name);
    return value.empty() ? otherwise : std::strtoll(value.c_str(), nullptr, 10);
}

void set(const std::string& name, const std::string& value) {
    std::lock_guard<std::mutex> guard(mutex);
    replaced()[name] = value;
}

}  // namespace tidecast::emulation::settings
