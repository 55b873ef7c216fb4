#pragma once

#include <cstddef>

namespace tidecast::emulation {

/**
 * What all processes that share the device have taken of its memory: the setting LEDGER names a file in which each keeps
 * its own count; without it a process is alone. Locked against the other processes while it exists. What ended without
 * giving back counts no more, as with a device.
 */
class Ledger {
public:
    Ledger();
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /** Returns how many bytes the other processes have taken. */
    size_t others() const;

    /** Notes how many bytes this process has taken. */
    void note(size_t bytes) const;

private:
    int file = -1;
};

}  // namespace tidecast::emulation
