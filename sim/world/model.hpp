#pragma once
// What a scenario says, resolved: names became ids, words became policies. A Model never changes once it is
// built; every replication, on every thread, reads the same one. What happens lives in World.
#include "sim/base/id.hpp"
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/phase.hpp"
#include "sim/world/basket.hpp"
#include "sim/world/conduct.hpp"
#include "sim/world/disruption.hpp"
#include "sim/world/list.hpp"
#include "sim/world/processor.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

class Policy;
class Law;
class ArrivalProcess;
class InventoryPolicy;
class SourcingPolicy;
class BackorderPolicy;
class PromisePolicy;
class PrioritizationPolicy;
class PaymentPolicy;
class FulfillmentPolicy;
class NotificationPolicy;
class RegulationPolicy;

/// What it costs to keep stock. Exactly one of the two is non-zero, or neither.
struct HoldingRate {
    double on_value = 0;  ///< share of the stock's value, per day
    double per_unit = 0;  ///< money per unit and day
};

/// When the price of an item falls, and by how much. Looked at wherever it is stocked, at every period's end.
struct Markdown {
    double off = 0;       ///< share of the price; 0: never
    Duration older_than;  ///< zero: does not matter. The oldest unit on the shelf, first in, first out, is older
    Duration cover_over;  ///< zero: does not matter. The stock on hand would last longer, at the mean demand …
    Duration window;      ///< … of so long a time
    double lift = 1;      ///< customers want so many times as much while the price is down

    [[nodiscard]] Money price(Money list, int minor_digits) const { return rounded_share(list, 1 - off, minor_digits); }
};

struct Item {
    std::string name;
    std::uint64_t key = 0;  ///< its name in random streams
    Money price;
    HoldingRate holding;
    double backorder_cost = 0;  ///< money per waiting unit and day, charged for customers only
    Money lost_sale_cost;       ///< per unit lost
    bool divisible = false;     ///< otherwise quantities are whole
    double volume = 1;          ///< of a unit, in whatever the space of stores is counted in
    Markdown markdown{};
    std::vector<Substitute> substitutes{};  ///< their shares sum to at most 1
    std::optional<Returns> returns{};       ///< where the customer's segment says nothing
};

/// An outside source of goods. Its stock is unlimited; its capacity may not be.
struct Supplier {
    std::string name;
    std::uint64_t key = 0;
    std::string region;
    double capacity = std::numeric_limits<double>::infinity();  ///< units a day, one first-in first-out server
    Duration credit;                                            ///< from receipt to payment
};

/// A price from so many units on.
struct PriceBreak {
    Quantity from;
    Money cost;  ///< per unit
};

/// The supplier's own stock of an item, where it is finite.
struct FiniteSupply {
    Quantity initial;
    Quantity lot;    ///< units that come in at each multiple of `every`
    Duration every;  ///< zero: the supply is without limit
    Quantity most;   ///< the stock is never filled above it

    [[nodiscard]] bool limited() const { return every > Duration::zero(); }
};

/// What a supplier asks for one item.
struct Offer {
    Id<Supplier> supplier;
    Id<Item> item;
    std::uint64_t key = 0;
    Money cost;                      ///< per unit, booked on receipt
    Money order_cost;                ///< per purchase order, booked on placing
    Quantity minimum;                ///< smallest purchase
    Quantity multiple;               ///< purchases are multiples of it; zero means any (whole units unless divisible)
    const Law* lead_time = nullptr;  ///< from release to receipt, drawn once per shipment
    double yield = 1;                ///< probability that a unit is good; of divisible items the good share
    std::vector<PriceBreak> breaks;  ///< by quantity; a purchase of so many pays their price
    bool incremental = false;        ///< only for the units beyond each break, not for all
    FiniteSupply supply;

    /// What a purchase of so many units costs.
    [[nodiscard]] Money price_of(Quantity quantity) const;
};

/// The way between two sites: goods flow along it, purchase orders against it.
struct Lane {
    std::uint64_t key = 0;
    const Law* transit = nullptr;  ///< nullptr: no time
    Duration order_delay;          ///< how long a purchase order travels
    Money order_cost;              ///< per purchase order
    Money cost_per_shipment;
    Money cost_per_unit;
    double capacity = std::numeric_limits<double>::infinity();  ///< units a day that can enter it, one after the other
    double co2 = 0;                                             ///< kilograms a unit
};

