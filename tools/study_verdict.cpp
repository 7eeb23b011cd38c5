#include "tools/study_verdict.hpp"

#include "sim/policy/notation.hpp"
#include "tools/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

namespace backstock {
namespace {

constexpr double days_a_year = 365;

std::string listed(const std::vector<std::string>& words, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? std::string() : i + 1 < words.size() ? ", " : fmt::format(" {} ", last)) + words[i];
    return text;
}

std::string percent(double share) {
    const double whole = 100 * share;
    return fmt::format("{:.{}f} %", whole, std::abs(whole - std::round(whole)) < 1e-9 ? 0 : 1);
}

std::string amount(const StudyWork& work, const KpiColumn& kpi, const Interval& difference) {
    const double half = difference.half_width();
    const DifferenceFormat format(kpi, work.common().run, std::isfinite(half) && half > 0 ? half : difference.value);
    return format.with(std::abs(difference.value), half);
}

// Profit speaks for itself.
std::string in_what(const KpiColumn& kpi) { return kpi.info->kpi == Kpi::profit ? "" : " in " + spoken(kpi).substr(4); }

std::string confidence(const StudyWork& work, const ComparisonLine& line, std::size_t others) {
    const std::string together = others > 2    ? fmt::format(" for all {} together", others)
                                 : others == 2 ? " for both together"
                                               : "";
    return fmt::format("({}{}, {} paired replications)", percent(work.study().level), together,
                       grouped(static_cast<double>(line.compared.difference.n)));
}

// About a KPI that does not decide.
std::string aside(const StudyWork& work, const KpiColumn& kpi, const ComparisonLine& line) {
    const Standing standing = line.compared.standing;
    const std::string side = line.compared.simultaneous.value > 0 ? "higher" : "lower";
    const std::string judged = standing == Standing::better  ? " (better)"
                               : standing == Standing::worse ? " (worse)"
                                                             : "";
    return fmt::format("{} {} {} {}{}", spoken(kpi), kpi.name.ends_with('s') ? "are" : "is",
                       amount(work, kpi, line.compared.simultaneous), side, judged);
}

// All KPIs of the i-th line.
std::string sentence(const StudyWork& work, const StudyFindings& findings, std::size_t i, std::size_t others) {
    const ComparisonLine& main = findings.kpis.front().lines[i];
    if (main.compared.standing == Standing::unknown) return main.verdict + ".";
    std::string text = main.verdict + " " + confidence(work, main, others);
    std::vector<std::string> alike;
    for (std::size_t k = 1; k < findings.kpis.size(); ++k) {
        const ComparedKpi& kpi = findings.kpis[k];
        const Standing standing = kpi.lines[i].compared.standing;
        if (kpi.lines[i].compared.own.value == 0 && standing == Standing::same) continue;
        if (standing == Standing::unclear || standing == Standing::same) alike.push_back(spoken(kpi.kpi));
        if (standing == Standing::unclear || standing == Standing::same || standing == Standing::unknown) continue;
        text += "; " + aside(work, kpi.kpi, kpi.lines[i]);
    }
    if (!alike.empty()) {
        const bool one = alike.size() == 1 && !alike.front().ends_with('s');
        text += fmt::format("; {} {} not differ measurably", listed(alike, "and"), one ? "does" : "do");
    }
    return text + ".";
}

// Whether the intervals leave nobody else to be the best.
bool shown_best(const Compared& compared, BadSide bad) {
    const Interval& from = compared.from_best;
    return bad == BadSide::low ? from.low >= 0 && from.high > 0 : from.high <= 0 && from.low < 0;
}

bool may_be_best(const Compared& compared, BadSide bad) {
    return bad == BadSide::low ? compared.from_best.high > 0 : compared.from_best.low < 0;
}

// The lines of a family as they stand; of a large one, which nobody reads to its end, the best first.
std::vector<std::size_t> told_in_order(const ComparedKpi& main, std::size_t first, std::size_t count) {
    constexpr std::size_t many = 10;
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), first);
    const BadSide bad = main.kpi.info->bad;
    if (count <= many || bad == BadSide::none) return order;
    const auto badness = [&](std::size_t i) {
        const double value = main.lines[i].compared.own.value;
        return std::isnan(value) ? std::numeric_limits<double>::infinity() : bad == BadSide::high ? value : -value;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return badness(a) < badness(b); });
    return order;
}

