#pragma once
// An order worth telling of.

#include "sim/engine/observers.hpp"
#include "sim/facts.hpp"
#include "sim/flows/run.hpp"
#include "sim/world/world.hpp"

#include <cstdint>

namespace backstock {

// Looks for an order worth telling of: the first backordered one after the warm-up, else the first accepted.
class Scout {
public:
    Scout(const World& world, FactObservers& observers) : world_(world) { observers.add(*this); }
    Scout(const Scout&) = delete;
    Scout& operator=(const Scout&) = delete;

    void saw(const OrderAccepted& fact, Time) { note(world_.orders[fact.order]); }
    // Heard so that the parts need not be told one by one.
    void saw(const OrderServedAtOnce&, Time) { note(world_.request); }
    void saw(const LineBackordered& fact, Time) {
        const Id<Order> id = world_.lines[fact.line].order;
        if (first_waiting_ == 0 && id && world_.orders[id].counted) first_waiting_ = world_.orders[id].number;
    }
    std::uint64_t found() const {
        return first_waiting_ != 0 ? first_waiting_ : first_counted_ != 0 ? first_counted_ : first_;
    }

private:
    template<class Placed>
    void note(const Placed& order) {
        if (first_ == 0) first_ = order.number;
        if (first_counted_ == 0 && order.counted) first_counted_ = order.number;
    }

    const World& world_;
    std::uint64_t first_ = 0;
    std::uint64_t first_counted_ = 0;
    std::uint64_t first_waiting_ = 0;
};

}  // namespace backstock
