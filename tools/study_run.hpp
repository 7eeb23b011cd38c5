#pragma once
// A study from its file to its results: the units played on threads, put aside as they come, and put together.

#include "output/study_results.hpp"
#include "output/unit_file.hpp"
#include "scenarios/study.hpp"
#include "sim/experiment/schedule.hpp"
#include "tools/study_sensitivity.hpp"
#include "sim/experiment/warmup.hpp"
#include "tools/study_units.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// One part of a study: `--shard 2/4` is part 1 of 4.
struct Shard {
    std::uint64_t part = 0;
    std::uint64_t parts = 1;
};

// What there is to do, and all that decides about the bytes of the results.
class StudyWork {
public:
    // Checks all cells (check_cells()) on so many threads. The study must outlive it.
    StudyWork(Study& study, int threads);

    const Study& study() const { return study_; }
    const StudyCommon& common() const { return common_; }
    const std::vector<KpiColumn>& columns() const { return columns_; }
    Keep keep() const { return keep_; }
    Detail detail() const { return keep_ == Keep::everything ? Detail::everything : Detail::network; }
    std::optional<std::size_t> deciding_column() const;
    const StudyPlan& plan() const { return plan_; }
    Schedule schedule(const Shard& shard = {}) const { return Schedule(plan_, shard.part, shard.parts); }
    // The warm-up of all cells, where it is found rather than given: the longest that any cell asks for.
    const std::optional<FoundWarmup>& found_warmup() const { return found_warmup_; }
    // The scenario of a cell, as it is played.
    Scenario scenario(std::size_t cell) const;
    // What whoever plays a unit has to know.
    UnitTerms terms() const;
    // Throws WrongUse where so many parts are too many to have work for each.
    void check_parts(std::uint64_t parts) const;
    // Tells studies apart: the same digest, the same bytes of every unit.
    const std::string& digest() const { return digest_; }
    UnitLabel label() const { return {digest_, study_.name, text_}; }
    // How a cell is called beside those it is compared with: the variant's name, or where there is one variant, the
    // levels.
    std::string short_name(std::size_t cell) const {
        return study_.variants.size() > 1 ? study_.variants[study_.variant_of(cell)].name : study_.cell_name(cell);
    }
    // The resolved study.
    const std::string& text() const { return text_; }

private:
    Study& study_;
    StudyCommon common_;
    std::vector<KpiColumn> columns_;
    Keep keep_;
    StudyPlan plan_;
    std::optional<FoundWarmup> found_warmup_;
    std::string text_;
    std::string digest_;
};

// Tells the schedule of the units that are there.
void count_units(const StudyWork& work, const UnitSource& units, Schedule& schedule);

// Plays all that the schedule asks for. Throws BadInput, Interrupted, BrokenLaw, FileError; what was finished by then
// is in the file.
void play(const StudyWork& work, Schedule& schedule, UnitFile& units, int threads, bool show_progress);

// What came out of one family of cells, for one KPI.
struct ComparedKpi {
    KpiColumn kpi;
    std::vector<ComparisonLine> lines;  // family by family, in their order; the baseline among them
};

struct StudyFindings {
    std::vector<ComparedKpi> kpis;
    std::vector<std::string> sentences;  // verdicts
    std::vector<std::string> warnings;
    std::int64_t replications = 0;  // of the cell with the most
    StudySensitivity sensitivity;   // of studies with factors
};

// Puts the units together: the comparison, and the results file if there is a target. Requires a complete schedule.
StudyFindings assemble(const StudyWork& work, const Schedule& schedule, const UnitSource& units, int threads,
                       const std::optional<std::filesystem::path>& target, const std::string& created);

}  // namespace backstock
