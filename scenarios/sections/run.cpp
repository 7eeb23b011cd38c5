#include "scenarios/directory.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/sections/sections.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/calendar.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

constexpr double most_replications = 10'000'000;

// Currencies whose minor unit is not a hundredth (ISO 4217).
int minor_digits_of(std::string_view currency) {
    constexpr std::string_view whole[] = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW",
                                          "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
    constexpr std::string_view thousandths[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    if (std::find(std::begin(whole), std::end(whole), currency) != std::end(whole)) return 0;
    return std::find(std::begin(thousandths), std::end(thousandths), currency) != std::end(thousandths) ? 3 : 2;
}

bool is_currency(std::string_view code) {
    return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Only what was read without mistakes is compared.
void check(Sheet& s, const RunPlan& run) {
    constexpr Duration longest = 10'000_yr;
    constexpr std::int64_t most_periods = 100'000'000;
    if (run.horizon.since_start() > longest) s.refuse("horizon", "must be at most 10000 yr");
    if (run.warmup >= run.horizon) s.refuse("warmup", "must be shorter than the horizon, which includes it");
    if (run.horizon.since_start() / run.period > most_periods) {
        s.refuse("period", fmt::format("must be longer: the horizon may have at most {} periods", most_periods));
    }
}

// `1 %` of the mean, or a width in the KPI's unit: 500, 0.01 for shares, `6 h` for times.
void read_half_width(Sheet& s, StoppingRule& rule) {
    const std::string text =
        s.text("half_width", required,
               "half the width of the 95 % interval: 1 % of the mean, or a number in the KPI's unit (0.01 of a rate)");
    if (s.describing() || text.empty()) return;
    rule.share_of_mean = text.ends_with('%');
    const KpiInfo* kpi = find_kpi(rule.kpi);
    Parsed<double> width = rule.share_of_mean ? parse_share(text) : parse_number(text);
    if (!width && kpi != nullptr && kpi->unit == "d") {
        const Parsed<Duration> time = parse_duration(text);
        width = time ? Parsed<double>{time->in_days(), ""} : Parsed<double>{std::nullopt, time.message};
    }
    if (!width) return s.refuse("half_width", width.message);
    if (!(*width > 0)) s.refuse("half_width", "must be greater than 0");
    rule.half_width = *width;
}

StoppingRule read_until(Sheet& s) {
    StoppingRule rule;
    rule.kpi = s.text("kpi", required, "the KPI whose interval decides");
    read_half_width(s, rule);
    rule.at_least = s.integer("at_least", 100, "replications before the first look", Bounds{2, most_replications});
    rule.at_most =
        s.integer("at_most", 10'000, "replications after which it ends all the same", Bounds{2, most_replications});
    if (s.describing()) return rule;
    if (rule.at_least > rule.at_most) s.refuse("at_least", "must not be above at_most");
    const KpiInfo* kpi = find_kpi(rule.kpi);
    if (s.has("kpi") && (kpi == nullptr || !kpi->tables.has(Entity::network))) {
        std::vector<std::string> names;
        for (const KpiInfo& known : kpis()) {
            if (known.tables.has(Entity::network) && known.kpi != Kpi::wait_over) names.emplace_back(known.name);
        }
        s.refuse("kpi", fmt::format("unknown KPI {}{}", shown(rule.kpi), suggestion(rule.kpi, names)));
    }
    return rule;
}

}  // namespace

void read_run(Sheet& s, Draft& draft) {
    RunPlan& run = draft.run;
    run.start_day = s.start_date("start", "2026-01-05", "the calendar date on which the run starts");
    const Date start = date_of(run.start_day);
    run.start = fmt::format("{:04}-{:02}-{:02}", start.year, start.month, start.day);
    const std::size_t before = s.mistakes();
    run.horizon = Time::at(s.duration("horizon", required, "how long is simulated, the warm-up included", positive));
    const std::optional<Duration> warmup =
        s.duration_or("auto", "warmup", Duration::zero(),
                      "the time at the beginning that statistics leave out; auto: found from pilot runs by MSER-5");
    draft.rule.auto_warmup = !warmup;
    run.warmup = Time::at(warmup.value_or(Duration::zero()));
    run.replications = s.integer("replications", 100, "how often the run is repeated with other chances",
                                 Bounds{1, most_replications});
    s.part("until",
           "in place of replications: as many as it takes for an interval to be narrow enough; it covers at its level "
           "only as the width goes to 0, and a little less before that",
           [&](Sheet& until) { draft.rule.until = read_until(until); });
    if (!s.describing() && draft.rule.until) {
        if (s.has("replications")) s.refuse("until", "found replications and until; expected one of them");
        run.replications = draft.rule.until->at_most;
    }
    run.seed = static_cast<std::uint64_t>(
        s.integer("seed", 1, "names the chances: the same seed, the same results", Bounds{0}));
    run.currency = s.text("currency", "USD", "three-letter code of the currency that all money is in");
    run.minor_digits = minor_digits_of(run.currency);
    run.period = s.duration("period", 1_d, "the accounting period, also of period statistics", positive);
    const std::size_t accounting =
        s.word("accounting", {"continuous", "period_end"}, 0,
               "continuous: costs are time integrals; period_end: they are charged on the state at each period's end");
    run.accounting = accounting == 0 ? Accounting::continuous : Accounting::period_end;
    const bool sound = s.mistakes() == before && s.has("horizon");
    if (sound && !s.describing()) check(s, run);
    if (!is_currency(run.currency)) s.refuse("currency", "expected a three-letter code such as USD");
}

}  // namespace backstock
