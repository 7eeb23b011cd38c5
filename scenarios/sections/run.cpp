#include "scenarios/sections/sections.hpp"
#include "sim/base/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

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

}  // namespace

void read_run(Sheet& s, RunPlan& run) {
    run.start_day = s.start_date("start", "2026-01-05", "the calendar date on which the run starts");
    const Date start = date_of(run.start_day);
    run.start = fmt::format("{:04}-{:02}-{:02}", start.year, start.month, start.day);
    const std::size_t before = s.mistakes();
    run.horizon = Time::at(s.duration("horizon", required, "how long is simulated, the warm-up included", positive));
    run.warmup =
        Time::at(s.duration("warmup", Duration::zero(), "the time at the beginning that statistics leave out"));
    run.replications =
        s.integer("replications", 100, "how often the run is repeated with other chances", Bounds{1, 10'000'000});
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
