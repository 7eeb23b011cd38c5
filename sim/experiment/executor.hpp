#pragma once
// Runs numbered pieces of work on several threads and merges their results strictly in order, so that the outcome is
// the same to the last bit for any number of threads.
//
//     run_ordered(replications, {.threads = 2},
//                 [&] { return Simulator(scenario); },                           // once in every thread
//                 [&](Simulator& s, std::int64_t r) { return s.replication(r); },  // on any thread
//                 [&](std::int64_t, Outcome&& o) { results.add(std::move(o)); });  // 0, 1, 2 ... one at a time
//
// What work returns may depend on the index alone, never on what the worker did before. Then
// - merge sees the indices 0, 1, 2 … in order and one call at a time, on whichever thread finished last;
// - results wait for their turn in a bounded number of places (run_ahead): memory does not grow with the count;
// - `enough` is asked at fixed numbers of merged results, so that it stops every run at the same place;
// - the first exception by index ends the run: all below it are merged, and it is rethrown in the caller's thread.
//   One thrown by merge, enough or progress counts as that of the index just merged; one by make_worker stops the run
//   as soon as the work under way is done.

#include "sim/experiment/progress.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace backstock {

struct ExecutorOptions {
    int threads = 1;             // at least 1; the caller's thread is one of them, so that 1 starts none
    std::int64_t run_ahead = 0;  // results under way or waiting to be merged, at least one a thread; 0: four a thread
    std::int64_t check_every = 50;  // merged results between two questions to `enough`; at least 1
    std::function<bool(std::int64_t merged)> enough = {};  // sequential stopping: true ends the run
    Progress progress = {};
};

// The threads that the machine runs at once; at least 1.
int machine_threads();

// The order of work: who takes which index, whose turn it is to be merged, and when to stop. It holds no results.
class WorkOrder {
public:
    // `merge` merges the result with that index, which has been finished.
    WorkOrder(std::int64_t count, const ExecutorOptions& options, std::function<void(std::int64_t)> merge);

    // The next index to work on, waiting until it may be begun; nothing when there is no more to do.
    std::optional<std::int64_t> take();
    // The work with that index is done: merges all whose turn it is, unless another thread is at it.
    void finish(std::int64_t index);
    void fail(std::int64_t index, std::exception_ptr error);
    void fail_worker(std::exception_ptr error);

    // After all threads have ended: rethrows what failed, or says how many results were merged.
    std::int64_t outcome() const;

    std::int64_t places() const { return static_cast<std::int64_t>(state_.size()); }

private:
    enum class State : std::uint8_t { pending, finished, failed };
    State& state(std::int64_t index) { return state_[static_cast<std::size_t>(index) % state_.size()]; }
    void merge_in_turn(std::unique_lock<std::mutex>& lock);
    bool merge_one(std::int64_t index);
    void stop(std::exception_ptr error);

    const std::int64_t count_;
    const ExecutorOptions& options_;
    const std::function<void(std::int64_t)> merge_;

    std::mutex mutex_;
    std::condition_variable room_;
    std::vector<State> state_;                 // of the indices from merged_ on, in a ring
    std::vector<std::exception_ptr> failure_;  // beside it
    std::int64_t next_ = 0;                    // first index that nobody took
    std::int64_t merged_ = 0;                  // first index not merged
    std::int64_t last_ = 0;                    // no index from here on is begun: the count, or the lowest that failed
    bool merging_ = false;
    bool stopped_ = false;
    std::exception_ptr error_;
};

// Runs `body` in the caller's thread and in threads − 1 others, and waits for all of them. Where the system refuses a
// further thread it makes do with those it has. Requires that `body` throws nothing.
void run_in_threads(int threads, const std::function<void()>& body);

// Runs the work with the indices 0 to count − 1. make_worker() gives a thread's own state, work(worker, index) a
// result, merge(index, result&&) takes it. Returns how many were merged: count, or less where `enough` ended it.
// Results beyond that are dropped unseen. Requires count >= 0.
template<class MakeWorker, class Work, class Merge>
std::int64_t run_ordered(std::int64_t count, const ExecutorOptions& options, MakeWorker make_worker, Work work,
                         Merge merge) {
    using Worker = std::invoke_result_t<MakeWorker&>;
    using Result = std::invoke_result_t<Work&, Worker&, std::int64_t>;
    std::vector<std::optional<Result>> results;  // a place is one thread's own until it says that it has finished
    const auto place = [&](std::int64_t index) -> std::optional<Result>& {
        return results[static_cast<std::size_t>(index) % results.size()];
    };
    WorkOrder order(count, options, [&](std::int64_t index) {
        Result result = std::move(*place(index));
        place(index).reset();
        merge(index, std::move(result));
    });
    results.resize(static_cast<std::size_t>(order.places()));
    const auto one_by_one = [&](Worker& worker) {
        while (const std::optional<std::int64_t> index = order.take()) {
            try {
                place(*index).emplace(work(worker, *index));
            } catch (...) {
                order.fail(*index, std::current_exception());
                continue;
            }
            order.finish(*index);
        }
    };
    run_in_threads(static_cast<int>(std::min<std::int64_t>(options.threads, count)), [&] {
        try {
            Worker worker = make_worker();
            one_by_one(worker);
        } catch (...) {
            order.fail_worker(std::current_exception());
        }
    });
    return order.outcome();
}

}  // namespace backstock
