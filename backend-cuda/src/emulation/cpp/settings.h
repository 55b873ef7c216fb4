#pragma once

#include <cstdint>
#include <string>

namespace tidecast::emulation {

/**
 * What a test asks of the emulation: the environment's variables TIDECAST_EMULATION_<NAME>, or what was set since by
 * tidecastEmulationSet.
 */
namespace settings {

/** Returns a setting, empty where there is none. */
std::string text(const char* name);

/** Returns a setting that is a whole number. */
int64_t number(const char* name, int64_t otherwise);

/** Replaces a setting while the program runs; an empty value takes it away. */
void set(const std::string& name, const std::string& value);

}  // namespace settings
}  // namespace tidecast::emulation
