#include "sim/experiment/executor.hpp"

#include "sim/base/require.hpp"

#include <algorithm>
#include <system_error>
#include <thread>

namespace backstock {
namespace {

std::size_t places_for(std::int64_t count, const ExecutorOptions& options) {
    require(count >= 0, "{} pieces of work", count);
    require(options.threads >= 1, "work on {} threads", options.threads);
    require(options.run_ahead >= 0 && options.check_every >= 1, "run ahead {}, check every {}", options.run_ahead,
            options.check_every);
    const std::int64_t threads = std::min<std::int64_t>(options.threads, std::max<std::int64_t>(count, 1));
    const std::int64_t asked = options.run_ahead > 0 ? options.run_ahead : 4 * threads;
    return static_cast<std::size_t>(threads == 1 ? 1 : std::max(asked, threads));
}

}  // namespace

int machine_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

WorkOrder::WorkOrder(std::int64_t count, const ExecutorOptions& options, std::function<void(std::int64_t)> merge)
    : count_(count),
      options_(options),
      merge_(std::move(merge)),
      state_(places_for(count, options), State::pending),
      failure_(state_.size()),
      last_(count) {}

std::optional<std::int64_t> WorkOrder::take() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return stopped_ || next_ >= last_ || next_ < merged_ + places(); });
    return stopped_ || next_ >= last_ ? std::nullopt : std::optional(next_++);
}

void WorkOrder::finish(std::int64_t index) {
    std::unique_lock lock(mutex_);
    state(index) = State::finished;
    merge_in_turn(lock);
}

void WorkOrder::fail(std::int64_t index, std::exception_ptr error) {
    std::unique_lock lock(mutex_);
    state(index) = State::failed;
    failure_[static_cast<std::size_t>(index) % failure_.size()] = std::move(error);
    last_ = std::min(last_, index);
    room_.notify_all();
    merge_in_turn(lock);
}

void WorkOrder::fail_worker(std::exception_ptr error) {
    const std::unique_lock lock(mutex_);
    stop(std::move(error));
}

std::int64_t WorkOrder::outcome() const {
    if (error_) {
        std::rethrow_exception(error_);
    }
    return merged_;
}

void WorkOrder::stop(std::exception_ptr error) {
    stopped_ = true;
    if (!error_) {
        error_ = std::move(error);
    }
    room_.notify_all();
}

// Merging happens without the lock, so that the others go on working meanwhile; `merging_` keeps it to one thread.
void WorkOrder::merge_in_turn(std::unique_lock<std::mutex>& lock) {
    if (merging_) {
        return;
    }
    merging_ = true;
    while (!stopped_ && state(merged_) == State::finished) {
        const std::int64_t index = merged_;
        lock.unlock();
        bool enough = false;
        std::exception_ptr error;
        try {
            enough = merge_one(index);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        state(index) = State::pending;
        ++merged_;
        room_.notify_all();
        if (enough || error) {
            stop(std::move(error));
        }
    }
    if (!stopped_ && state(merged_) == State::failed) {
        stop(failure_[static_cast<std::size_t>(merged_) % failure_.size()]);
    }
    merging_ = false;
}

bool WorkOrder::merge_one(std::int64_t index) {
    merge_(index);
    const std::int64_t merged = index + 1;
    if (options_.progress) {
        options_.progress(merged, count_);
    }
    return options_.enough && merged < count_ && merged % options_.check_every == 0 && options_.enough(merged);
}

void run_in_threads(int threads, const std::function<void()>& body) {
    std::vector<std::thread> others;
    others.reserve(static_cast<std::size_t>(std::max(threads - 1, 0)));
    try {
        for (int i = 1; i < threads; ++i) {
            others.emplace_back(body);
        }
    } catch (const std::system_error&) {  // no more threads to be had: the results are the same without
    }
    if (threads >= 1) {
        body();
    }
    for (std::thread& other : others) {
        other.join();
    }
}

}  // namespace backstock
