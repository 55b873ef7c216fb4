#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

/** What stands in memory that nobody has written: as a float it is not a number, as an int it is a wild index. */
namespace tidecast::emulation::poison {

constexpr uint32_t pattern = 0xffffbad1u;

/** Fills memory whose start and size are multiples of four bytes. */
inline void fill(char* memory, size_t bytes) {
    std::fill_n(reinterpret_cast<uint32_t*>(memory), bytes / sizeof(pattern), pattern);
}

inline bool intact(const char* memory, size_t bytes) {
    const uint32_t* words = reinterpret_cast<const uint32_t*>(memory);
    return std::all_of(words, words + bytes / sizeof(pattern), [](uint32_t word) { return word == pattern; });
}

}  // namespace tidecast::emulation::poison
