#pragma once
// What can go wrong: disruptions as the scenario says them, and how things stand with each.
//
// A disruption has strikes: the first hits the things it names, together; each further one hits a site to which it
// can spread. A strike has a severity s between 0 and 1 that changes with time: 1 while an outage lasts (or what a
// threat's level says), then down to 0 along the recovery curve. Every effect scales with it: what is left of
// capacity is 1 - s(1 - capacity), a factor on lead times 1 + s(factor - 1), and so on. Where several strikes hit the
// same thing, their effects multiply.
#include "sim/base/id.hpp"
#include "sim/base/level.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/stream.hpp"
#include "sim/world/target.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace backstock {

class ClockPolicy;
class RecoveryPolicy;
class Law;
struct Strike;

/// What a disruption changes.
enum class Effect : std::uint8_t { capacity, lead_time, yield, demand };
inline constexpr std::size_t effect_count = 4;

/// What can be known beforehand.
struct Foresight {
    Duration lead;            ///< how long before an outage its warning comes; how long a false one stands
    double detected = 0;      ///< the share of outages that are warned of
    double false_alarms = 0;  ///< a day
};

/// How it reaches others.
struct Contagion {
    double probability = 1;
    const Law* after = nullptr;  ///< nullptr: at once
    const Law* lasts = nullptr;  ///< nullptr: as long as what it came from
};

struct Disruption {
    std::string name;
    std::uint64_t key = 0;  ///< its name in random streams
    const ClockPolicy* clock = nullptr;
    const RecoveryPolicy* recovery = nullptr;
    double left[effect_count] = {1, 1, 1, 1};  ///< by Effect, at full severity: 1 is no effect
    double destroys = 0;                       ///< share of free stock that is lost when an outage begins
    bool scraps = false;                       ///< work under way is lost when capacity falls to nothing
    bool refuses = false;                      ///< suppliers take no purchases at capacity zero; otherwise these queue
    const Law* detected = nullptr;             ///< how long until the buyer knows; nullptr: at once
    Foresight foresight;
    Contagion contagion;
    Id<Strike> first_strike;  ///< what it names itself
    std::uint32_t strikes = 0;

    [[nodiscard]] double effect(Effect e) const { return left[static_cast<std::size_t>(e)]; }
};

/// Things that a disruption hits at the same time.
struct Strike {
    Id<Disruption> disruption;
    std::uint64_t key = 0;
    std::vector<Target> targets;
    std::vector<Id<Strike>> spreads_to;
};

/// A change of how hard a disruption strikes, as its clock tells it in advance.
struct ClockMove {
    Time at = Time::never();                                     ///< never(): nothing more happens
    double severity = 0;                                         ///< from then on
    bool warns = false;                                          ///< a warning stands from then on
    double capacity = std::numeric_limits<double>::quiet_NaN();  ///< in place of the disruption's, where given …
    bool at_most_own = false;                                    ///< … if that is not less
    std::uint32_t level = 0;                                     ///< of a threat, in name order
};

/// What a clock remembers. Draws are named by the disruption and numbered, so that nothing else changes them.
struct ClockState {
    Streams streams{0, 0};
    std::uint64_t key = 0;
    ClockMove now{.at = Time::zero()};  ///< the move made last
    std::uint64_t moves = 0;            ///< so far, or whatever the clock numbers its draws by
};

/// How it stands with a disruption.
struct DisruptionState {
    ClockState clock;
    ClockMove next;
};

/// How it stands with a strike. Between its facts the severity is base + excess × curve(now - since).
struct StrikeState {
    double base = 0;
    double excess = 0;
    double capacity = 1;     ///< what is left at full severity
    Time since;              ///< when the recovery began
    std::uint32_t step = 0;  ///< pieces of the recovery that are over
    Time eases = Time::never();
    std::uint32_t depth = 0;    ///< outages that last at present: a site can be reached again before the first ends
    std::uint64_t outages = 0;  ///< begun so far
    std::uint64_t endings = 0;

    Time detects = Time::never();      ///< when the buyer will know
    Time known = Time::never();        ///< since when the buyer knows
    Time warned = Time::never();       ///< since when a warning stands
    Time alarm_ends = Time::never();   ///< when that is over unless an outage comes before
    Time false_alarm = Time::never();  ///< the next one
    std::uint64_t alarms = 0;          ///< false ones so far

    Level struck;  ///< 1 while an outage lasts
};

}  // namespace backstock
