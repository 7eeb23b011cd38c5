#pragma once
// A scenario as loaded: the model that runs, what must come out, and what there is to say about it.

#include "sim/experiment/stopping.hpp"
#include "sim/world/model.hpp"

#include <optional>
#include <string>
#include <vector>

namespace backstock {

// A KPI that the scenario states: `expect: {fill_rate: 98.4 % ± 0.1 %}`. In the KPI's own unit, shares as fractions.
struct Expectation {
    std::string kpi;
    double least = 0;  // the stated range, both ends included
    double most = 0;
    double value = 0;     // the stated value; NaN where only a range is given
    double within = 0;    // the stated tolerance; 0 where there is none: then only the confidence interval decides
    std::string written;  // as the user wrote it: "35.022 ± 0.01", "94 % to 96 %"
};

// What a run is asked to record beyond the tables that are always written.
struct RecordingWishes {
    bool orders = false;  // every order line with its time stamps
    bool events = false;  // the event trace of the first replication
};

// What the run decides while it goes on.
struct RunRule {
    std::optional<StoppingRule> until;  // then model.run.replications is its at_most
    bool auto_warmup = false;           // model.run.warmup is to be found, and 0 until it is
};

struct Scenario {
    Model model;
    RunRule rule;
    std::vector<Expectation> expect;
    RecordingWishes record;
    std::string resolved_yaml;       // everything merged; loads to the same Model, see scenarios/load.hpp
    std::vector<std::string> notes;  // what was done with the input, in sentences for the user
};

}  // namespace backstock
