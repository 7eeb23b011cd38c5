#include "tools/study_report.hpp"

#include "scenarios/path.hpp"
#include "tools/figures.hpp"
#include "tools/progress_line.hpp"
#include "tools/study_sensitivity.hpp"
#include "tools/study_verdict.hpp"
#include "tools/suggestions.hpp"
#include "tools/warmup_report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_lines = 30;
constexpr std::size_t name_width = 30;

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// To so many columns: cut in the middle, or filled with blanks.
std::string fitted(const std::string& text, std::size_t width) {
    const std::size_t columns = columns_of(text);
    if (columns <= width) return text + std::string(width - columns, ' ');
    std::string begin = text.substr(0, width / 2 - 1);
    while (!begin.empty() && (static_cast<unsigned char>(begin.back()) & 0xC0U) == 0x80U) begin.pop_back();
    if (!begin.empty() && (static_cast<unsigned char>(begin.back()) & 0x80U) != 0) begin.pop_back();
    std::string end = text.substr(text.size() - (width - width / 2 - 1));
    while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0U) == 0x80U) end.erase(0, 1);
    std::string cut = begin + "…" + end;
    return cut + std::string(width - std::min(width, columns_of(cut)), ' ');
}

std::string times(double factor) {
    if (std::isinf(factor)) return "exact";
    if (factor > 9999) return ">9999×";
    return std::isnan(factor) ? "" : fmt::format("{:.{}f}×", factor, factor < 9.95 ? 1 : 0);
}

std::string percent_sure(double level) {
    const double whole = 100 * level;
    return fmt::format("{:.{}f} % sure", whole, std::abs(whole - std::round(whole)) < 1e-9 ? 0 : 1);
}

double width_of(const std::vector<ComparisonLine>& lines) {
    double narrowest = std::nan("");
    for (const ComparisonLine& line : lines) {
        for (const double half : {line.compared.simultaneous.half_width(), line.compared.own.half_width()}) {
            if (half > 0 && !(half >= narrowest)) narrowest = half;
        }
    }
    return narrowest;
}

double size_of(const std::vector<ComparisonLine>& lines) {
    double largest = 0;
    for (const ComparisonLine& line : lines) {
        if (std::abs(line.compared.own.value) > largest) largest = std::abs(line.compared.own.value);
    }
    return largest;
}

// The lines to show: all, or the best where they are too many.
std::vector<const ComparisonLine*> shown_lines(const ComparedKpi& kpi) {
    std::vector<const ComparisonLine*> lines;
    for (const ComparisonLine& line : kpi.lines) lines.push_back(&line);
    if (lines.size() <= most_lines) return lines;
    const double sign = kpi.kpi.info->bad == BadSide::high ? 1 : -1;
    std::stable_sort(lines.begin(), lines.end(), [&](const ComparisonLine* a, const ComparisonLine* b) {
        return sign * a->compared.own.value < sign * b->compared.own.value;
    });
    lines.resize(most_lines);
    return lines;
}

std::string line_text(const StudyWork& work, const ComparisonLine& line, const DifferenceFormat& format,
                      bool by_setting, const Style& style) {
    const Compared& c = line.compared;
    const std::string name = by_setting ? "  " + work.short_name(line.cell) : work.study().cell_name(line.cell);
    // A name that is too long has a line of its own: names of cells differ anywhere.
    std::string text = "  " + (columns_of(name) <= name_width ? fitted(name, name_width)
                                                              : name + "\n  " + std::string(name_width, ' '));
    text += fmt::format("{:>13}", format.number(c.own.value));
    if (line.cell == line.baseline) return text + style.dim("      baseline");
    const std::string sign = c.simultaneous.value > 0 ? "+" : "";
    const std::string half =
        std::isnan(c.simultaneous.half_width()) ? "" : "± " + format.number(c.simultaneous.half_width());
    text += fmt::format("{:>14} {} ", sign + format.number(c.simultaneous.value), fitted(half, 10));
    const std::string standing(c.standing == Standing::unclear ? "?" : name_of(c.standing));
    text += c.standing == Standing::better  ? style.good(fmt::format("{:<7}", standing))
            : c.standing == Standing::worse ? style.bad(fmt::format("{:<7}", standing))
                                            : fmt::format("{:<7}", standing);
    const std::string best = std::isnan(c.probability_best) ? "" : fmt::format("{:.2f}", c.probability_best);
    return text + fmt::format("{:>5} {:>6}", best, times(c.variance_reduction));
}

std::string table_of(const StudyWork& work, const ComparedKpi& kpi, const Style& style) {
    const double width = width_of(kpi.lines);
    const double size = size_of(kpi.lines);
    const DifferenceFormat format(kpi.kpi, work.common().run, std::isnan(width) ? size / 100 : width);
    const std::string unit = format.unit() == "percentage points" ? "%" : format.unit();
    std::string title = kpi.kpi.name + (unit.empty() ? "" : " (" + unit + ")");
    std::string text = style.bold(fitted(title, name_width + 2)) +
                       style.dim(fmt::format("{:>13}{:>14} {:<10} {:<7}{:>5}{:>7}", "mean", "difference",
                                             percent_sure(work.study().level), "", "best", "CRN")) +
                       '\n';
    std::vector<const ComparisonLine*> lines = shown_lines(kpi);
    const bool by_setting = work.plan().families.size() > 1 && lines.size() == kpi.lines.size();
    std::string setting;
    for (const ComparisonLine* line : lines) {
        if (std::string here = work.study().setting_name(line->cell); by_setting && here != setting) {
            setting = std::move(here);
            text += "  " + style.dim(setting) + '\n';
        }
        std::string shown = line_text(work, *line, format, by_setting, style);
        shown.erase(shown.find_last_not_of(' ') + 1);
        text += shown + '\n';
    }
    if (lines.size() < kpi.lines.size())
        text += style.dim(fmt::format("  the best {} of {} cells; all are in the file", lines.size(),
                                      grouped(static_cast<double>(kpi.lines.size())))) +
                '\n';
    return text;
}

