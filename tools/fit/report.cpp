#include "tools/fit/report.hpp"

#include "scenarios/utf8.hpp"
#include "tools/figures.hpp"
#include "tools/fit/plot.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::fit {
namespace {

std::string count_text(std::uint64_t count) { return grouped(static_cast<double>(count)); }

// Three and more digits, enough to see a difference.
std::string figure(double value, int digits = 4) { return grouped(value, decimals_for(std::abs(value), digits)); }

// With n - 1, as it is reported.
double sd_of(const Observed& x) { return std::sqrt(x.variance * x.n / (x.n - 1)); }

// Of AIC and BIC: what counts is a difference of some units.
std::string criterion(double value) {
    if (std::abs(value) >= 1e9) return fmt::format("{:.5g}", value);
    return grouped(value, std::abs(value) < 1e6 ? 1 : 0);
}

std::string unit_after(const Unit& unit) { return unit.is_time() ? " " + unit.name : ""; }

std::string moments_text(const Observed& x, const Unit& unit) {
    const auto at = [&x](double p) { return figure(quantile_of(x.values, p)); };
    return fmt::format(
        "n {}   mean {}{}   sd {}   min {}   max {}\n5 % {}   25 % {}   median {}   75 % {}   95 % {}   99 % {}\n",
        grouped(x.n), figure(x.mean), unit_after(unit), figure(sd_of(x)), at(0), at(1), at(0.05), at(0.25), at(0.5),
        at(0.75), at(0.95), at(0.99));
}

std::string p_text(const std::optional<Significance>& test) {
    if (!test) return "";
    const double least = 1.0 / (test->samples + 1);
    return test->p <= least * 1.5 ? fmt::format("<{:.3f}", least * 2) : fmt::format("{:.3f}", test->p);
}

std::string row_text(const Scored& scored) {
    const bool ranked = scored.log_likelihood.has_value();
    const std::string second = scored.chi  ? fmt::format("{:.1f}/{}", scored.chi->statistic, scored.chi->freedom)
                               : scored.ad ? figure(*scored.ad, 3)
                                           : "-";
    return fmt::format("{:<17} {:>11} {:>11} {:>6.3f} {:>11} {:>7}\n", scored.fit.word,
                       ranked ? criterion(scored.aic) : "-", ranked ? criterion(scored.bic) : "-", scored.ks, second,
                       p_text(scored.bootstrap));
}

std::string table_text(const Analysis& analysis, const Style& style) {
    const auto has = [&analysis](bool counts) {
        return std::any_of(analysis.ranked.begin(), analysis.ranked.end(),
                           [=](const Scored& scored) { return scored.fit.counts == counts; });
    };
    const char* second = !has(true) ? "A²" : has(false) ? "A² or χ²/df" : "χ²/df";
    std::string text =
        style.bold(fmt::format("{:<17} {:>11} {:>11} {:>6} {:>11} {:>7}", "law", "AIC", "BIC", "KS", second, "p")) +
        '\n';
    for (const Scored& scored : analysis.ranked) text += row_text(scored);
    for (const auto& [word, why] : analysis.not_fitted) text += style.dim(fmt::format("{:<17} {}", word, why)) + '\n';
    for (const Scored& scored : analysis.ranked) {
        if (!scored.fit.remark.empty()) text += wrapped(scored.fit.word + ": " + scored.fit.remark, 0, 2);
    }
    return text;
}

std::string legend_text(const Analysis& analysis) {
    std::string text = "KS: the largest difference of the shares below a point; ";
    if (std::any_of(analysis.ranked.begin(), analysis.ranked.end(), [](const Scored& s) { return !s.fit.counts; }))
        text += "A²: Anderson and Darling's distance; ";
    if (std::any_of(analysis.ranked.begin(), analysis.ranked.end(), [](const Scored& s) { return s.chi.has_value(); }))
        text += "χ²/df: chi-square and its degrees of freedom; ";
    return text + "p: how often chance alone differs more (parametric bootstrap of KS)";
}

std::string name_of(const Analysis& group) {
    const std::string name = without_controls(group.sample->name);
    return name.empty() ? "(empty)" : name;
}

// Text cut or filled up to so many columns.
std::string cell(std::string text, int width) {
    if (characters(text) > width) {
        std::size_t end = text.size();
        while (characters(text.substr(0, end)) >= width || (text[end] & 0xC0) == 0x80) --end;
        text = text.substr(0, end) + "…";
    }
    return text + std::string(static_cast<std::size_t>(width - characters(text)), ' ');
}

std::string group_row(const Analysis& group) {
    const std::size_t used = group.sample->values.size();
    std::string text = fmt::format(" {:>7} {:>7}", count_text(used), count_text(group.sample->rows - used));
    if (!group.observed) {
        const std::string only = used > 0 ? figure(group.sample->values.front()) : "-";
        return text + fmt::format(" {:>9} {:>9}  {}\n", only, used > 0 ? "0" : "-", used > 0 ? "constant" : "-");
    }
    text += fmt::format(" {:>9} {:>9}", figure(group.observed->mean), figure(sd_of(*group.observed)));
    if (group.ranked.empty()) return text + "  empirical\n";
    const Scored& best = group.ranked[group.best];
    return text + fmt::format("  {:<17} {:>5.3f} {:>7}\n", group.verdict == Verdict::poor ? "empirical" : best.fit.word,
                              best.ks, p_text(best.bootstrap));
}

// What to bear in mind behind a line to paste.
std::string reserve(const Analysis& group) {
    if (group.verdict == Verdict::constant)
        return group.sample->values.size() == 1 ? ": a single value" : ": always the same";
    if (group.verdict == Verdict::too_few) return ": too few values to tell";
    return group.verdict == Verdict::close ? ": close, though not by chance" : "";
}

}  // namespace