// Which of the cells of a family is the best, if that can be told.
std::string best_of(const StudyWork& work, const ComparedKpi& main, std::span<const ComparisonLine> family) {
    const BadSide bad = main.kpi.info->bad;
    std::vector<const ComparisonLine*> may;
    for (const ComparisonLine& line : family) {
        if (shown_best(line.compared, bad))
            return fmt::format("{} is the best by {} ({}).", work.short_name(line.cell), spoken(main.kpi).substr(4),
                               percent(work.study().level));
        if (may_be_best(line.compared, bad)) may.push_back(&line);
    }
    std::sort(may.begin(), may.end(), [](const ComparisonLine* a, const ComparisonLine* b) {
        return a->compared.probability_best > b->compared.probability_best;
    });
    std::vector<std::string> names;
    for (const ComparisonLine* line : may) {
        if (names.size() == 4) break;
        const double probability = line->compared.probability_best;
        names.push_back(work.short_name(line->cell) +
                        (std::isnan(probability) ? "" : fmt::format(" (probability {:.2f})", probability)));
    }
    if (names.size() < 2) return {};
    if (may.size() > names.size()) names.push_back(fmt::format("{} others", may.size() - names.size()));
    return fmt::format("Which is the best by {} can't be told for certain: it may be {}.", spoken(main.kpi).substr(4),
                       listed(names, "or"));
}

}  // namespace

DifferenceFormat::DifferenceFormat(const KpiColumn& kpi, const RunPlan& run, double size) {
    const KpiInfo& info = *kpi.info;
    const double years = (run.horizon - run.warmup).in_days() / days_a_year;
    if (info.unit == "1" && info.kpi != Kpi::bullwhip) {
        factor_ = 100;
        unit_ = "percentage points";
    } else if (info.kind == KpiKind::money && info.unit == "money") {
        factor_ = 1 / years;
        unit_ = run.currency + " a year";
    } else if (info.unit == "money/period") {
        const std::string period = written(run.period);
        unit_ = run.currency + "/" + (period.starts_with("1 ") ? period.substr(2) : period);
    } else if (info.unit != "1") {
        const bool countable = info.unit == "order" || info.unit == "unit" || info.unit == "customer";
        unit_ = countable ? std::string(info.unit) + "s" : unit_in(info, run.currency);
    }
    decimals_ = decimals_for(size * factor_, 2);
}

std::string DifferenceFormat::number(double value) const {
    return std::isnan(value) ? "-" : grouped(value * factor_, decimals_);
}

std::string DifferenceFormat::with(double value, double half_width) const {
    std::string text = number(value);
    if (!std::isnan(half_width)) text += " ± " + number(half_width);
    return unit_.empty() ? text : text + " " + unit_;
}

std::string spoken(const KpiColumn& kpi) {
    std::string words = kpi.name;
    std::replace(words.begin(), words.end(), '_', ' ');
    return "the " + words;
}

std::string verdict(const StudyWork& work, const KpiColumn& kpi, const ComparisonLine& line) {
    const std::string name = work.short_name(line.cell);
    const std::string base = work.short_name(line.baseline);
    const std::string by = amount(work, kpi, line.compared.simultaneous);
    switch (line.compared.standing) {
        case Standing::baseline: return fmt::format("{} is the baseline", name);
        case Standing::better: return fmt::format("{} beats {} by {}{}", name, base, by, in_what(kpi));
        case Standing::worse: return fmt::format("{} loses to {} by {}{}", name, base, by, in_what(kpi));
        case Standing::more: return fmt::format("{} has {} more {} than {}", name, by, spoken(kpi).substr(4), base);
        case Standing::less: return fmt::format("{} has {} less {} than {}", name, by, spoken(kpi).substr(4), base);
        case Standing::same: return fmt::format("{} and {} have the same {}", name, base, spoken(kpi).substr(4));
        case Standing::unclear:
            return fmt::format("{} and {} do not differ measurably in {}: {}", name, base, spoken(kpi).substr(4),
                               (line.compared.simultaneous.value < 0 ? "-" : "") + by);
        case Standing::unknown: break;
    }
    if (!std::isnan(line.compared.difference.value))
        return fmt::format("{} can't be told from {} in {} by a single replication, in which it is {}{}", name, base,
                           spoken(kpi).substr(4), by,
                           line.compared.difference.value == 0  ? " away"
                           : line.compared.difference.value > 0 ? " higher"
                                                                : " lower");
    return fmt::format("{} can't be compared with {}: there is no {}", name, base, spoken(kpi).substr(4));
}

