#include "kernel.h"

#include <map>

namespace tidecast::emulation {
namespace {

std::map<std::string, Kernel>& kernels() {
    static std::map<std::string, Kernel> all;
    return all;
}

}  // namespace

const Kernel* Kernel::find(const std::string& name) {
    auto found = kernels().find(name);
    return found == kernels().end() ? nullptr : &found->second;
}

bool Kernel::add(const char* name, Kernel kernel) {
    return kernels().emplace(name, std::move(kernel)).second;
}

}  // namespace tidecast::emulation