/// Any own stocking site: web shop, shop, warehouse, distribution centre.
struct Store {
    std::string name;
    std::uint64_t key = 0;
    std::string region;
    const FulfillmentPolicy* fulfillment = nullptr;
    const PaymentPolicy* payment = nullptr;
    double space = std::numeric_limits<double>::infinity();  ///< volume that it has room for
    double overflow_cost = 0;                                ///< of what is kept outside, per volume and day
    const NotificationPolicy* notification = nullptr;        ///< nullptr: customers are told nothing
    const RegulationPolicy* regulation = nullptr;            ///< nullptr: no law of late orders
};

struct StockPoint;

/// A store that also makes things, on parallel lines.
struct Plant {
    Id<Store> site;
    std::uint32_t lines = 1;  ///< 0: without limit, and every lot has a line of its own
};

/// What one unit of a finished item uses up, and where the plant stocks it.
struct BomLine {
    Id<StockPoint> stock;
    Quantity quantity;

    [[nodiscard]] Quantity for_units(Quantity made) const {
        return Quantity::micro(scaled(quantity.micro(), made.micro(), Quantity::micro_per_unit));
    }
};

/// How a plant makes an item: what a purchase over a link with a recipe sets going.
struct Recipe {
    Id<Plant> plant;
    Id<StockPoint> makes;
    std::uint64_t key = 0;
    std::vector<BomLine> parts;
    Quantity lot;               ///< units made together; zero: a whole order
    bool whole_lots = false;    ///< orders are rounded up to whole lots
    const Law* time = nullptr;  ///< of a lot; a smaller last one takes its share. nullptr: by the rate
    double rate = std::numeric_limits<double>::infinity();  ///< units a day on one line, where there is no `time`
    const Law* setup = nullptr;  ///< when a line turns to this from something else; nullptr: no time
    double yield = 1;            ///< probability that a unit is good; of divisible items the good share
    Money cost;                  ///< conversion cost per unit started
};

/// One possible source of a stock point: a supplier's offer or another stock point, over a lane, or production at the
/// very site.
struct Link {
    Id<StockPoint> buyer;
    Id<Offer> offer;          ///< set where the source is a supplier
    Id<StockPoint> upstream;  ///< set where the source is an own site
    Id<Recipe> recipe;        ///< set where the goods are made here
    Id<Lane> lane;            ///< none: no delay, no cost
    std::uint64_t key = 0;
    double expected = 0;   ///< lead time and transit in µs at the promise policy's quantile, before any delay
    bool lateral = false;  ///< a neighbour that helps out when stock does not cover a wish
};

/// An item at a store, with the policies that govern it there. Ids run downstream first (customers' side), then
/// by store and item name, which is also the order of reviews at one instant.
struct StockPoint {
    Id<Store> store;
    Id<Item> item;
    std::uint64_t key = 0;
    Quantity initial;
    HoldingRate holding;
    const InventoryPolicy* inventory = nullptr;
    const SourcingPolicy* sourcing = nullptr;  ///< nullptr: no source
    const BackorderPolicy* backorder = nullptr;
    const PromisePolicy* promise = nullptr;
    const PrioritizationPolicy* prioritization = nullptr;
    Id<Link> first_link;
    std::uint32_t links = 0;     ///< consecutive from first_link, in the order the sourcing policy knows
    std::uint32_t laterals = 0;  ///< behind these: neighbours that help out, in the order in which they are asked
    Quantity lateral_keep;       ///< what a neighbour keeps for itself
    Duration review_every;       ///< zero: continuous review
    Phase review_at = Phase::late_review;
    Quantity reorder_point;  ///< no order is placed while the position is above it
};

/// Goods under way when the run starts: one shipment per review period.
struct OpeningShipment {
    Id<StockPoint> stock;
    Quantity quantity;
    Time due;
};

