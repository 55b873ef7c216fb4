#include "device_model.h"
#include "driver.h"
#include "settings.h"

#include <cstdio>

using namespace tidecast::emulation;

namespace {

/** What stands for the one context that there is. */
void* const primaryContext = &Driver::instance();

CUresult device(CUdevice number) {
    return number >= 0 && number < model::devices() ? CUDA_SUCCESS : CUDA_ERROR_INVALID_DEVICE;
}

template <typename T>
CUresult answer(CUdevice number, T* place, T value) {
    return initialised([&](Driver&) {
        if (place == nullptr) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        CUresult known = device(number);
        if (known == CUDA_SUCCESS) {
            *place = value;
        }
        return known;
    });
}

CUresult describe(CUresult error, const char** text, bool named) {
    switch (error) {
#define ERROR(name, number, meaning)       \
    case name:                             \
        *text = named ? #name : (meaning); \
        return CUDA_SUCCESS;
#include "errors.def"
#undef ERROR
    }
    *text = nullptr;
    return CUDA_ERROR_INVALID_VALUE;
}

}  // namespace

TIDECAST_DRIVER CUresult cuInit(unsigned flags) {
    Driver& driver = Driver::instance();
    std::lock_guard<std::recursive_mutex> guard(driver.mutex);
    if (flags != 0) {
        return CUDA_ERROR_INVALID_VALUE;
    }
    if (model::devices() == 0) {
        return CUDA_ERROR_NO_DEVICE;
    }
    driver.initialised = true;
    return CUDA_SUCCESS;
}

TIDECAST_DRIVER CUresult cuDriverGetVersion(int* version) {
    *version = model::driverVersion();
    return CUDA_SUCCESS;
}

TIDECAST_DRIVER CUresult cuGetErrorName(CUresult error, const char** name) {
    return describe(error, name, true);
}

TIDECAST_DRIVER CUresult cuGetErrorString(CUresult error, const char** text) {
    return describe(error, text, false);
}

TIDECAST_DRIVER CUresult cuDeviceGetCount(int* count) {
    return initialised([&](Driver&) {
        *count = model::devices();
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuDeviceGet(CUdevice* found, int number) {
    return answer(number, found, number);
}

TIDECAST_DRIVER CUresult cuDeviceGetName(char* name, int length, CUdevice number) {
    return initialised([&](Driver&) {
        if (name == nullptr || length <= 0) {
            return CUDA_ERROR_INVALID_VALUE;
        }
        CUresult known = device(number);
        if (known == CUDA_SUCCESS) {
            std::snprintf(name, static_cast<size_t>(length), "%s", model::name);
        }
        return known;
    });
}

TIDECAST_DRIVER CUresult cuDeviceGetAttribute(int* value, int attribute, CUdevice number) {
    int found = model::attribute(attribute);
    return found < 0 ? CUDA_ERROR_INVALID_VALUE : answer(number, value, found);
}

TIDECAST_DRIVER CUresult cuDeviceComputeCapability(int* major, int* minor, CUdevice number) {
    CUresult result = answer(number, major, model::capability() / 10);
    return result == CUDA_SUCCESS ? answer(number, minor, model::capability() % 10) : result;
}

TIDECAST_DRIVER CUresult cuDeviceTotalMem_v2(size_t* bytes, CUdevice number) {
    return answer(number, bytes, Memory::total());
}

TIDECAST_DRIVER CUresult cuDevicePrimaryCtxRetain(void** context, CUdevice number) {
    return initialised([&](Driver& driver) {
        CUresult known = device(number);
        if (known == CUDA_SUCCESS && settings::number("BUSY", 0) != 0) {
            return CUDA_ERROR_DEVICE_UNAVAILABLE;
        }
        if (known == CUDA_SUCCESS) {
            driver.contextReferences++;
            *context = primaryContext;
        }
        return known;
    });
}

TIDECAST_DRIVER CUresult cuDevicePrimaryCtxRelease_v2(CUdevice number) {
    return initialised([&](Driver& driver) {
        CUresult known = device(number);
        if (known != CUDA_SUCCESS) {
            return known;
        }
        if (driver.contextReferences == 0) {
            return CUDA_ERROR_INVALID_CONTEXT;
        }
        if (--driver.contextReferences == 0) {
            driver.leaveContext();
        }
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuDevicePrimaryCtxReset_v2(CUdevice number) {
    return initialised([&](Driver& driver) {
        CUresult known = device(number);
        if (known == CUDA_SUCCESS) {
            driver.leaveContext();
        }
        return known;
    });
}

TIDECAST_DRIVER CUresult cuDevicePrimaryCtxGetState(CUdevice number, unsigned* flags, int* active) {
    return initialised([&](Driver& driver) {
        *flags = 0;
        *active = driver.contextReferences > 0;
        return device(number);
    });
}

TIDECAST_DRIVER CUresult cuCtxSetCurrent(void* context) {
    return initialised([&](Driver& driver) {
        if (context != nullptr && (context != primaryContext || driver.contextReferences == 0)) {
            return CUDA_ERROR_INVALID_CONTEXT;
        }
        Driver::current() = context != nullptr;
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuCtxGetCurrent(void** context) {
    return initialised([&](Driver&) {
        *context = Driver::current() ? primaryContext : nullptr;
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuCtxGetDevice(CUdevice* number) {
    return inContext([&](Driver&) {
        *number = 0;
        return CUDA_SUCCESS;
    });
}

TIDECAST_DRIVER CUresult cuCtxSynchronize() {
    return inContext([](Driver& driver) {
        CUresult allowed = driver.refuseWhileCapturing();
        return allowed == CUDA_SUCCESS ? driver.drain(true) : allowed;
    });
}
