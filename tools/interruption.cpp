#include "tools/interruption.hpp"

#include <atomic>
#include <csignal>
#include <ctime>

namespace backstock {
namespace {

// A signal handler can reach nothing that is not global.
std::atomic<int> received{0};
std::atomic<std::time_t> received_at{0};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<std::time_t>::is_always_lock_free);

// The first signal asks to end tidily. One that follows at once is the same request (a shell and `timeout` may each
// send theirs); one that comes later is impatience, and kills.
extern "C" void note_signal(int signal) {
    const std::time_t now = std::time(nullptr);
    if (received.load(std::memory_order_relaxed) == 0) {
        received_at.store(now, std::memory_order_relaxed);
        received.store(signal, std::memory_order_relaxed);
    } else if (now - received_at.load(std::memory_order_relaxed) >= 2) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
}

}  // namespace

Interruption::Interruption() {
    received.store(0);
    std::signal(SIGINT, note_signal);
    std::signal(SIGTERM, note_signal);
}

Interruption::~Interruption() {
    if (received.load() != 0) return;  // still unwinding: what is unfinished is being removed
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

void Interruption::check() {
    const int signal = received.load(std::memory_order_relaxed);
    if (signal != 0) throw Interrupted(signal);
}

}  // namespace backstock