/// Costs that a segment or tier overrides; NaN keeps the item's.
struct PenaltyOverride {
    double backorder_cost = std::numeric_limits<double>::quiet_NaN();  ///< money per unit and day
    double lost_sale_cost = std::numeric_limits<double>::quiet_NaN();  ///< money per unit
};

struct Tier {
    std::string name;
    PenaltyOverride penalty;
    Conduct conduct{};
};

/// Customers of one kind.
struct Segment {
    std::string name;
    std::uint64_t key = 0;
    Id<Store> store;                ///< where they buy, by preference
    std::vector<Id<Store>> others;  ///< where they go when it can't serve them, in order of preference
    std::vector<double> tier_mix;   ///< shares, one per tier; empty: all in the first tier
    const ArrivalProcess* arrivals = nullptr;
    Basket basket;
    const Law* transit = nullptr;                                ///< shipment to door; nullptr: no time
    std::vector<std::pair<Id<Store>, const Law*>> transit_from;  ///< in its place, from single stores
    Conduct conduct{};
    std::optional<Returns> returns{};
    PenaltyOverride penalty;

    [[nodiscard]] const Law* transit_of(Id<Store> from) const {
        for (const auto& [place, law] : transit_from)
            if (place == from) return law;
        return transit;
    }
    /// The place of a store in the order of preference. Requires one of theirs.
    [[nodiscard]] std::size_t choice_of(Id<Store> wanted) const {
        std::size_t place = 0;
        if (wanted != store)
            while (others[place++] != wanted) {
            }
        return place;
    }
    /// Visits their stores in order of preference.
    template<class Visit>
    void for_each_store(Visit visit) const {
        visit(store);
        for (const Id<Store> other : others) visit(other);
    }
};

/// How the books are kept.
enum class Accounting : std::uint8_t {
    continuous,  ///< exact time integrals
    period_end,  ///< costs and averages from the state at each period's end
};

/// What to record beyond the KPIs.
struct Recording {
    std::vector<Duration> wait_over;        ///< thresholds of the KPI wait_over
    std::vector<Id<StockPoint>> timelines;  ///< stock points with a timeline of their own
    Duration timeline_every;                ///< zero: chosen from the horizon
};

struct RunPlan {
    std::string title;
    std::string start = "2026-01-05";  ///< calendar date of Time::zero()
    std::int64_t start_day = 0;        ///< the same as days since 1970-01-01
    Time horizon;
    Time warmup;
    Duration period = Duration::us(86'400'000'000);
    Accounting accounting = Accounting::continuous;
    std::int64_t replications = 100;
    std::uint64_t seed = 1;
    std::string currency = "USD";
    int minor_digits = 2;  ///< of the currency: 2 for USD, 0 for JPY
    Money opening_cash;
    double cost_of_capital = 0;            ///< share of the money tied up, per day
    bool purchases_wait_for_cash = false;  ///< those without credit
};

struct Model {
    std::string name;  ///< of the variant: the scenario file's stem
    RunPlan run;
    List<Item> items;
    List<Supplier> suppliers;
    List<Offer> offers;
    List<Lane> lanes;
    List<Store> stores;
    List<Plant> plants;
    List<Recipe> recipes;
    List<StockPoint> stock;
    List<Link> links;
    std::vector<OpeningShipment> opening;
    std::vector<Tier> tiers;  ///< best first; at least one
    List<Segment> segments;
    List<Processor> processors;
    List<Disruption> disruptions;
    List<Strike> strikes;
    Recording record;

    /// Owns every policy and law named above.
    std::vector<std::unique_ptr<const Policy>> policies;

    Model();
    ~Model();
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;

    /// The stock point of an item at a store; none where the store does not carry it.
    [[nodiscard]] Id<StockPoint> stock_of(Id<Store> store, Id<Item> item) const {
        const std::vector<Id<StockPoint>>& shelf = stock_by_item_[store.index()];
        return shelf.size() == items.size() ? shelf[item.index()] : found_in(shelf, item);
    }

