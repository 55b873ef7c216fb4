#pragma once

#include <cstddef>

/** The device that is emulated: what programs ask of it, and what may differ for a test. */
namespace tidecast::emulation::model {

constexpr const char* name = "emulation on the CPU (no NVIDIA device)";
constexpr int multiprocessors = 4;
constexpr int threadsPerBlock = 1024;
constexpr int threadsPerMultiprocessor = 2048;
/** What a launch gets without asking for more. */
constexpr size_t sharedBytes = 48 * 1024;

/** Returns how many devices there are; the setting DEVICES. */
int devices();

/** Returns the driver's version as 1000 * major + 10 * minor; the setting DRIVER. */
int driverVersion();

/** Returns the compute capability as 10 * major + minor; the setting CAPABILITY. */
int capability();

/** Returns the most shared memory that a block can have when it asks; the setting SHARED. */
size_t mostSharedBytes();

/** Returns a device's attribute by the driver's number, or -1 for one that is not emulated. */
int attribute(int number);

}  // namespace tidecast::emulation::model
