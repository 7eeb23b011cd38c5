#include "tools/study_sensitivity.hpp"

#include "sim/experiment/design/effects.hpp"
#include "sim/experiment/design/sobol_indices.hpp"
#include "tools/study_verdict.hpp"
#include "tools/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace backstock {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double most_numbers = 5e7;  // cells × replications that are analysed

// One KPI over the cells of one variant.
class Analysis {
public:
    Analysis(const Study& study, std::size_t variant, const KpiColumn& kpi, const std::string& currency,
             const Responses& responses, SensitivityTables& tables)
        : study_(study), responses_(responses), tables_(tables) {
        of_ = {study.variants[variant].name, kpi.name, unit_in(*kpi.info, currency), {}, {}};
    }

    void run() {
        switch (study_.design ? study_.design->kind : DesignKind::grid) {
            case DesignKind::grid: return effects();
            case DesignKind::latin_hypercube:
            case DesignKind::sobol: return line();
            case DesignKind::one_at_a_time: return tornado();
            case DesignKind::sobol_indices: return indices();
        }
    }

private:
    SensitivityOf of(std::size_t factor, std::optional<std::size_t> with = {}) const {
        SensitivityOf of = of_;
        of.factor = study_.factors[factor].label;
        if (with) of.with = study_.factors[*with].label;
        return of;
    }
    const std::string& text(std::size_t factor, std::size_t level) const { return study_.factors[factor].texts[level]; }

    void effects() {
        std::vector<std::size_t> levels;
        for (const StudyFactor& factor : study_.factors) levels.push_back(factor.levels.size());
        const Grid grid(levels);
        for (const LevelEffect& effect : level_effects(grid, responses_, study_.level))
            tables_.effects.push_back({of(effect.factor, effect.with), text(effect.factor, effect.level),
                                       effect.with ? text(*effect.with, effect.with_level) : "", effect.effect});
        for (const VarianceShare& share : variance_shares(grid, responses_, study_.level))
            tables_.shares.push_back({of(share.factor, share.with), share.share});
    }

    void line() {
        std::vector<RegressionFactor> factors;
        for (const StudyFactor& factor : study_.factors) factors.push_back({factor.range ? 0 : factor.levels.size()});
        const std::optional<Regression> fit = regression(study_.unit_points(), factors, responses_, study_.level);
        if (!fit) return;
        for (const Term& term : fit->terms)
            tables_.effects.push_back(
                {of(term.factor, term.with), term.level ? text(term.factor, *term.level) : "", "", term.effect});
        SensitivityOf all = of_;
        all.factor = "(explained by these)";
        tables_.shares.push_back({all, fit->explained});
    }

    void tornado() {
        const std::size_t before = tables_.tornado.size();
        const std::vector<Interval> values =
            responses_.of([](std::span<const double> cells) { return std::vector<double>(cells.begin(), cells.end()); },
                          study_.level);
        const std::vector<Interval> changes = responses_.of(
            [](std::span<const double> cells) {
                std::vector<double> moved;
                for (const double cell : cells) moved.push_back(cell - cells.front());
                return moved;
            },
            study_.level);
        std::size_t cell = 1;
        std::vector<double> swings;
        for (std::size_t f = 0; f < study_.factors.size(); ++f) {
            double low = changes[0].value;
            double high = low;
            for (std::size_t level = 0; level < study_.factors[f].levels.size(); ++level, ++cell) {
                low = std::min(low, changes[cell].value);
                high = std::max(high, changes[cell].value);
                tables_.tornado.push_back({of(f), text(f, level), values[cell], changes[cell], 0, 0});
            }
            swings.push_back(high - low);
        }
        rank(before, swings);
    }

    void rank(std::size_t first, const std::vector<double>& swings) {
        std::size_t row = first;
        for (std::size_t f = 0; f < swings.size(); ++f) {
            const auto above = std::count_if(swings.begin(), swings.end(), [&](double s) { return s > swings[f]; });
            for (std::size_t level = 0; level < study_.factors[f].levels.size(); ++level, ++row) {
                tables_.tornado[row].swing = swings[f];
                tables_.tornado[row].rank = static_cast<std::int64_t>(above) + 1;
            }
        }
    }

    void indices() {
        const SobolIndices found = sobol_indices(responses_, study_.factors.size(), study_.level, study_.design->seed);
        for (std::size_t f = 0; f < found.factors.size(); ++f)
            tables_.indices.push_back(
                {of(f), found.factors[f].first, found.factors[f].total, found.variance, found.noise});
    }

