#pragma once

#include "block.h"

#include <string>

namespace tidecast::emulation {

/**
 * Runs all blocks of a grid, several at a time on as many threads of the operating system as the setting THREADS says
 * (one for each processor where it is silent). Returns what went wrong, or nothing.
 */
std::string runGrid(const Grid& grid);

}  // namespace tidecast::emulation
