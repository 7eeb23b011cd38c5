#pragma once
// What disruptions do: clocks turn, outages begin, are noticed, end and spread, and whatever they strike goes slower,
// stands still, or is lost.
//
//   OutageWarned -> OutageBegan -> StockDestroyed          OutageEnded -> OutageEased -> OutageRecovered
//        `-> AlarmEnded     `-> OutageDetected                   `-> OutageEnded of what it spread to
//                           `-> OutageBegan elsewhere
//   ThreatMoved -> OutageBegan, OutageEnded
#include "sim/facts.hpp"
#include "sim/world/disruption.hpp"

namespace backstock {

class Run;
class OrderToCash;
class Supply;
class Transport;
class Packing;
class Production;
class Replenishment;

class Disrupting {
public:
    Disrupting(Run& run, OrderToCash& orders, Supply& supply, Transport& transport, Production& production,
               Replenishment& replenishment, Packing& packing)
        : run_(run),
          orders_(orders),
          supply_(supply),
          transport_(transport),
          production_(production),
          replenishment_(replenishment),
          packing_(packing) {}

    /// Starts all clocks, at time 0.
    void start();

    void on(const ThreatMoved&);
    void on(const OutageWarned&);
    void on(const AlarmEnded&);
    void on(const OutageBegan&);
    void on(const StockDestroyed&);
    void on(const OutageDetected&);
    void on(const OutageEnded&);
    void on(const OutageEased&);
    void on(const OutageRecovered&) {}

    /// Keeps what of a parcel can't leave its store, until it can; answers the rest, which ships now, or none().
    Id<Parcel> part_that_leaves(Id<Parcel> parcel);

private:
    [[nodiscard]] Disruption const& disruption_of(Id<Strike> strike) const;
    [[nodiscard]] bool is_first(Id<Strike> strike) const;
    void turn(Id<Disruption> disruption);
    void wind(Id<Disruption> disruption);
    void raise_false_alarm(Id<Strike> strike);
    void warn(Id<Strike> strike, Time until);

    template<class Change>
    void change(Id<Strike> strike, Change change);
    void settle(Target target);
    void resume(Target target);
    void release_parcels();

    void strike_to(Id<Strike> strike, double severity);
    void ease(Id<Strike> strike);
    void notice(Id<Strike> strike);
    void spread(Id<Strike> strike, bool begins);
    void destroy(Id<Strike> strike);
    void destroy_in(Id<Strike> strike, Id<Store> site, double share);
    void destroy_at(Id<Strike> strike, Id<StockPoint> stock, double share);

    Run& run_;
    OrderToCash& orders_;
    Supply& supply_;
    Transport& transport_;
    Production& production_;
    Replenishment& replenishment_;
    Packing& packing_;
};

}  // namespace backstock
