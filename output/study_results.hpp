#pragma once
// The results file of a study: what was asked, the cells, their summaries, and the comparison. output/README.md says
// what is in it.

#include "output/kpi_stream.hpp"
#include "output/results_writer.hpp"
#include "output/run_results.hpp"
#include "output/variant_tables.hpp"
#include "sim/experiment/comparison.hpp"
#include "sim/experiment/summary.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// What the file says of the study beside its results.
struct StudyDescription {
    std::string name;
    std::string title;
    std::string resolved_yaml;  // loads to the same study
    std::string created = {};   // as in ResultsRequest
    RunPlan run;                // seed, currency and start of all cells; horizon and warm-up of the first
    std::vector<KpiColumn> columns;
    std::vector<std::string> factors;  // their dotted paths
    std::vector<std::string> labels;   // and their short names, which are names of columns
    double level = 0.95;
};

struct CellDescription {
    std::size_t number = 0;
    std::string name;  // also of its group
    std::string variant;
    std::vector<std::string> levels;  // as texts, one a factor
};

// One alternative in the table of one KPI.
struct ComparisonLine {
    std::size_t cell;
    std::size_t baseline;
    std::int64_t replications;
    Compared compared;
    std::string verdict;
};

class StudyResults {
public:
    // The description must outlive it. Throws FileError when the target can't be written.
    StudyResults(const std::filesystem::path& target, const StudyDescription& study,
                 std::vector<CellDescription> cells);

    // Opens the tables of a cell, as a run has them: then take() its replications in order, finish_cell() with their
    // summary. With `kpis_only` the outcomes need no more than the network's row. One cell at a time, in any order that
    // is always the same. The model must live until finish_cell().
    void open_cell(std::size_t cell, const Model& model, const std::string& resolved_yaml, bool kpis_only);
    void take(std::int64_t replication, const Outcome& outcome);
    // A cell that was not opened has no tables of its own, only its rows in /study/summary.
    void finish_cell(std::size_t cell, std::int64_t replications, std::span<const SummaryRow> summary);

    // /comparison/<kpi>, a row a line.
    void compare(const KpiColumn& kpi, std::span<const ComparisonLine> lines);

    // /study/verdicts: what came out, in sentences.
    void conclude(std::span<const std::string> sentences);

    ResultsWriter& writer() { return writer_; }
    void commit();

private:
    void describe();
    void write_cells();
    std::string path(std::size_t cell, const char* table) const;
    Frame named_cells(std::span<const std::size_t> cells) const;

    const StudyDescription& study_;
    std::vector<CellDescription> cells_;
    ResultsWriter writer_;
    RowStream* summary_ = nullptr;
    std::unique_ptr<VariantTables> tables_;   // of the open cell
    std::optional<KpiStream> kpis_;           // of the open cell, where it has no more
    std::vector<std::int64_t> replications_;  // by cell
    bool open_ = false;
};

}  // namespace backstock