Json interval_json(const Interval& interval) { return {interval.low, interval.high}; }

Json line_json(const StudyWork& work, const ComparisonLine& line) {
    const Compared& c = line.compared;
    return {{"cell", work.study().cell_name(line.cell)},
            {"baseline", work.study().cell_name(line.baseline)},
            {"replications", line.replications},
            {"value", c.own.value},
            {"value_interval", interval_json(c.own)},
            {"difference", c.difference.value},
            {"interval", interval_json(c.difference)},
            {"simultaneous_interval", interval_json(c.simultaneous)},
            {"variance_reduction", c.variance_reduction},
            {"probability_better", c.probability_better},
            {"from_best", c.from_best.value},
            {"from_best_interval", interval_json(c.from_best)},
            {"probability_best", c.probability_best},
            {"standing", name_of(c.standing)},
            {"verdict", line.verdict}};
}

}  // namespace

std::string study_heading(const StudyWork& work, const StudyFindings& findings, double seconds, const Style& style) {
    const Study& study = work.study();
    std::string title = study.title;
    if (title.empty()) title = study.name == "comparison" ? "Comparison" : study.name;
    std::string what = counted(study.variants.size(), "variant");
    if (!study.factors.empty())
        what +=
            fmt::format(" at {} of {}", counted(study.settings(), "setting"), counted(study.factors.size(), "factor"));
    const bool varies = work.plan().until.has_value() && work.plan().families.size() > 1;
    what += fmt::format("; {}{} each, on the same customers, lead times and outages (seed {}); {}; took {}",
                        varies ? "up to " : "", counted(static_cast<std::size_t>(findings.replications), "replication"),
                        work.common().run.seed, written_span(work.common().run.horizon - Time::zero()),
                        rough_time(seconds));
    return style.bold(title) + '\n' + wrapped(what, 0, 0) + '\n';
}

std::string comparison_screen(const StudyWork& work, const StudyFindings& findings, const Style& style) {
    std::string text;
    const bool large = findings.kpis.front().lines.size() > most_lines;
    std::vector<std::string> silent;
    for (const ComparedKpi& kpi : findings.kpis) {
        const bool says = std::any_of(kpi.lines.begin(), kpi.lines.end(), [](const ComparisonLine& line) {
            return std::isfinite(line.compared.own.value) && line.compared.own.value != 0;
        });
        if (says || &kpi == &findings.kpis.front())
            text += table_of(work, kpi, style);
        else
            silent.push_back(kpi.kpi.name);
        if (large) break;
    }
    if (!silent.empty()) {
        const char* verb = silent.size() == 1 ? "is" : "are";
        text +=
            style.dim(wrapped(fmt::format("{} {} 0 or without a value in every cell.", fmt::join(silent, ", "), verb)));
    }
    return text;
}

std::string verdict_text(const StudyFindings& findings, const Style& style, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < findings.sentences.size() && i < most; ++i)
        text += wrapped(findings.sentences[i], 0, 2);
    if (findings.sentences.size() > most)
        text += style.dim(fmt::format("and {} more verdicts in the file", findings.sentences.size() - most)) + '\n';
    for (const std::string& warning : findings.warnings) text += wrapped("Warning: " + warning, 0, 2);
    return text;
}

std::string study_screen(const StudyWork& work, const StudyFindings& findings, double seconds, const std::string& file,
                         const std::string& program, const Style& style) {
    std::string text = study_heading(work, findings, seconds, style);
    if (work.found_warmup()) text += warmup_screen(*work.found_warmup(), style) + '\n';
    text += comparison_screen(work, findings, style) + '\n';
    text += sensitivity_screen(findings.sensitivity, work.common().run, style) + verdict_text(findings, style);
    text += fmt::format("Written: {}\n", file);
    return text + style.dim("Next:") +
           fmt::format("\n  {0} report {1}\n  {0} export {1} --csv {2}\n", program, shell_word(file),
                       shell_word(work.study().name));
}

std::string study_json(const StudyWork& work, const StudyFindings& findings, const std::string& file) {
    const Study& study = work.study();
    Json cells = Json::array();
    for (std::size_t cell = 0; cell < study.cells(); ++cell) {
        Json levels = Json::object();
        const std::vector<std::string> at = study.level_texts(cell);
        for (std::size_t f = 0; f < at.size(); ++f) levels[path_text(study.factors[f].path)] = at[f];
        cells.push_back({{"name", study.cell_name(cell)},
                         {"variant", study.variants[study.variant_of(cell)].name},
                         {"levels", levels}});
    }
    Json comparison = Json::object();
    for (const ComparedKpi& kpi : findings.kpis) {
        Json lines = Json::array();
        for (const ComparisonLine& line : kpi.lines) lines.push_back(line_json(work, line));
        comparison[kpi.kpi.name] = {{"unit", unit_in(*kpi.kpi.info, work.common().run.currency)}, {"cells", lines}};
    }
    const Json all{{"study",
                    {{"name", study.name},
                     {"title", study.title},
                     {"seed", work.common().run.seed},
                     {"replications", findings.replications},
                     {"level", study.level}}},
                   {"cells", cells},
                   {"comparison", comparison},
                   {"verdicts", findings.sentences},
                   {"warnings", findings.warnings},
                   {"file", file.empty() ? Json(nullptr) : Json(file)}};
    return all.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backstock
