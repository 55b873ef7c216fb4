#include "device_model.h"
#include "driver.h"
#include "grid.h"
#include "settings.h"

#include <cstring>
#include <fstream>
#include <iterator>

using namespace tidecast::emulation;

namespace {

constexpr int errorLogBuffer = 5;
constexpr int errorLogBytes = 6;
constexpr int mostSharedBytesOfLaunch = 8;

/** A launch with its arguments, copied when it was asked for. */
struct Launch {
    std::string name;
    Grid grid;
    std::vector<Parameter> parameters;
    std::vector<std::vector<char>> values;

    /** Returns which argument is an address of no memory that is there, from 1, or 0. */
    size_t wildArgument(const Memory& memory) const {
        for (size_t i = 0; i < values.size(); i++) {
            CUdeviceptr address = 0;
            if (parameters[i].address) {
                std::memcpy(&address, values[i].data(), sizeof(address));
            }
            if (address != 0 && !memory.holds(address, 0)) {
                return i + 1;
            }
        }
        return 0;
    }

    CUresult run() const {
        Driver& driver = Driver::instance();
        // A kernel's name or *; what it names fails once so many launches have gone well.
        std::string failing = settings::text("FAIL_LAUNCH");
        bool due = driver.launches >= settings::number("FAIL_AFTER", 0);
        if (due && (failing == "*" || failing == name)) {
            return driver.breakContext(CUDA_ERROR_ILLEGAL_ADDRESS, name + ": made to fail");
        }
        if (size_t wild = wildArgument(driver.memory)) {
            return driver.breakContext(CUDA_ERROR_ILLEGAL_ADDRESS,
                                       name + ": argument " + std::to_string(wild) + " is no address of live memory");
        }
        std::vector<void*> arguments;
        for (const std::vector<char>& value : values) {
            arguments.push_back(const_cast<char*>(value.data()));
        }
        Grid bound = grid;
        bound.arguments = arguments.data();
        driver.launches++;
        driver.launchesByKernel[name]++;
        std::string failure = runGrid(bound);
        if (!failure.empty()) {
            return driver.breakContext(CUDA_ERROR_LAUNCH_FAILED, name + ": " + failure);
        }
        std::string overwritten = driver.memory.overwritten();
        if (!overwritten.empty()) {
            return driver.breakContext(CUDA_ERROR_ILLEGAL_ADDRESS, name + ": " + overwritten);
        }
        return CUDA_SUCCESS;
    }
};

bool known(const Driver& driver, const Function* function) {
    for (const auto& module : driver.modules) {
        if (module->owns(function)) {
            return true;
        }
    }
    return false;
}

CUresult check(const Function& function, const Grid& grid) {
    uint64_t threads = static_cast<uint64_t>(grid.threads.x) * grid.threads.y * grid.threads.z;
    bool fits = threads > 0 && threads <= model::threadsPerBlock && grid.threads.z <= 64 && grid.count() > 0
                && grid.blocks.x <= 0x7fffffffu && grid.blocks.y <= 0xffffu && grid.blocks.z <= 0xffffu;
    return fits && grid.sharedBytes <= function.sharedBytes ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
}

CUresult load(void** handle, const char* text, std::string* message) {
    return inContext([&](Driver& driver) {
        std::unique_ptr<Module> module;
        CUresult result = Module::load(text, &module, message);
        if (result == CUDA_SUCCESS) {
            *handle = module.get();
            driver.modules.insert(std::move(module));
        }
        return result;
    });
}

template <typename Body>
CUresult withFunction(Function* function, Body body) {
    return inContext([&](Driver& driver) { return known(driver, function) ? body(driver) : CUDA_ERROR_INVALID_HANDLE; });
}

}  // namespace

TIDECAST_DRIVER CUresult cuModuleLoadData(void** module, const void* text) {
    std::string message;
    return load(module, static_cast<const char*>(text), &message);
}

