#include "tools/interruption.hpp"

#include <atomic>
#include <csignal>

namespace backstock {
namespace {

// A signal handler can reach nothing that is not global.
std::atomic<int> received{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int signal) {
    received.store(signal, std::memory_order_relaxed);
    std::signal(signal, SIG_DFL);
}

}  // namespace

Interruption::Interruption() {
    received.store(0);
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
}

Interruption::~Interruption() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void Interruption::check() {
    const int signal = received.load(std::memory_order_relaxed);
    if (signal != 0) throw Interrupted(signal);
}

}  // namespace backstock
