#pragma once

#include "kernel.h"
#include "types.h"

#include <map>
#include <memory>
#include <set>
#include <string>

namespace tidecast::emulation {

/** A kernel as a module names it. */
struct Function {
    std::string name;
    const Kernel* kernel;
    /** The most shared memory that a launch may ask for. */
    size_t sharedBytes;
};

/** A text of PTX: which kernels it has. What they compute stands compiled in this library. */
class Module {
public:
    /**
     * Reads a text.
     *
     * @param message what is wrong with it, in words, where an error is returned
     */
    static CUresult load(const char* text, std::unique_ptr<Module>* module, std::string* message);

    /** Returns a kernel that the text names, or null. */
    Function* function(const std::string& name);

    /** Returns whether a handle is one of this module's functions. */
    bool owns(const Function* handle) const;

private:
    std::set<std::string> entries;
    std::map<std::string, Function> functions;
};

}  // namespace tidecast::emulation
