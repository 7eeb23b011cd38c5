#pragma once
// What the benchmarks are measured against: the same models written by hand, without any simulator, and two
// well-known queues. They are built in the same program with the same options, so that a target is a ratio within one
// run, whatever the machine. Everything here is as fast as it can be made while it can still be read.

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace backstock::baseline {

inline constexpr double never = std::numeric_limits<double>::infinity();

// xoshiro256++ (Blackman and Vigna 2021): the fast generator that a hand-written loop would use.
class Xoshiro {
public:
    using result_type = std::uint64_t;
    explicit Xoshiro(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {  // SplitMix64
            std::uint64_t z = seed += 0x9E3779B97F4A7C15U;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
            z = (z ^ z >> 27) * 0x94D049BB133111EBU;
            word = z ^ z >> 31;
        }
    }
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
        const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }

private:
    std::array<std::uint64_t, 4> state_{};
};

using Exponential = boost::random::exponential_distribution<double>;

struct Event {
    double time;
    std::uint64_t payload;
};

// std::priority_queue of events with a sequence number, as one writes it first.
class StandardQueue {
public:
    bool empty() const { return events_.empty(); }
    void push(double time, std::uint64_t payload) { events_.push({time, sequence_++, payload}); }
    Event pop() {
        const Record record = events_.top();
        events_.pop();
        return {record.time, record.payload};
    }

private:
    struct Record {
        double time;
        std::uint64_t sequence;
        std::uint64_t payload;
        bool operator>(const Record& other) const {
            return time > other.time || (time == other.time && sequence > other.sequence);
        }
    };
    std::priority_queue<Record, std::vector<Record>, std::greater<>> events_;
    std::uint64_t sequence_ = 0;
};