namespace {

// A mean of what single replications say, where some say nothing: the others need not be like them.
void add_missing(const StudyFindings& findings, std::vector<std::string>& texts) {
    for (const ComparedKpi& kpi : findings.kpis) {
        const auto missing = [](const ComparisonLine& line) { return line.compared.difference.empty; };
        const auto worst = std::max_element(kpi.lines.begin(), kpi.lines.end(),
                                            [&](const auto& a, const auto& b) { return missing(a) < missing(b); });
        if (kpi.kpi.info->is_ratio() || worst == kpi.lines.end() || missing(*worst) == 0) continue;
        texts.push_back(fmt::format(
            "{} has no value in some replications, which are left out of differences (up to {} of {}): the others need "
            "not be like them, and a difference need not be that of the values.",
            kpi.kpi.name, missing(*worst), worst->replications));
    }
}

}  // namespace

std::vector<std::string> verdicts(const StudyWork& work, const StudyFindings& findings) {
    std::vector<std::string> sentences;
    const ComparedKpi& main = findings.kpis.front();
    std::size_t first = 0;
    std::string at;
    const auto say = [&](const std::string& text) { sentences.push_back(at + text); };
    for (const std::vector<std::size_t>& family : work.plan().families) {
        const std::span<const ComparisonLine> lines = std::span(main.lines).subspan(first, family.size());
        if (work.plan().families.size() > 1) at = work.study().setting_name(family.front()) + ": ";
        if (family.size() > 2) {
            if (const std::string best = best_of(work, main, lines); !best.empty()) say(best);
        }
        for (const std::size_t i : told_in_order(main, first, family.size()))
            if (main.lines[i].cell != main.lines[i].baseline) say(sentence(work, findings, i, family.size() - 1));
        first += family.size();
    }
    return sentences;
}

std::vector<std::string> warnings(const StudyWork& work, const Schedule& schedule, const StudyFindings& findings) {
    std::vector<std::string> texts;
    const ComparedKpi& main = findings.kpis.front();
    std::size_t unclear = 0;
    double most_needed = 0;
    for (const ComparisonLine& line : main.lines) {
        if (line.compared.standing != Standing::unclear) continue;
        ++unclear;
        const Interval& difference = line.compared.simultaneous;
        const double times = std::pow(difference.half_width() / difference.value, 2);
        const double needed = std::ceil(times * static_cast<double>(line.replications));
        if (std::isfinite(needed)) most_needed = std::max(most_needed, needed);
    }
    if (unclear > 0) {
        std::string text =
            fmt::format("{} of {} alternatives can't be told from the baseline by {}: the intervals are too wide.",
                        unclear, main.lines.size() - work.plan().families.size(), spoken(main.kpi).substr(4));
        const double digits = std::pow(10, std::max(0.0, std::floor(std::log10(std::max(most_needed, 1.0))) - 1));
        if (most_needed > 0 && most_needed <= 10'000'000)
            text += fmt::format(" If the differences are what they seem, about {} replications would tell them apart.",
                                grouped(std::ceil(most_needed / digits) * digits));
        texts.push_back(std::move(text));
    }
    add_missing(findings, texts);
    if (work.found_warmup() && !work.found_warmup()->found)
        texts.emplace_back("The horizon of some cell is too short to find where its beginning ends.");
    std::size_t wide = 0;
    for (std::size_t f = 0; f < work.plan().families.size() && schedule.has_until(); ++f)
        wide += schedule.narrow(f) ? 0 : 1;
    if (wide > 0) {
        texts.push_back(fmt::format(
            "at_most was reached before the interval of {} was as narrow as `until` asks for{}.",
            work.plan().until->kpi,
            work.plan().families.size() > 1 ? fmt::format(", at {} of {} settings", wide, work.plan().families.size())
                                            : ""));
    }
    return texts;
}

}  // namespace backstock
