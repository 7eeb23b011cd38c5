#pragma once
// What a report shows, as one JSON document. The page (tools/report/page/) draws it and computes nothing that isn't
// here or in a line of arithmetic over it.

#include "output/results_reader.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>

namespace backstock {

// How much of a file goes into a page.
struct PageLimits {
    std::size_t cells = 200;     // of a study: the best by the first figure compared, and the baselines
    std::size_t verdicts = 12;
    std::size_t variants = 12;   // whose timelines, tables and networks are shown; the KPIs of all are
    std::size_t entities = 400;  // rows of a table by item, store …; the largest
    std::size_t series = 60;     // of a variant's timeline
    std::size_t rows = 2000;     // of a table that is shown as it stands
};

// The document:
//
//   kind            "run", "study", or "search" for a file of stress or optimize, which has no variants
//   title, file, created, version, start, horizon, warmup, seed, currency, replications, level
//   verdicts        sentences, the answer first
//   kpis            name -> {unit, bad, ratio, definition}
//   variants        [{name, summary: {kpi -> {n, mean, half_width, min, p05, p50, p95, max, cvar95}}, and for the
//                   first ones detail_of()}]
//   cells           how many alternatives the file has
//   comparison      kpi -> table; a study's only
//   tables          [{path, columns, rows, total}]: designs, sensitivities, stress and search as they stand
//
// A table is {columns: [{name, unit}], rows: [[cell …] …], total: rows in the file}. What is no number is null.
// Throws WrongUse for a file that holds no results, FileError for one that can't be read.
nlohmann::ordered_json page_data(const ResultsReader& results, const PageLimits& limits = {});

}  // namespace backstock
