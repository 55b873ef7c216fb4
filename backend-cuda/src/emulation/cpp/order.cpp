#include "order.h"

#include "settings.h"

#include <numeric>
#include <string>
#include <utility>

namespace tidecast::emulation {
namespace {

/** The finaliser of splitmix64. */
uint64_t mix(uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

}  // namespace

Order Order::chosen() {
    std::string name = settings::text("ORDER");
    if (name == "descending") {
        return Order(Kind::descending, 0);
    }
    const std::string shuffled = "shuffled";
    if (name.compare(0, shuffled.size(), shuffled) == 0) {
        uint64_t seed = name.size() > shuffled.size() ? std::stoull(name.substr(shuffled.size() + 1)) : 1;
        return Order(Kind::shuffled, seed);
    }
    return Order(Kind::ascending, 0);
}

void Order::arrange(std::vector<int>& threads, uint64_t block, uint64_t turn) const {
    std::iota(threads.begin(), threads.end(), 0);
    if (kind == Kind::descending) {
        std::iota(threads.rbegin(), threads.rend(), 0);
    } else if (kind == Kind::shuffled) {
        uint64_t state = mix(mix(seed ^ (block << 20)) ^ turn);
        for (size_t i = threads.size(); i > 1; i--) {
            state = mix(state);
            std::swap(threads[i - 1], threads[state % i]);
        }
    }
}

uint64_t Order::block(uint64_t place, uint64_t count) const {
    if (kind == Kind::descending) {
        return count - 1 - place;
    }
    if (kind == Kind::shuffled) {
        uint64_t stride = mix(seed) % count | 1;
        while (std::gcd(stride, count) != 1) {
            stride += 2;
        }
        __extension__ using Wide = unsigned __int128;
        return static_cast<uint64_t>((static_cast<Wide>(place) * stride + mix(seed + 1)) % count);
    }
    return place;
}

}  // namespace tidecast::emulation