    /// Whether anybody's waiting costs something.
    [[nodiscard]] bool waiting_costs() const { return waiting_costs_; }
    /// Customers who wait are told apart by segment, tier and stock point where that matters to what their waiting
    /// costs: so many kinds of them there are; none where waiting is free, or only one kind waits at each stock point.
    [[nodiscard]] std::size_t waiting_kinds() const { return waiting_kinds_; }
    /// The number of a kind. Requires a stock point of one of the segment's stores, and waiting_kinds() above 0.
    [[nodiscard]] std::size_t waiting_kind(Id<Segment> segment, unsigned tier, Id<StockPoint> id) const {
        const Id<Store> at = stock[id].store;
        std::size_t first = first_kind_[segment.index()];
        if (at != segments[segment].store) first += kinds_before(segments[segment], at);
        return first + tier * store_points_[at.index()].size() + place_in_store_[id.index()];
    }
    /// The stock points of a store.
    [[nodiscard]] const std::vector<Id<StockPoint>>& points_of(Id<Store> store) const {
        return store_points_[store.index()];
    }

    /// What a unit costs at the cheapest source; nothing where there is no source.
    [[nodiscard]] Money unit_cost(Id<StockPoint> id) const { return unit_cost_[id.index()]; }

    /// "shop.dress": how a stock point is named to people.
    [[nodiscard]] std::string name_of(Id<StockPoint> id) const;

    /// The strikes that can hit a thing, by itself or with what it belongs to. Empty without disruptions.
    [[nodiscard]] const std::vector<Id<Strike>>& strikes_on(Target target) const {
        const auto& of_kind = strikes_on_[static_cast<std::size_t>(target.kind)];
        return of_kind.empty() ? unharmed : of_kind[target.index];
    }
    /// Whether goods on the lane can be held up: it has a capacity, or something strikes it.
    [[nodiscard]] bool can_hold_up(Id<Lane> lane) const {
        return lanes[lane].capacity < std::numeric_limits<double>::infinity() || !strikes_on(lane).empty();
    }

    /// The plant at a site; none where nothing is made there.
    [[nodiscard]] Id<Plant> plant_at(Id<Store> site) const {
        for (std::size_t i = 0; i < plants.size(); ++i)
            if (plants[plants.id_at(i)].site == site) return plants.id_at(i);
        return Id<Plant>::none();
    }
    /// How a stock point's own site makes its item; none where it does not.
    [[nodiscard]] Id<Recipe> recipe_of(Id<StockPoint> id) const {
        return stock[id].links > 0 ? links[stock[id].first_link].recipe : Id<Recipe>::none();
    }
    /// The supplier or own site that goods come from over a link; the plant itself for what it makes.
    [[nodiscard]] const std::string& source_of(Id<Link> id) const;

    /// Sorts out lookups of stock points; the loader calls it once everything but disruptions is
    /// there, and again after these.
    void index();
    /// Tells customers who wait apart; to be called once everything is there, and again where a cost has changed.
    void index_waiting();

private:
    [[nodiscard]] Id<StockPoint> found_in(const std::vector<Id<StockPoint>>& shelf, Id<Item> item) const;
    void index_strikes();
    void strike_at(Target target, Id<Strike> strike);
    [[nodiscard]] std::vector<Target> parts_of(Target target) const;
    [[nodiscard]] std::vector<Target> depends_on(const Link& link) const;
    void index_costs();
    [[nodiscard]] bool one_kind_waits_anywhere() const;
    [[nodiscard]] std::size_t kinds_before(const Segment& segment, Id<Store> store) const;

    std::vector<std::vector<Id<StockPoint>>> store_points_;
    std::vector<std::uint32_t> place_in_store_;  ///< per stock point
    std::vector<std::size_t> first_kind_;        ///< per segment
    bool waiting_costs_ = false;
    std::size_t waiting_kinds_ = 0;
    std::vector<Money> unit_cost_;  ///< per stock point
    /// Per store: a place for every item (none() where it has no stock), or, for a store with few of many items, its
    /// stock points sorted by item.
    std::vector<std::vector<Id<StockPoint>>> stock_by_item_;
    static const std::vector<Id<Strike>> unharmed;
    std::array<std::vector<std::vector<Id<Strike>>>, Target::kinds> strikes_on_;  ///< by kind and index
};

}  // namespace backstock
