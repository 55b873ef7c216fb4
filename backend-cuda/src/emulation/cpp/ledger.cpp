#include "ledger.h"

#include "settings.h"

#include <cerrno>
#include <cstdint>
#include <csignal>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/file.h>
#include <unistd.h>

namespace tidecast::emulation {
namespace {

struct Entry {
    int64_t process;
    int64_t bytes;
};

bool read(int file, off_t at, Entry* entry) {
    return pread(file, entry, sizeof(Entry), at) == static_cast<ssize_t>(sizeof(Entry));
}

void require(bool done, const std::string& attempt) {
    if (!done) {
        throw std::runtime_error("the emulation's ledger cannot be " + attempt);
    }
}

bool alive(int64_t process) {
    return kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM;
}

}  // namespace

Ledger::Ledger() {
    std::string name = settings::text("LEDGER");
    if (!name.empty()) {
        file = open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        require(file >= 0 && flock(file, LOCK_EX) == 0, "opened: " + name);
    }
}

Ledger::~Ledger() {
    if (file >= 0) {
        close(file);
    }
}

size_t Ledger::others() const {
    size_t sum = 0;
    Entry entry;
    for (off_t at = 0; file >= 0 && read(file, at, &entry); at += sizeof(Entry)) {
        bool counts = entry.process != getpid() && alive(entry.process);
        sum += counts ? static_cast<size_t>(entry.bytes) : 0;
    }
    return sum;
}

void Ledger::note(size_t bytes) const {
    if (file < 0) {
        return;
    }
    Entry entry;
    off_t at = 0;
    while (read(file, at, &entry) && entry.process != getpid()) {
        at += sizeof(Entry);
    }
    entry = Entry{getpid(), static_cast<int64_t>(bytes)};
    require(pwrite(file, &entry, sizeof(Entry), at) == static_cast<ssize_t>(sizeof(Entry)), "written");
}

}  // namespace tidecast::emulation
