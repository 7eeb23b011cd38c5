#pragma once
// A search from its study to what it found.

#include "output/search_tables.hpp"
#include "output/unit_file.hpp"
#include "scenarios/study.hpp"
#include "sim/experiment/kpi.hpp"

#include <string>

namespace backstock {

// What `optimize` is to do, after the command line.
struct SearchOrder {
    const Study* study = nullptr;  // read for StudyUse::search, and with a plan
    SearchPlan plan;
    RunPlan run;  // seed and currency of all cells
    std::vector<KpiColumn> columns;
    std::string definition;
    int threads = 1;
    bool show_progress = false;
};

// Tells searches apart: the same digest, the same results.
std::string digest_of(const SearchOrder& order);

// Searches the list of cells, or, where there are ranges, the box. Throws BadInput, WrongUse, Interrupted, FileError.
SearchResults run_search(const SearchOrder& order, UnitFile* units);

// What to set for the best: "stores.shop.stock.widget.inventory.base_stock.S: 12", a line each.
std::vector<std::string> settings_of_best(const Study& study, const SearchResults& results);

}  // namespace backstock
