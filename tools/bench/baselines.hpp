#pragma once
// What the benchmarks are measured against: the same models written by hand, without any simulator. They are built in
// the same program with the same options, so that a target is a ratio within one run, whatever the machine.
// Everything here is as fast as it can be made while it can still be read.

#include "tools/bench/baseline_queues.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace backstock::baseline {

using Exponential = boost::random::exponential_distribution<double>;

inline constexpr double never = std::numeric_limits<double>::infinity();

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
    double on_hand;          // time average, units
    double backordered;      // time average, units
    double fill_rate;        // of customers (continuous) or nothing (periodic)
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
    return {unit_days / days,
            backorder_days / days,
            static_cast<double>(served_at_once) / static_cast<double>(customers),
            0,
            customers,
            ordered};
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
