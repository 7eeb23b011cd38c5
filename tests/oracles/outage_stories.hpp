#pragma once

#include <string>
#include <vector>

/// Outages worked out by hand from the rules of the model: a scenario without chance, and who receives what, when.
///
/// The rules they stand on. A level changes in `disrupt`, before receipts, reviews and demand of its instant. At level
/// 0 nothing is made, released or let into a lane, and nothing arrives from a lane that is struck: what is due at the
/// very instant at which an outage begins waits for its end. Recovery releases in `disrupt`, so that what waited leaves
/// at that instant, before what is ordered then. Lead-time factors count for what leaves meanwhile. The shops order
/// what was asked of them in `late_review`, or in `review` where they review at the start.
namespace backstock::oracles {

struct Receipt {
    double day;
    std::string place;  ///< who receives
    std::string from;   ///< who sent it; empty where it is made on the spot
    double units;       ///< all that comes at the instant from there
};

struct OutageStory {
    std::string name;
    std::string scenario;           ///< YAML
    std::vector<Receipt> receipts;  ///< all of them before the horizon, in order of time, then place, then source
};

const std::vector<OutageStory>& outage_stories();

/// Those of them with lanes, several sites or plants; and those with forecasts that hear of outages.
void add_network_stories(std::vector<OutageStory>& all);
void add_forecast_stories(std::vector<OutageStory>& all);

}  // namespace backstock::oracles
