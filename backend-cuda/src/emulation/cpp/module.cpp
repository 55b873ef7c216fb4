#include "module.h"

#include "device_model.h"
#include "settings.h"

#include <cstdlib>
#include <cstring>
#include <vector>

namespace tidecast::emulation {
namespace {

/** The newest text that a driver takes: 12.0 takes 8.0, and each minor release one more; the setting NEWEST_PTX. */
int newestText() {
    int driver = model::driverVersion();
    int usual = driver >= 12000 ? 80 + driver % 1000 / 10 : 70 + driver % 1000 / 10;
    return static_cast<int>(settings::number("NEWEST_PTX", usual));
}

/** Returns the words that stand behind each place of a directive. */
std::vector<std::string> following(const char* text, const char* directive) {
    std::vector<std::string> words;
    size_t length = std::strlen(directive);
    for (const char* at = text; (at = std::strstr(at, directive)) != nullptr;) {
        at += length;
        const char* start = at + std::strspn(at, " \t");
        if (start > at) {
            words.emplace_back(start, std::strcspn(start, " \t\r\n(,"));
        }
    }
    return words;
}

/** Returns a version such as 7.0 as 70. */
int tenfold(const std::string& version) {
    char* end;
    long major = std::strtol(version.c_str(), &end, 10);
    return static_cast<int>(10 * major + (*end == '.' ? std::strtol(end + 1, nullptr, 10) : 0));
}

}  // namespace

CUresult Module::load(const char* text, std::unique_ptr<Module>* module, std::string* message) {
    if (text == nullptr || text[0] == '\0' || std::strchr("/. \t\r\n", text[0]) == nullptr) {
        *message = "not a text of PTX";
        return CUDA_ERROR_INVALID_PTX;
    }
    std::vector<std::string> versions = following(text, ".version"), targets = following(text, ".target");
    const std::string architecture = "sm_";
    if (versions.empty() || targets.empty() || targets[0].compare(0, architecture.size(), architecture) != 0) {
        *message = "the text of PTX has no .version or no .target";
        return CUDA_ERROR_INVALID_PTX;
    }
    if (tenfold(versions[0]) > newestText()) {
        *message = "PTX " + versions[0] + " is newer than the driver";
        return CUDA_ERROR_UNSUPPORTED_PTX_VERSION;
    }
    if (std::atoi(targets[0].c_str() + architecture.size()) > model::capability()) {
        *message = "PTX for " + targets[0] + ", the device has sm_" + std::to_string(model::capability());
        return CUDA_ERROR_NO_BINARY_FOR_GPU;
    }
    std::vector<std::string> entries = following(text, ".entry");
    *module = std::make_unique<Module>();
    (*module)->entries.insert(entries.begin(), entries.end());
    return CUDA_SUCCESS;
}

Function* Module::function(const std::string& name) {
    const Kernel* kernel = entries.count(name) == 0 ? nullptr : Kernel::find(name);
    if (kernel == nullptr) {
        return nullptr;
    }
    return &functions.try_emplace(name, Function{name, kernel, model::sharedBytes}).first->second;
}

bool Module::owns(const Function* handle) const {
    for (const auto& [name, function] : functions) {
        if (&function == handle) {
            return true;
        }
    }
    return false;
}

}  // namespace tidecast::emulation