std::string yaml_line(const std::string& choice, const Unit& unit) {
    if (unit.is_time()) return "lead_time: " + choice;
    return unit.dimension == Dimension::quantity ? "quantity: " + choice : choice;
}

std::vector<std::string> account(const Sample& sample) {
    std::vector<std::string> lines{
        fmt::format("{} of {} rows used", count_text(sample.values.size()), count_text(sample.rows))};
    constexpr std::array<std::string_view, unusable_names.size()> texts{"without a value", "unreadable", "negative",
                                                                        "too large to be meant"};
    for (std::size_t why = 0; why < texts.size(); ++why) {
        if (sample.skipped[why] == 0) continue;
        std::string line = fmt::format("skipped: {} {}", count_text(sample.skipped[why]), texts[why]);
        if (why == static_cast<std::size_t>(Unusable::unreadable)) {
            std::vector<std::pair<std::uint64_t, std::string>> met;
            for (const auto& [text, times] : sample.unreadable) met.emplace_back(times, text);
            std::stable_sort(met.begin(), met.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
            for (std::size_t i = 0; i < std::min<std::size_t>(3, met.size()); ++i) {
                line += fmt::format("{} {} ({})", i == 0 ? ":" : ",", shown(utf8_or_latin1(met[i].second)),
                                    count_text(met[i].first));
            }
            if (met.size() > 3) line += " and others";
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::string report_text(const Analysis& analysis, const Unit& unit, std::size_t width, const Style& style) {
    std::string text;
    for (const std::string& line : account(*analysis.sample)) text += wrapped(line, 0, 2, width);
    text += '\n' + moments_text(*analysis.observed, unit) + '\n';
    text += text_plot(analysis, unit, width) + '\n';
    text += table_text(analysis, style);
    if (!analysis.ranked.empty()) text += style.dim(wrapped(legend_text(analysis), 0, 2, width));
    text += '\n';
    for (const std::string& warning : analysis.warnings) text += wrapped("Note: " + warning, 0, 2, width);
    return text + style.bold("To paste:") + "\n  " + yaml_line(analysis.recommended, unit) + '\n';
}

std::string groups_text(const std::vector<Analysis>& groups, const std::string& by, const Unit& unit,
                        const Style& style) {
    int widest = characters(by);
    for (const Analysis& group : groups) widest = std::max(widest, characters(name_of(group)));
    widest = std::clamp(widest, 5, 40);
    std::string text = style.bold(fmt::format("{} {:>7} {:>7} {:>9} {:>9}  {:<17} {:>5} {:>7}", cell(by, widest), "n",
                                              "skipped", "mean", "sd", "law", "KS", "p")) +
                       '\n';
    for (const Analysis& group : groups) text += cell(name_of(group), widest) + group_row(group);
    text += '\n' + style.bold("To paste:") + '\n';
    for (const Analysis& group : groups) {
        if (group.recommended.empty()) continue;
        text += fmt::format("  {}  # {}{}\n", yaml_line(group.recommended, unit), name_of(group), reserve(group));
    }
    return text;
}

}  // namespace backstock::fit
