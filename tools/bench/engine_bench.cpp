// The engine against hand-written loops and well-known queues.
#include "sim/engine/agenda.hpp"
#include "sim/engine/radix_ladder.hpp"
#include "sim/engine/stream.hpp"
#include "tools/bench/baselines.hpp"
#include "tools/bench/targets.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

namespace backstock {

const std::vector<RatioTarget>& engine_targets() {
    static const std::vector<RatioTarget> targets = {
        {"mm1_agenda", "mm1_hole_heap", 1.5},
        {"mm1_agenda", "mm1_by_hand", 2.0},
        {"mm1_agenda", "mm1_standard_queue", 1.2},
        {"hold_ladder/1000", "hold_hole_heap/1000", 1.0},
        {"hold_ladder/100000", "hold_hole_heap/100000", 0.6},
        {"hold_ladder/1000000", "hold_hole_heap/1000000", 0.3},
        {"hold_agenda/1000", "hold_ladder/1000", 1.4},
        {"hold_agenda/100000", "hold_ladder/100000", 1.4},
        {"hold_agenda/1000000", "hold_ladder/1000000", 1.4},
    };
    return targets;
}

namespace {

using baseline::Exponential;
using baseline::Xoshiro;

constexpr double day = 86'400e6;  // mean lag of the hold model in microseconds

// The queues of the hold model with one face: push at a time, pop the earliest.
template<class Queue>
class AsIs {
public:
    void push(double time, std::uint32_t row) { queue_.push(time, row); }
    baseline::Event pop() { return queue_.pop(); }
    static double after(double now, double lag) { return now + lag; }

private:
    Queue queue_;
};

class WithLadder {
public:
    void push(std::uint64_t time, std::uint64_t row) { ladder_.push(time, row); }
    RadixLadder<std::uint64_t>::Entry pop() { return ladder_.pop(); }
    static std::uint64_t after(std::uint64_t now, double lag) { return now + static_cast<std::uint64_t>(lag); }

private:
    RadixLadder<std::uint64_t> ladder_;
};

class WithAgenda {
public:
    struct Popped {
        Time time;
        std::uint32_t payload;
    };
    void push(Time time, std::uint32_t row) { agenda_.schedule(time, {1, Phase::demand, 0, row}); }
    Popped pop() {
        Due due;
        agenda_.next(Time::never(), due);
        return {agenda_.now(), due.row};
    }
    static Time after(Time now, double lag) { return now + Duration::us(static_cast<std::int64_t>(lag)); }

private:
    Agenda agenda_;
};

// The hold model: so many pending, take the earliest and schedule it anew after an exponential lag.
template<class Queue>
void hold(benchmark::State& state) {
    const auto pending = static_cast<std::uint32_t>(state.range(0));
    Xoshiro chance(12345);
    Exponential lag(1.0 / day);
    Queue queue;
    for (std::uint32_t row = 0; row < pending; ++row) {
        queue.push(Queue::after({}, lag(chance)), row);
    }
    const auto once = [&] {
        const auto [now, row] = queue.pop();
        queue.push(Queue::after(now, lag(chance)), static_cast<std::uint32_t>(row));
        return row;
    };
    for (std::uint32_t i = 0; i < 2 * pending; ++i) {
        once();
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(once());
    }
}

BENCHMARK_TEMPLATE(hold, AsIs<baseline::StandardQueue>)
    ->Name("hold_standard_queue")
    ->Arg(1000)
    ->Arg(100'000)
    ->Arg(1'000'000);
BENCHMARK_TEMPLATE(hold, AsIs<baseline::HoleHeap>)->Name("hold_hole_heap")->Arg(1000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK_TEMPLATE(hold, WithLadder)->Name("hold_ladder")->Arg(4)->Arg(32)->Arg(1000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK_TEMPLATE(hold, WithAgenda)->Name("hold_agenda")->Arg(4)->Arg(32)->Arg(1000)->Arg(100'000)->Arg(1'000'000);

// M/M/1 as in baselines.hpp, on the agenda's clock and with named streams; the mean service time is an hour.
double mm1_by_agenda(std::uint64_t customers) {
    enum : std::uint8_t { arrives, departs };
    const Streams streams(1, 0);
    Stream arrival_chance = streams.at(name_key("desk"), "arrival");
    Stream service_chance = streams.at(name_key("desk"), "service");
    const auto after = [](Stream& chance, double mean_us) {
        return Duration::us(static_cast<std::int64_t>(unit_exponential(chance) * mean_us));
    };
    constexpr double hour = 3600e6;
    baseline::Ring<Time> waiting;
    Agenda agenda;
    agenda.schedule(agenda.now() + after(arrival_chance, hour / 0.9), {arrives, Phase::demand, 0, 0});
    Duration total;
    std::uint64_t arrived = 0;
    Due due;
    while (agenda.next(Time::never(), due)) {
        const Time now = agenda.now();
        switch (due.kind) {
            case arrives:
                if (++arrived < customers) {
                    agenda.schedule(now + after(arrival_chance, hour / 0.9), {arrives, Phase::demand, 0, 0});
                }
                waiting.push(now);
                if (waiting.size() == 1) {
                    agenda.schedule(now + after(service_chance, hour), {departs, Phase::ship, 0, 0});
                }
                break;
            case departs:
                total += now - waiting.pop();
                if (!waiting.empty()) {
                    agenda.schedule(now + after(service_chance, hour), {departs, Phase::ship, 0, 0});
                }
                break;
        }
    }
    return static_cast<double>(total.us()) / hour / static_cast<double>(customers);
}

constexpr std::uint64_t million = 1'000'000;

void mm1(benchmark::State& state, double (*model)(std::uint64_t)) {
    double time_in_system = 0;
    for (auto _ : state) {
        time_in_system = model(million);
    }
    state.counters["time_in_system"] = time_in_system;
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(million));
}
BENCHMARK_CAPTURE(mm1, hand, baseline::mm1_by_hand)->Name("mm1_by_hand")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mm1, heap, baseline::mm1_by_kernel<baseline::HoleHeap>)
    ->Name("mm1_hole_heap")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mm1, standard, baseline::mm1_by_kernel<baseline::StandardQueue>)
    ->Name("mm1_standard_queue")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(mm1, agenda, mm1_by_agenda)->Name("mm1_agenda")->Unit(benchmark::kMillisecond);

// One fact that schedules itself anew, beside a second that is rarely due: the shop with one segment.
void lone_fact(benchmark::State& state) {
    Agenda agenda;
    agenda.schedule(Time::at(10_s), {0, Phase::demand, 0, 0});
    agenda.schedule(Time::at(4_d), {1, Phase::receive, 0, 0});
    Due due;
    for (auto _ : state) {
        agenda.next(Time::never(), due);
        if (due.kind == 0) {
            agenda.schedule(agenda.now() + 10_s, {0, Phase::demand, 0, 0});
        } else {
            agenda.schedule(agenda.now() + 4_d, {1, Phase::receive, 0, 0});
        }
    }
}
BENCHMARK(lone_fact);

// A thousand facts at each instant, through the lanes.
void whole_day_ties(benchmark::State& state) {
    Agenda agenda;
    for (std::uint32_t row = 0; row < 1000; ++row) {
        agenda.schedule(Time::at(1_d), {0, static_cast<Phase>(row % phase_count), 0, row});
    }
    Due due;
    for (auto _ : state) {
        agenda.next(Time::never(), due);
        agenda.schedule(agenda.now() + 1_d, due);
    }
}
BENCHMARK(whole_day_ties);

void draw_exponential(benchmark::State& state) {
    Stream stream = Streams(1, 0).at(1, "benchmark");
    for (auto _ : state) {
        benchmark::DoNotOptimize(unit_exponential(stream));
    }
}
BENCHMARK(draw_exponential);

void make_stream_and_draw(benchmark::State& state) {
    const Streams streams(1, 0);
    std::uint64_t n = 0;
    for (auto _ : state) {
        Stream stream = streams.at(1, "benchmark", n++);
        benchmark::DoNotOptimize(stream());
    }
}
BENCHMARK(make_stream_and_draw);

void inventory_by_hand(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(baseline::inventory_by_hand(100'000));
    }
}
BENCHMARK(inventory_by_hand)->Unit(benchmark::kMillisecond);

void periodic_inventory_by_hand(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(baseline::periodic_inventory_by_hand(100'000));
    }
}
BENCHMARK(periodic_inventory_by_hand)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace backstock
