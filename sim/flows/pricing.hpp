#pragma once
// Prices that fall when there is too much, and room that is short.
#include "sim/facts.hpp"
#include "sim/world/world.hpp"

namespace backstock {

class Run;

class Pricing {
public:
    explicit Pricing(Run& run) : run_(run) {}

    void on(const PriceMarked&);

    /// A period is over: prices fall where there is too much or what there is is too old, and rise where there is not.
    void review();

private:
    [[nodiscard]] bool is_down(Id<StockPoint> stock, const Markdown& markdown) const;
    Run& run_;
};

/// Gives a row to every stock point whose price may fall, and to every store whose space is limited.
void open_markdowns(const Model& model, World& world);
void open_spaces(const Model& model, World& world);

/// What a customer pays for a unit now.
Money price_of(const Model& model, const World& world, Id<StockPoint> stock);

/// The units that a customer wants while the price is what it is: more of them when it is down, a fraction by chance.
Quantity lifted(const Model& model, const World& world, Id<StockPoint> stock, const Request& request, Quantity wanted);

/// Counts a customer's wish, for the cover.
inline void count_for_cover(World& world, Id<StockPoint> stock, Quantity quantity) {
    if (!world.markdowns.empty()) world.markdowns[stock].demand += quantity;
}

/// What was kept outside a store since the last restart, in volume times days; and what it has cost.
double overflow_days(const Model& model, const World& world, Id<Store> store);
double overflow_cost(const Model& model, const World& world, Id<Store> store);

}  // namespace backstock