TIDECAST_DRIVER CUresult cuModuleLoadDataEx(void** module, const void* text, unsigned count, int* options, void** values) {
    std::string message;
    CUresult result = load(module, static_cast<const char*>(text), &message);
    char* log = nullptr;
    size_t logBytes = 0;
    for (unsigned i = 0; i < count; i++) {
        if (options[i] == errorLogBuffer) {
            log = static_cast<char*>(values[i]);
        } else if (options[i] == errorLogBytes) {
            logBytes = reinterpret_cast<uintptr_t>(values[i]) & 0xffffffffu;
        }
    }
    if (log != nullptr && logBytes > 0) {
        size_t copied = std::min(logBytes - 1, message.size());
        std::memcpy(log, message.data(), copied);
        log[copied] = '\0';
    }
    return result;
}

TIDECAST_DRIVER CUresult cuModuleUnload(Module* module) {
    return destroy(&Driver::modules, module);
}

TIDECAST_DRIVER CUresult cuModuleGetFunction(Function** function, Module* module, const char* name) {
    return inContext([&](Driver& driver) {
        if (driver.modules.count(module) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        *function = module->function(name);
        return *function == nullptr ? CUDA_ERROR_NOT_FOUND : CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuFuncGetAttribute(int* value, int attribute, Function* function) {
    return withFunction(function, [&](Driver&) {
        switch (attribute) {
            case 0: *value = model::threadsPerBlock; return CUDA_SUCCESS;
            case mostSharedBytesOfLaunch: *value = static_cast<int>(function->sharedBytes); return CUDA_SUCCESS;
            default: *value = 0; return attribute > 0 && attribute < 16 ? CUDA_SUCCESS : CUDA_ERROR_INVALID_VALUE;
        }
    });
}

TIDECAST_DRIVER CUresult cuFuncSetAttribute(Function* function, int attribute, int value) {
    return withFunction(function, [&](Driver&) {
        bool shared = attribute == mostSharedBytesOfLaunch;
        if (value < 0 || (shared && static_cast<size_t>(value) > model::mostSharedBytes())) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        function->sharedBytes = shared ? static_cast<size_t>(value) : function->sharedBytes;
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuFuncSetCacheConfig(Function* function, int) {
    return withFunction(function, [](Driver&) { return CUDA_SUCCESS; });
}

TIDECAST_DRIVER CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, Function* function, int threads,
                                                                     size_t shared) {
    return withFunction(function, [&](Driver&) {
        if (threads <= 0 || threads > model::threadsPerBlock) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        size_t byMemory = (model::mostSharedBytes() + 1024) / (shared + 1024);
        *blocks = static_cast<int>(std::min<size_t>(byMemory, model::threadsPerMultiprocessor / threads));
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuLaunchKernel(Function* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                                        unsigned blockY, unsigned blockZ, unsigned shared, Stream* stream,
                                        void** arguments, void** extra) {
    return withFunction(function, [&](Driver& driver) {
        if (stream != nullptr && driver.streams.count(stream) == 0) {
            return CUDA_ERROR_INVALID_HANDLE;
        }
        const Kernel& kernel = *function->kernel;
        Launch launch{function->name, {kernel.call, nullptr, {gridX, gridY, gridZ}, {blockX, blockY, blockZ}, shared},
                      kernel.parameters, {}};
        CUresult result = check(*function, launch.grid);
        if (result != CUDA_SUCCESS || extra != nullptr || (arguments == nullptr && !kernel.parameters.empty())) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        for (size_t i = 0; i < kernel.parameters.size(); i++) {
            const char* from = static_cast<const char*>(arguments[i]);
            launch.values.emplace_back(from, from + kernel.parameters[i].bytes);
        }
        if (stream != nullptr) {
            return stream->enqueue([launch] { return launch.run(); });
        }
        result = driver.drain(false);
        return result == CUDA_SUCCESS ? launch.run() : result;
    });
}
