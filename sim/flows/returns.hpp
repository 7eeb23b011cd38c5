#pragma once
// Goods that customers send back.
//
//   ParcelShipped (it is settled what comes back, and when) … GoodsReturned -> LineAllocated …
//                                                                 `-> ReturnRefunded
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

#include <cstdint>

namespace backstock {

class Payments;
class Replenishment;
class Run;
struct Returns;

class Returning {
public:
    Returning(Run& run, Replenishment& replenishment, Payments& payments);

    void on(const GoodsReturned&);
    void on(const ReturnRefunded&);

    /// Whether anything may come back at all.
    [[nodiscard]] bool any() const { return any_; }
    /// Units of a line leave at this cost and will be delivered then: settles how many come back, and schedules it.
    void plan(const Order& order, Id<Line> line, std::uint8_t parcel, Quantity quantity, Money cost, Time delivered);

    /// The order's row is about to end: settles what of its pending returns was never paid, and what is paid back.
    void forget(Id<Order> order);

private:
    [[nodiscard]] const Returns* returns_of(const Order& order, Id<Item> item) const;
    void link(Id<Return> goods);
    void unlink(Id<Return> goods);
    [[nodiscard]] std::uint32_t number_of(const Order& order, Id<Line> line) const;

    Run& run_;
    Replenishment& replenishment_;
    Payments& payments_;
    bool any_ = false;
};

}  // namespace backstock
