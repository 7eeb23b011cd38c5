#pragma once
// What a results file says about the run that it is from: all that is needed to repeat it.

#include "output/results_reader.hpp"
#include "output/run_results.hpp"

#include <filesystem>
#include <string>

namespace backstock {

struct StoredRun {
    std::string name;        // of the variant: the scenario file's stem
    ResultsRequest request;  // the scenario's text, the replications, what was recorded
};

// Opens a results file. Throws WrongUse where it is none.
ResultsReader open_results(const std::filesystem::path& file);

// The name of the study that a file is of. Throws WrongUse for other files.
std::string stored_study_name(const ResultsReader& results);

// Throws WrongUse for a file of several variants, of a search or a stress test, or without a scenario.
StoredRun stored_run(const ResultsReader& results);

}  // namespace backstock
