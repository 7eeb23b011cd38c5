#pragma once
// Ctrl-C while a simulation runs: the run stops within a moment, and what it began to write is removed.

#include "sim/experiment/replications.hpp"

#include <stdexcept>

namespace backstock {

// The user, or the system, asked the program to stop.
class Interrupted : public std::runtime_error {
public:
    explicit Interrupted(int signal) : std::runtime_error("interrupted"), signal_(signal) {}
    int signal() const { return signal_; }

private:
    int signal_;
};

// While it lives, the first SIGINT or SIGTERM is only noted; a second one ends the program at once, as usual. One at a
// time.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    // Throws Interrupted if a signal has come. May be called from any thread.
    static void check();
};

}  // namespace backstock
