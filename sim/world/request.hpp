#pragma once
// A customer who has just come, before anything is written down: most are served within the instant, and of them no
// order ever is.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"

#include <cstdint>
#include <vector>

namespace backstock {

struct Segment;
struct StockPoint;

/// What a customer wishes for, with whatever an Order and its Lines are made of.
struct Request {
    struct Wish {
        Id<StockPoint> stock;
        Quantity quantity;
        Money price;   ///< per unit
        Money amount;  ///< of all of it
    };

    std::uint64_t number = 0;    ///< the order's
    std::uint64_t customer = 0;  ///< the customer's own number in the segment
    Id<Segment> segment;
    std::uint8_t tier = 0;
    bool counted = false;      ///< after the warm-up
    std::vector<Wish> wishes;  ///< one for each stock point
    Quantity units;            ///< of all of them …
    Money price;               ///< … and what they come to, before it is rounded

    void sum_up() {
        units = Quantity::zero();
        price = Money::zero();
        for (const Wish& wish : wishes) {
            units += wish.quantity;
            price += wish.amount;
        }
    }
};

}  // namespace backstock
