#pragma once
// How plants make things. A production order is a purchase whose source is the buyer's own plant: its parts come from
// the plant's shelves, its lots wait for a line, and what is made goes to the shelf of the finished item.
//
//   PurchaseArrived -> PartsKitted … -> LotStarted -> ProductionFinished -> GoodsSent -> GoodsReceived -> …
//                                `-> (a line is free and a part is not there) JobHeld
//
// Jobs go in the order in which they were placed; one that lacks a part lets others pass and goes first again when it
// comes.
#include "sim/facts.hpp"
#include "sim/world/plant.hpp"

#include <vector>

namespace backstock {

class Run;
struct Model;
struct Plant;
struct Recipe;
struct Store;
struct World;

class Production {
public:
    explicit Production(Run& run) : run_(run) {}

    /// A purchase over a link with a recipe becomes a job, without parts yet.
    void take(Id<Purchase> purchase);
    /// All its parts were asked for: it waits for them, or for a line, or starts.
    void line_up(Id<Purchase> purchase);

    void on(const PartsKitted&);
    void on(const JobHeld&);
    void on(const LotStarted&);
    void on(const ProductionFinished&);

    /// Before and after the strikes on a plant, or on an item there, change.
    void settle(Id<Store> site);
    void resume(Id<Store> site);

private:
    [[nodiscard]] std::vector<Id<Lot>> lots_at(Id<Store> site) const;
    void finish(Id<Lot> lot, Quantity good, Id<Recipe> set_for);
    [[nodiscard]] bool is_set_up(const Lot& lot) const;
    void sort_in(Id<Job> job);
    void dispatch(Id<Plant> plant);
    void pass_over(Id<Plant> plant, std::uint64_t before);
    void start(Id<Job> job);
    Id<Kit> kits_for(Job& job, Quantity lot);
    [[nodiscard]] bool turn_line(Id<Recipe> recipe);
    [[nodiscard]] Duration setup_time(const Recipe& recipe, std::uint64_t lot) const;
    [[nodiscard]] Duration production_time(const Recipe& recipe, std::uint64_t lot, Quantity quantity) const;
    [[nodiscard]] Quantity good_units(const Lot& lot) const;
    Money use_up(Id<Kit> first);
    void deliver(const Lot& lot, Quantity good, Money value);

    Run& run_;
};

/// How long one line is expected to work on so many units, set-up aside.
Duration expected_work(const Recipe& recipe, Quantity units);

/// The part that the next lot of a job lacks; none where all are there.
Id<StockPoint> missing_part(const Model& model, const World& world, const Job& job);

}  // namespace backstock