    const Study& study_;
    const Responses& responses_;
    SensitivityTables& tables_;
    SensitivityOf of_;
};

std::vector<DesignedCell> cells_of(const Study& study) {
    std::vector<DesignedCell> cells;
    for (std::size_t cell = 0; cell < study.cells(); ++cell) {
        const std::size_t setting = study.setting_of(cell);
        DesignedCell row{static_cast<std::int64_t>(cell),
                         study.cell_name(cell),
                         study.variants[study.variant_of(cell)].name,
                         {},
                         study.unit_points().empty() ? UnitPoint{} : study.unit_points()[setting]};
        const std::vector<std::size_t> levels = study.levels_of(cell);
        for (std::size_t f = 0; f < levels.size(); ++f) {
            const StudyFactor& factor = study.factors[f];
            if (levels[f] == factor.levels.size())
                row.values.push_back(nan);
            else if (factor.range)
                row.values.push_back(std::stod(factor.texts[levels[f]]));
            else
                row.values.push_back(static_cast<double>(levels[f]));
        }
        cells.push_back(std::move(row));
    }
    return cells;
}

// The cells of one variant in the order of the settings, as far as all have replications.
Responses responses_of(const Study& study, std::size_t variant, const StudySamples& samples, std::size_t kpi) {
    std::int64_t common = std::numeric_limits<std::int64_t>::max();
    for (std::size_t cell = variant; cell < study.cells(); cell += study.variants.size())
        common = std::min(common, samples.replications(cell));
    std::vector<std::vector<double>> num, den;
    for (std::size_t cell = variant; cell < study.cells(); cell += study.variants.size()) {
        SampledKpi sample = samples.sample(cell, kpi);
        sample.num.resize(static_cast<std::size_t>(common));
        sample.den.resize(static_cast<std::size_t>(common));
        num.push_back(std::move(sample.num));
        den.push_back(std::move(sample.den));
    }
    return {num, den, samples.kpis()[kpi].info->is_ratio()};
}

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * share); }

// What stands in a line of the screen, and by how much it matters.
struct EffectLine {
    double weight;
    std::vector<std::string> cells;
    std::string name;
};

// A change of the KPI, as the comparison writes it.
std::string figure(const Interval& interval, const SensitivityOf& of, const RunPlan& run) {
    if (std::isnan(interval.value)) return "-";
    const double half = std::isnan(interval.half_width()) ? 0 : interval.half_width();
    const DifferenceFormat format({of.kpi, find_kpi(of.kpi)}, run, half > 0 ? half : std::abs(interval.value));
    return format.with(interval.value, half);
}

std::string range_text(const Interval& share) {
    if (std::isnan(share.low)) return "";
    return fmt::format("({} to {})", percent(share.low), percent(share.high));
}

std::string name_of_row(const SensitivityOf& of, const std::string& level = {}) {
    std::string name = of.factor;
    if (!of.with.empty()) name += " × " + of.with;
    return level.empty() ? name : name + " = " + level;
}

bool is_of(const SensitivityOf& of, const SensitivityOf& wanted) {
    return of.variant == wanted.variant && of.kpi == wanted.kpi;
}

std::vector<EffectLine> lines_of(const SensitivityTables& tables, const SensitivityOf& wanted, const RunPlan& run) {
    std::vector<EffectLine> lines;
    for (const TornadoRow& row : tables.tornado)
        if (is_of(row.of, wanted))
            lines.push_back(
                {row.swing, {name_of_row(row.of, row.level), figure(row.change, row.of, run)}, row.of.factor});
    for (const IndexRow& row : tables.indices)
        if (is_of(row.of, wanted))
            lines.push_back({row.total.value,
                             {row.of.factor, percent(row.first.value) + " " + range_text(row.first),
                              percent(row.total.value) + " " + range_text(row.total)},
                             row.of.factor});
    // Where one factor alone differs, it is all that a grid differs by.
    const bool grid = tables.design == name_of(DesignKind::grid);
    for (const ShareRow& row : tables.shares)
        if (grid && tables.labels.size() > 1 && is_of(row.of, wanted))
            lines.push_back({row.share.value,
                             {name_of_row(row.of), percent(row.share.value), range_text(row.share)},
                             name_of_row(row.of)});
    for (const EffectRow& row : tables.effects)
        if (!grid && is_of(row.of, wanted))
            lines.push_back({std::abs(row.effect.value),
                             {name_of_row(row.of, row.level), figure(row.effect, row.of, run),
                              row.effect.covers(0) ? "not measurable" : ""},
                             name_of_row(row.of)});
    std::erase_if(lines, [](const EffectLine& line) { return std::isnan(line.weight); });
    std::stable_sort(lines.begin(), lines.end(),
                     [](const EffectLine& a, const EffectLine& b) { return a.weight > b.weight; });
    return lines;
}

