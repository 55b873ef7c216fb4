#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidecast::emulation {

/**
 * In which order the threads of a block, and the blocks of a grid, take their turns: ascending, descending, or shuffled
 * by a seed. From the setting ORDER: "ascending" (or none), "descending", "shuffled" or "shuffled:<seed>".
 */
class Order {
public:
    static Order chosen();

    /** Arranges the threads of a block for the turns until the next barrier. */
    void arrange(std::vector<int>& threads, uint64_t block, uint64_t turn) const;

    /** Returns which of the blocks comes at a place. */
    uint64_t block(uint64_t place, uint64_t count) const;

    /** Returns whether each turn is arranged anew. */
    bool changes() const {
        return kind == Kind::shuffled;
    }

private:
    enum class Kind { ascending, descending, shuffled };

    Order(Kind kind, uint64_t seed) : kind(kind), seed(seed) {}

    Kind kind;
    uint64_t seed;
};

}  // namespace tidecast::emulation
