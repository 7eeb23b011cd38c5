#pragma once
// Production under way: the orders that a plant has, the parts taken for them, and the lots on its lines.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/world/work.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace backstock {

struct Purchase;
struct Recipe;
struct StockPoint;

/// Parts of one kind that left the shelf for production: of a job that waits, or of a lot on a line. They count as
/// outbound at their stock point until they are used up.
struct Kit {
    Id<StockPoint> stock;
    Quantity quantity;  ///< taken, and not in a lot yet
    Quantity needed;    ///< asked for, and not in a lot yet; at least `quantity`
    Money value;        ///< of the quantity
    Id<Kit> next;       ///< the next part of the recipe
};

/// A production order at its plant: a purchase whose link has a recipe. It lives until its last lot is on a line.
struct Job {
    std::uint64_t number = 0;  ///< the purchase's: jobs go in the order in which they were placed
    Id<Purchase> purchase;
    Id<Recipe> recipe;
    Quantity unstarted;
    Id<Kit> first_kit;          ///< one row for each part of the recipe, in its order
    bool ready = false;         ///< the parts of its next lot are there
    Time held = Time::never();  ///< when a free line first passed it over for want of a part …
    Duration work;              ///< expected, of all jobs that the plant ever took, up to and with this one
    Id<StockPoint> missing;     ///< … of this one
};

/// Units on a line.
struct Lot {
    Id<Purchase> purchase;
    Id<Recipe> recipe;
    std::uint64_t number = 0;  ///< of the recipe's lots, from 0: names its draws
    Quantity quantity;
    Id<Kit> first_kit;  ///< what it uses up
    Time started;
    Duration setup;  ///< of the line, before the work on the goods
    Work work;       ///< setup and production
};

/// What a plant is at.
struct PlantState {
    using Place = std::pair<std::uint64_t, Id<Job>>;  ///< a job with its number
    std::vector<Id<Recipe>> idle;  ///< what each free line made last, the one that is free for longest first
    std::vector<Place> ready;      ///< a heap of the jobs that could start, the first placed on top
    std::vector<Place> lacking;    ///< likewise those that lack a part and were not told so; some have it meanwhile
    Duration taken;                ///< expected work of all jobs so far …
    Duration started;              ///< … and of all lots: what waits is the difference
    Level busy;                    ///< lines at work
    Level in_process;              ///< units started and not finished
    Quantity scrapped;             ///< since the last restart
};

}  // namespace backstock
