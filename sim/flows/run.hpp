#pragma once
// One replication under way: the model, the world it moves, and the two things a handler may do besides changing
// rows: schedule a fact for later, or let one follow now.
#include "sim/engine/observers.hpp"
#include "sim/facts.hpp"
#include "sim/flows/closing.hpp"
#include "sim/flows/customer_care.hpp"
#include "sim/flows/disruption.hpp"
#include "sim/flows/order_to_cash.hpp"
#include "sim/flows/packing.hpp"
#include "sim/flows/payments.hpp"
#include "sim/flows/pricing.hpp"
#include "sim/flows/production.hpp"
#include "sim/flows/replenishment.hpp"
#include "sim/flows/returns.hpp"
#include "sim/flows/supply.hpp"
#include "sim/flows/transport.hpp"
#include "sim/world/model.hpp"
#include "sim/world/world.hpp"

#include <cstdint>
#include <string>

namespace backstock {

namespace detail {
template<class List>
struct ObserversFor;
template<class... Facts>
struct ObserversFor<FactList<Facts...>> {
    using type = Observers<Facts...>;
};
}  // namespace detail

/// Observers of everything that can happen.
using FactObservers = detail::ObserversFor<AllFacts>::type;

class Run {
public:
    /// Prepares the world of a replication: opening stock and cash, first arrivals and reviews. The model, the world
    /// and the observers must outlive the run; the world is overwritten.
    Run(const Model& model, World& world, FactObservers& observers, std::int64_t replication);

    /// Plays every fact up to the horizon. Throws BrokenLaw, with time and fact, when a law breaks.
    void play();

    /// Starts the clocks of the disruptions.
    void start_clocks() { disrupting_.start(); }
    /// Looks at prices that may fall, at a period's end.
    void review_prices() { pricing_.review(); }

    /// Nobody is lost yet.
    void open_markets() { care_.open_markets(); }
    /// Starts the crowdfunding campaigns of stores.
    void open_campaigns() { payments_.open_campaigns(); }

    /// Puts a fact on the agenda. `at` is not earlier than now.
    template<Timed Fact>
    void schedule(Time at, const Fact& fact, Phase phase = Fact::phase);

    /// Tells of a fact that comes next at a later instant, and moves the clock there, if nothing is due before or
    /// beside it; whoever handles it goes on with it. Answers whether; otherwise it has to be scheduled.
    template<Timed Fact>
    [[nodiscard]] bool comes_next(Time at, const Fact& fact);

    /// Lets a fact happen now: observers hear it, then its handler answers.
    template<class Fact>
    void follow(const Fact& fact);

    /// Whether `Whole` may be told instead of `Parts`: nobody would miss them.
    template<class Whole, class... Parts>
    [[nodiscard]] bool may_tell_instead() const {
        return observers_.content_with<Whole, Parts...>();
    }

    const Model& model;
    World& world;

private:
    void play_until_horizon(Due& due);
    void happen(const Due& due);
    [[nodiscard]] std::string where(const Due& due) const;
    template<class Fact>
    static void happen_as(Run& run, const Due& due);
    void leave(Id<Parcel> parcel);
    void sweep();

    FactObservers& observers_;
    const bool can_be_struck_;  ///< otherwise nothing is ever put off
    Payments payments_;
    CustomerCare care_;
    Transport transport_;
    Packing packing_;
    Supply supply_;
    Production production_;
    Replenishment replenishment_;
    OrderToCash order_to_cash_;
    Pricing pricing_;
    Returning returning_;
    Disrupting disrupting_;
    Closing closing_;
};

}  // namespace backstock