std::vector<std::string> heading_of(const SensitivityTables& tables, const std::string& kpi) {
    if (!tables.tornado.empty()) return {"one at a time", "change of " + kpi};
    if (!tables.indices.empty()) return {"Sobol indices of " + kpi, "alone", "in all"};
    if (tables.design == name_of(DesignKind::grid)) return {"what " + kpi + " differs by", "share", ""};
    return {"from one end of the range to the other", kpi, ""};
}

std::string sentence_of(const SensitivityTables& tables, const SensitivityOf& wanted, bool several,
                        const std::vector<EffectLine>& lines) {
    const std::string where = several ? " with " + wanted.variant : "";
    const EffectLine& most = lines.front();
    if (!tables.indices.empty())
        return fmt::format(
            "What {} will be{} depends most on {}: {} of its variance, with what it does together with "
            "others.",
            wanted.kpi, where, most.name, percent(most.weight));
    if (tables.design == name_of(DesignKind::grid))
        return fmt::format("{}{} differs most by {}: {} of the differences between cells.", wanted.kpi, where,
                           most.name, percent(std::min(1., most.weight)));
    return fmt::format("{}{} moves most with {}.", wanted.kpi, where, most.name);
}

// Each variant with the KPI that decides.
std::vector<SensitivityOf> deciding(const SensitivityTables& tables) {
    std::vector<SensitivityOf> found;
    const auto look = [&](const auto& rows) {
        for (const auto& row : rows) {
            const bool known = std::any_of(found.begin(), found.end(),
                                           [&](const auto& each) { return each.variant == row.of.variant; });
            if (!known) found.push_back(row.of);
        }
    };
    look(tables.tornado);
    look(tables.indices);
    look(tables.effects);
    return found;
}

}  // namespace

StudySensitivity sensitivity_of(const Study& study, const StudySamples& samples, const RunPlan& run) {
    StudySensitivity result;
    if (study.factors.empty() || study.settings() < 2 || samples.cells() == 0) return result;
    SensitivityTables& tables = result.tables;
    tables.design = std::string(name_of(study.design ? study.design->kind : DesignKind::grid));
    for (const StudyFactor& factor : study.factors) tables.labels.push_back(factor.label);
    tables.cells = cells_of(study);
    const double numbers = static_cast<double>(study.cells()) * static_cast<double>(samples.replications(0));
    if (numbers > most_numbers) {
        result.sentences.emplace_back("The effects of the factors were not worked out: there are too many cells.");
        return result;
    }
    for (std::size_t kpi = 0; kpi < samples.kpis().size(); ++kpi)
        for (std::size_t variant = 0; variant < study.variants.size(); ++variant) {
            const Responses responses = responses_of(study, variant, samples, kpi);
            Analysis(study, variant, samples.kpis()[kpi], run.currency, responses, tables).run();
        }
    const std::vector<SensitivityOf> all = deciding(tables);
    for (const SensitivityOf& of : all) {
        const std::vector<EffectLine> lines = lines_of(tables, of, run);
        if (!lines.empty() && lines.front().weight > 0)
            result.sentences.push_back(sentence_of(tables, of, all.size() > 1, lines));
    }
    return result;
}

std::string sensitivity_screen(const StudySensitivity& sensitivity, const RunPlan& run, const Style& style) {
    constexpr std::size_t most = 12;
    std::string text;
    const std::vector<SensitivityOf> all = deciding(sensitivity.tables);
    for (const SensitivityOf& of : all) {
        const std::vector<EffectLine> lines = lines_of(sensitivity.tables, of, run);
        if (lines.empty()) continue;
        std::vector<std::vector<std::string>> rows{heading_of(sensitivity.tables, of.kpi)};
        for (const EffectLine& line : lines)
            if (rows.size() <= most) rows.push_back(line.cells);
        if (all.size() > 1) text += style.bold(of.variant) + '\n';
        text += text_table(rows, style) + '\n';
    }
    return text;
}

}  // namespace backstock
