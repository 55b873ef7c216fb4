#include "device_model.h"

#include "settings.h"

namespace tidecast::emulation::model {

int devices() {
    return static_cast<int>(settings::number("DEVICES", 1));
}

int driverVersion() {
    return static_cast<int>(settings::number("DRIVER", 12060));
}

int capability() {
    return static_cast<int>(settings::number("CAPABILITY", 90));
}

size_t mostSharedBytes() {
    int found = capability();
    int kilobytes = found >= 90 ? 227 : found == 80 || found == 87 ? 163 : found > 80 ? 99 : 64;
    return static_cast<size_t>(settings::number("SHARED", kilobytes * 1024));
}

int attribute(int number) {
    switch (number) {
        case 1: return threadsPerBlock;
        case 2: return threadsPerBlock;
        case 3: return threadsPerBlock;
        case 4: return 64;
        case 5: return 2147483647;
        case 6: return 65535;
        case 7: return 65535;
        case 8: return static_cast<int>(sharedBytes);
        case 9: return 65536;
        case 10: return 32;
        case 12: return 65536;
        case 13: return 1000000;
        case 16: return multiprocessors;
        case 18: return 0;
        case 19: return 1;
        case 20: return 0;
        case 31: return 1;
        case 36: return 1000000;
        case 37: return 128;
        case 38: return 4 << 20;
        case 39: return threadsPerMultiprocessor;
        case 40: return 1;
        case 41: return 1;
        case 75: return capability() / 10;
        case 76: return capability() % 10;
        case 81: return static_cast<int>(mostSharedBytes()) + 1024;
        case 82: return 65536;
        case 95: return 0;
        case 97: return static_cast<int>(mostSharedBytes());
        case 111: return 1024;
        case 115: return 0;
        default: return -1;
    }
}

}  // namespace tidecast::emulation::model
