#include "output/study_results.hpp"

#include "output/name_widths.hpp"
#include "output/object_path.hpp"
#include "sim/base/require.hpp"
#include "sim/version.hpp"

#include <algorithm>
#include <utility>

namespace backstock {
namespace {

constexpr std::size_t summary_rows_a_chunk = 8192;

Frame first_columns(const Frame& frame, Frame more) {
    Frame all = frame;
    for (Column& column : more.columns) all.columns.push_back(std::move(column));
    return all;
}

template<class Get>
Numbers numbers(std::span<const ComparisonLine> lines, Get get) {
    Numbers values;
    for (const ComparisonLine& line : lines) values.push_back(get(line.compared));
    return values;
}

}  // namespace

StudyResults::StudyResults(const std::filesystem::path& target, const StudyDescription& study,
                           std::vector<CellDescription> cells)
    : study_(study), cells_(std::move(cells)), writer_(target), replications_(cells_.size()) {
    describe();
    const Frame heading = first_columns(named_cells({}), summary_frame(study_.columns, {}, study_.run.currency));
    TextWidths widths{{"cell_name", longest_name(cells_)}, {"kpi", 1}, {"unit", 1}};
    for (const KpiColumn& column : study_.columns) {
        widths["kpi"] = std::max(widths["kpi"], column.name.size());
        widths["unit"] = std::max(widths["unit"], unit_in(*column.info, study_.run.currency).size());
    }
    summary_ = &writer_.stream("/study/summary", heading,
                               {.rows_per_chunk = std::min(summary_rows_a_chunk, cells_.size() * study_.columns.size()),
                                .text_widths = widths});
}

void StudyResults::describe() {
    writer_.attribute("/", "kind", std::string("study"));
    writer_.attribute("/", "program", std::string("backstock"));
    writer_.attribute("/", "version", std::string(backstock_version));
    if (!study_.created.empty()) writer_.attribute("/", "created", study_.created);
    writer_.attribute("/", "title", study_.title);
    writer_.attribute("/", "seed", study_.run.seed);
    writer_.attribute("/", "currency", study_.run.currency);
    writer_.attribute("/", "start", study_.run.start);
    writer_.attribute("/", "horizon", study_.run.horizon.in_days());
    writer_.attribute("/", "warmup", study_.run.warmup.in_days());
    writer_.text("/study/definition", study_.resolved_yaml);
    writer_.attribute("/study/definition", "name", study_.name);
}

// Number and name of some cells, as the first columns of a table.
Frame StudyResults::named_cells(std::span<const std::size_t> cells) const {
    Counts numbers;
    Texts names;
    for (const std::size_t cell : cells) {
        numbers.push_back(static_cast<std::int64_t>(cell));
        names.push_back(cells_[cell].name);
    }
    Frame frame;
    frame.add("cell", "", std::move(numbers));
    frame.add("cell_name", "", std::move(names));
    return frame;
}

std::string StudyResults::path(std::size_t cell, const char* table) const {
    return "/" + object_name(cells_[cell].name) + "/" + table;
}

void StudyResults::open_cell(std::size_t cell, const Model& model, const std::string& resolved_yaml, bool kpis_only) {
    require(!open_, "cell {} is opened while another is open", cell);
    open_ = true;
    writer_.text("/model/" + object_name(cells_[cell].name), resolved_yaml);
    if (kpis_only)
        kpis_.emplace(writer_, path(cell, "kpis"), study_.columns, model.run.replications, study_.run.currency);
    else
        tables_ = std::make_unique<VariantTables>(writer_, model, study_.columns, RecordingPlan{});
}

void StudyResults::take(std::int64_t replication, const Outcome& outcome) {
    if (kpis_) kpis_->add(outcome.network);
    if (tables_ != nullptr) tables_->take(replication, outcome, nullptr);
}

void StudyResults::finish_cell(std::size_t cell, std::int64_t replications, std::span<const SummaryRow> summary) {
    replications_[cell] = replications;
    const std::vector<std::size_t> repeated(summary.size(), cell);
    const Frame frame = summary_frame(study_.columns, summary, study_.run.currency);
    summary_->append(first_columns(named_cells(repeated), frame));
    if (tables_ != nullptr) {
        tables_->finish(summary);
    } else if (kpis_) {
        kpis_->finish();
        writer_.write(path(cell, "summary"), frame);
    }
    tables_.reset();
    kpis_.reset();
    open_ = false;
}

void StudyResults::compare(const KpiColumn& kpi, std::span<const ComparisonLine> lines) {
    std::vector<std::size_t> numbers_of;
    Texts variants, baselines, standings, verdicts;
    Counts replications;
    for (const ComparisonLine& line : lines) {
        numbers_of.push_back(line.cell);
        variants.push_back(cells_[line.cell].variant);
        baselines.push_back(cells_[line.baseline].name);
        replications.push_back(line.replications);
        standings.emplace_back(name_of(line.compared.standing));
        verdicts.push_back(line.verdict);
    }
    Frame frame = named_cells(numbers_of);
    frame.add("variant", "", std::move(variants));
    for (std::size_t f = 0; f < study_.labels.size(); ++f) {
        Texts levels;
        for (const ComparisonLine& line : lines) levels.push_back(cells_[line.cell].levels[f]);
        frame.add(study_.labels[f], "", std::move(levels));
    }
    frame.add("baseline", "", std::move(baselines));
    frame.add("replications", "", std::move(replications));
    const std::string unit = unit_in(*kpi.info, study_.run.currency);
    const auto add = [&](const char* name, const std::string& in, auto get) {
        frame.add(name, in, numbers(lines, get));
    };
    add("value", unit, [](const Compared& c) { return c.own.value; });
    add("value_low", unit, [](const Compared& c) { return c.own.low; });
    add("value_high", unit, [](const Compared& c) { return c.own.high; });
    add("difference", unit, [](const Compared& c) { return c.difference.value; });
    add("low", unit, [](const Compared& c) { return c.difference.low; });
    add("high", unit, [](const Compared& c) { return c.difference.high; });
    add("simultaneous_low", unit, [](const Compared& c) { return c.simultaneous.low; });
    add("simultaneous_high", unit, [](const Compared& c) { return c.simultaneous.high; });
    add("variance_reduction", "1", [](const Compared& c) { return c.variance_reduction; });
    add("probability_better", "1", [](const Compared& c) { return c.probability_better; });
    add("from_best", unit, [](const Compared& c) { return c.from_best.value; });
    add("from_best_low", unit, [](const Compared& c) { return c.from_best.low; });
    add("from_best_high", unit, [](const Compared& c) { return c.from_best.high; });
    add("probability_best", "1", [](const Compared& c) { return c.probability_best; });
    Counts pairs;
    for (const ComparisonLine& line : lines) pairs.push_back(line.compared.difference.n);
    frame.add("pairs", "", std::move(pairs));
    frame.add("standing", "", std::move(standings));
    frame.add("verdict", "", std::move(verdicts));
    const std::string path = "/comparison/" + object_name(kpi.name);
    writer_.write(path, frame);
    constexpr const char* sides[] = {"none", "low", "high"};
    writer_.attribute(path, "level", study_.level);
    writer_.attribute(path, "bad_side", std::string(sides[static_cast<std::size_t>(kpi.info->bad)]));
}

void StudyResults::conclude(std::span<const std::string> sentences) {
    Frame frame;
    frame.add("verdict", "", Texts(sentences.begin(), sentences.end()));
    writer_.write("/study/verdicts", frame);
}

void StudyResults::write_cells() {
    std::vector<std::size_t> all(cells_.size());
    Texts variants;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        all[i] = i;
        variants.push_back(cells_[i].variant);
    }
    Frame frame = named_cells(all);
    frame.add("variant", "", std::move(variants));
    for (std::size_t f = 0; f < study_.labels.size(); ++f) {
        Texts levels;
        for (const CellDescription& cell : cells_) levels.push_back(cell.levels[f]);
        frame.add(study_.labels[f], "", std::move(levels));
    }
    frame.add("replications", "", Counts(replications_.begin(), replications_.end()));
    writer_.write("/study/cells", frame);
    if (study_.factors.empty()) return;
    Frame factors;
    factors.add("factor", "", Texts(study_.labels.begin(), study_.labels.end()));
    factors.add("path", "", Texts(study_.factors.begin(), study_.factors.end()));
    writer_.write("/study/factors", factors);
}

void StudyResults::commit() {
    write_cells();
    writer_.attribute("/", "cells", static_cast<std::int64_t>(cells_.size()));
    writer_.attribute("/", "replications", *std::max_element(replications_.begin(), replications_.end()));
    writer_.commit();
}

}  // namespace backstock