// A good heap: four children a node, 16 bytes a record, and a hole left by pop() that the next push fills. Requires
// times that are not negative and payloads below 2^24. Non-negative doubles are ordered as their bits are.
class HoleHeap {
public:
    bool empty() {
        settle();
        return size_ == 0;
    }
    void push(double time, std::uint64_t payload) {
        const Record record{std::bit_cast<std::uint64_t>(time), sequence_++ << 24 | payload};
        if (std::exchange(hole_, false)) {
            sift_down(record);
            return;
        }
        if (size_ == records_.size()) {
            records_.resize(std::max<std::size_t>(64, 2 * size_));
        }
        sift_up(size_++, record);
    }
    Event pop() {
        settle();
        hole_ = true;
        return {std::bit_cast<double>(records_[0].time), records_[0].rest & 0xFF'FFFF};
    }

private:
    struct Record {
        std::uint64_t time;
        std::uint64_t rest;
        __extension__ unsigned __int128 order() const {
            __extension__ using Wide = unsigned __int128;
            return static_cast<Wide>(time) << 64 | rest;
        }
    };

    void settle() {
        if (std::exchange(hole_, false)) {
            const Record last = records_[--size_];
            if (size_ != 0) {
                sift_down(last);
            }
        }
    }
    void sift_up(std::size_t place, Record record) {
        while (place > 0 && record.order() < records_[(place - 1) / 4].order()) {
            records_[place] = records_[(place - 1) / 4];
            place = (place - 1) / 4;
        }
        records_[place] = record;
    }
    std::size_t earlier(std::size_t a, std::size_t b) const {
        return a + (b - a) * static_cast<std::size_t>(records_[b].order() < records_[a].order());
    }
    void sift_down(Record record) {
        std::size_t place = 0;
        for (std::size_t child = 1; child < size_; child = 4 * place + 1) {
            std::size_t least = child;
            if (child + 4 <= size_) {
                least = earlier(earlier(child, child + 1), earlier(child + 2, child + 3));
            } else {
                for (std::size_t other = child + 1; other < size_; ++other) {
                    least = earlier(least, other);
                }
            }
            if (record.order() <= records_[least].order()) {
                break;
            }
            records_[place] = records_[least];
            place = least;
        }
        records_[place] = record;
    }

    std::vector<Record> records_;
    std::size_t size_ = 0;
    bool hole_ = false;
    std::uint64_t sequence_ = 0;
};

// A queue of waiting customers' arrival times: a ring that doubles.
template<class Instant>
class Ring {
public:
    bool empty() const { return head_ == tail_; }
    std::size_t size() const { return tail_ - head_; }
    void push(Instant instant) {
        if (size() == ring_.size()) {
            std::vector<Instant> larger(2 * ring_.size());
            for (std::size_t i = head_; i != tail_; ++i) {
                larger[i & (larger.size() - 1)] = ring_[i & (ring_.size() - 1)];
            }
            ring_ = std::move(larger);
        }
        ring_[tail_++ & (ring_.size() - 1)] = instant;
    }
    Instant pop() { return ring_[head_++ & (ring_.size() - 1)]; }

private:
    std::vector<Instant> ring_ = std::vector<Instant>(1024);
    std::size_t head_ = 0;
    std::size_t tail_ = 0;
};

// M/M/1 at 90 % load, mean service time 1: the mean time in the system (10 in the long run). The whole event list is
// two numbers.
inline double mm1_by_hand(std::uint64_t customers) {
    Xoshiro service_chance(1), arrival_chance(2);
    Exponential interarrival(0.9), service(1.0);
    Ring<double> waiting;
    double arrival = interarrival(arrival_chance), departure = never, total = 0;
    for (std::uint64_t arrived = 0, served = 0; served < customers;) {
        if (arrival < departure) {
            waiting.push(arrival);
            if (waiting.size() == 1) {
                departure = arrival + service(service_chance);
            }
            arrival = ++arrived < customers ? arrival + interarrival(arrival_chance) : never;
        } else {
            total += departure - waiting.pop();
            ++served;
            departure = waiting.empty() ? never : departure + service(service_chance);
        }
    }
    return total / static_cast<double>(customers);
}

// The same as a small kernel: a queue of events, a loop, a switch.
template<class Queue>
double mm1_by_kernel(std::uint64_t customers) {
    enum : std::uint64_t { arrives, departs };
    Xoshiro service_chance(1), arrival_chance(2);
    Exponential interarrival(0.9), service(1.0);
    Ring<double> waiting;
    Queue queue;
    queue.push(interarrival(arrival_chance), arrives);
    double total = 0;
    std::uint64_t arrived = 0;
    while (!queue.empty()) {
        const auto [now, what] = queue.pop();
        switch (what) {
        case arrives:
            if (++arrived < customers) {
                queue.push(now + interarrival(arrival_chance), arrives);
            }
            waiting.push(now);
            if (waiting.size() == 1) {
                queue.push(now + service(service_chance), departs);
            }
            break;
        case departs:
            total += now - waiting.pop();
            if (!waiting.empty()) {
                queue.push(now + service(service_chance), departs);
            }
            break;
        }
    }
    return total / static_cast<double>(customers);
}

struct InventoryResult {
    double on_hand;      // time average, units
    double backordered;  // time average, units
    double fill_rate;    // of customers (continuous) or nothing (periodic)
    double cost_per_period;  // periodic only
    std::uint64_t customers;
    std::uint64_t orders;
};

// The (s, S) = (60, 160) shop under continuous review: unit customers at 10 a day, lead time 4 days, all wait. Two
// scalars and a ring of orders on their way are the event list.
inline InventoryResult inventory_by_hand(double days) {
    struct Shipment {
        double due;
        int quantity;
    };
    constexpr int reorder_point = 60, order_up_to = 160;
    Xoshiro chance(1);
    Exponential interarrival(10.0);
    std::array<Shipment, 16> on_the_way{};
    std::size_t received = 0, ordered = 0;
    int level = order_up_to, position = order_up_to;
    double unit_days = 0, backorder_days = 0, last = 0;
    std::uint64_t customers = 0, served_at_once = 0;
    const auto account = [&](double now) {
        const double since = now - last;
        last = now;
        (level > 0 ? unit_days : backorder_days) += std::max(level, -level) * since;
    };
    for (double customer = interarrival(chance), receipt = never;;) {
        const double now = std::min(customer, receipt);
        if (now >= days) {
            break;
        }
        account(now);
        if (customer < receipt) {
            ++customers;
            served_at_once += level > 0;
            --level;
            if (--position <= reorder_point) {
                on_the_way[ordered++ % on_the_way.size()] = {now + 4.0, order_up_to - position};
                position = order_up_to;
                receipt = std::min(receipt, now + 4.0);
            }
            customer = now + interarrival(chance);
        } else {
            level += on_the_way[received++ % on_the_way.size()].quantity;
            receipt = received == ordered ? never : on_the_way[received % on_the_way.size()].due;
        }
    }
    account(days);
    return {unit_days / days, backorder_days / days, static_cast<double>(served_at_once) / static_cast<double>(customers),
            0, customers, ordered};
}

// The periodic twin: each period receives what was ordered four periods ago, meets a demand that is
// Poisson with mean 10, then reviews. Holding costs 1 a unit and period, waiting 10, an order 50.
inline InventoryResult periodic_inventory_by_hand(std::uint64_t periods) {
    constexpr int reorder_point = 60, order_up_to = 160;
    Xoshiro chance(1);
    boost::random::poisson_distribution<int> demand(10.0);
    std::array<int, 4> on_the_way{};
    int level = order_up_to, on_order = 0;
    double on_hand = 0, backordered = 0, cost = 0;
    std::uint64_t orders = 0, customers = 0;
    for (std::uint64_t period = 0; period < periods; ++period) {
        int& slot = on_the_way[period % on_the_way.size()];
        level += slot;
        on_order -= std::exchange(slot, 0);
        const int wanted = demand(chance);
        customers += static_cast<std::uint64_t>(wanted);
        level -= wanted;
        if (const int position = level + on_order; position <= reorder_point) {
            slot = order_up_to - position;
            on_order += slot;
            ++orders;
            cost += 50;
        }
        on_hand += std::max(level, 0);
        backordered += std::max(-level, 0);
        cost += level > 0 ? level : -10.0 * level;
    }
    const auto n = static_cast<double>(periods);
    return {on_hand / n, backordered / n, 0, cost / n, customers, orders};
}

}  // namespace backstock::baseline
