#pragma once
// When will the goods be there? What the shop can know from its own pipeline, not the truth.
#include "sim/engine/phase.hpp"
#include "sim/flows/purchasing.hpp"
#include "sim/world/world.hpp"

#include <boost/container/small_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace backstock {

/// Predicts when `units` that the shelf does not cover can be shipped to a customer of a tier: when the pipeline covers
/// them and all who wait and go first, plus the time of handling. never() where nothing can come.
///
/// - Goods under way count at the quantile of lead time and transit that the promise policy uses, given that they have
///   not come yet. Those that stand still on a lane that is known to be struck have the rest of their way before them.
/// - Purchases that have not left count from when they will: at a supplier with a finite stock, when that has served
/// all
///   that waits before them; with capacity, after all that is queued before them; at an own site, when that site's own
///   pipeline covers what waits there up to and with them, in parts as it comes; at the plant that makes them, when the
///   parts are there and the lines have worked off what was ordered before, at the mean times; elsewhere now.
/// - Past the pipeline the stock point buys what is missing at its next review, as its sourcing divides it; what is
///   bought is there with the latest part. Own sites upstream review, and buy in their turn, once they have been asked.
///
/// Where stock is kept for better tiers, what is missing of it comes first; where a better tier goes first, only those
/// of a tier as good or better are counted as waiting before. Under drop shipping the units are bought now, for the
/// customer alone. Nothing ships before its launch. A store with a handling
/// capacity is taken to be as busy then as it is now. Who takes goods that come later is not foreseen.
///
/// What is under way is taken in the order in which it is expected. Where it consists of more than 64 purchases and
/// shipments it is taken in the order in which it was bought and sent, so that a long backlog costs no more than a
/// short one: the same for a source whose goods become more likely to come the longer they are under way. Each stock
/// point is looked at once for each prediction, however many depend on it.
class Prediction {
public:
    Time ship_date(const Model& model, const World& world, Id<StockPoint> stock, Quantity units, unsigned tier);
    /// The same for units that wait already: `last` is how many wait there up to and with them, in the order of the
    /// list. never() under drop shipping. Requires a customer's line.
    Time ship_date_of(const Model& model, const World& world, Id<Line> line, Quantity last);

private:
    /// An instant, and what has been done of it.
    struct Moment {
        Time at;
        Phase phase = Phase::demand;
        bool operator==(const Moment&) const = default;
    };
    /// Units that come together.
    struct Coming {
        Time when;
        Quantity quantity;
    };
    /// Mostly one: those need no memory of their own.
    using Comings = boost::container::small_vector<Coming, 4>;
    /// The units numbered from `after` (not included) to `to` among those that are to come.
    struct Range {
        Quantity after;
        Quantity to;
        bool operator==(const Range&) const = default;
    };
    struct Answer {
        Moment review;
        Range units;
        Time when;
    };
    /// What this prediction has found out about a stock point.
    struct Outlook {
        Id<StockPoint> stock;
        bool listed = false;
        Comings pipeline;             ///< soonest first
        std::vector<Answer> answers;  ///< of what is bought past it
    };

    [[nodiscard]] Time now() const { return world_->now(); }
    [[nodiscard]] Time handled(Id<StockPoint> stock, Quantity units, Time ready) const;
    [[nodiscard]] std::optional<Time> picked(Id<Purchase> purchase, Id<StockPoint> source, Quantity units) const;
    void begin(const Model& model, const World& world);
    Outlook& outlook(Id<StockPoint> stock);

    void come(Id<StockPoint> stock, Range units, Moment asked, Comings& out);
    void come_under_way(Id<StockPoint> stock, Range units, Comings& out);
    [[nodiscard]] bool is_short(const StockState& stock) const;
    Time last_under_way(Id<StockPoint> stock);
    const Comings& pipeline(Id<StockPoint> stock);
    Time place_in_line(const StockState& stock, Quantity number);
    void shipped_of(const Purchase& purchase, Id<Purchase> id, Quantity units, Comings& out);
    void leave_own_site(Id<StockPoint> source, Range units, Moment there, Comings& out);
    void leave(const Link& link, Range units, Moment there, Comings& out);
    void made_of(const Purchase& purchase, Id<Purchase> id, Quantity units, Comings& out);
    void make(const Link& link, Range units, Moment there, Comings& out);
    [[nodiscard]] Time line_free(const Recipe& recipe, Duration before, Duration lot);
    [[nodiscard]] std::optional<Quantity> ahead_of(Id<Purchase> purchase, const StockState& source) const;
    [[nodiscard]] Time arrival_of(const Shipment& shipment) const;
    [[nodiscard]] std::optional<Time> supplied(Id<Offer> offer, Id<Purchase> last, Quantity more) const;
    [[nodiscard]] bool has_finite_stock(const Link& link) const {
        return link.offer && model_->offers[link.offer].supply.limited();
    }
    [[nodiscard]] Time arrives(Id<Link> link, Time leaves) const;
    [[nodiscard]] bool has_arrived(Id<Purchase> purchase) const;
    [[nodiscard]] Quantity travelling(Id<Purchase> last, Id<Link> link) const;

    Time bought(Id<StockPoint> stock, Range units, Moment asked);
    Time buy(Id<StockPoint> stock, Range units, Moment review);

    const Model* model_ = nullptr;
    const World* world_ = nullptr;
    std::deque<Outlook> outlooks_;  ///< the first `looked_at_` are of this prediction, the others room
    std::size_t looked_at_ = 0;
    std::vector<std::uint32_t> outlook_of_;  ///< by stock point, where its outlook lies if it is there
    std::deque<Division> divisions_;         ///< one for each purchase that is looked at because of another
    std::size_t depth_ = 0;
    std::vector<Time> lines_;  ///< of one plant: when each is free
};

}  // namespace backstock
