#include "scenarios/directory.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/sections/sections.hpp"
#include "scenarios/utf8.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

// A value in the KPI's unit: `94 %` for shares, `2 d` for times, else a plain number.
Parsed<double> parse_value(std::string_view text, std::string_view unit) {
    if (text.ends_with('%')) return parse_share(text);
    if (unit != "d") return parse_number(text);
    if (const Parsed<double> days = parse_number(text)) return days;
    const Parsed<Duration> time = parse_duration(text);
    return time ? Parsed<double>{time->in_days(), ""} : Parsed<double>{std::nullopt, time.message};
}

// Reads a value or records why it can't be.
double value_of(Sheet& s, std::string_view key, std::string_view text, std::string_view unit) {
    const Parsed<double> parsed = parse_value(text, unit);
    if (!parsed && !s.describing()) s.refuse(key, parsed.message);
    return parsed ? *parsed : 0;
}

void read_range(Sheet& s, const std::vector<std::string>& ends, std::string_view unit, Expectation& e) {
    if (ends.size() != 2)
        return s.refuse("between",
                        fmt::format("found {} of them; expected two values such as [94 %, 96 %]", ends.size()));
    e.least = value_of(s, "between", ends[0], unit);
    e.most = value_of(s, "between", ends[1], unit);
    if (e.least > e.most)
        s.refuse("between", fmt::format("found {} before {}; expected the smaller value first", ends[0], ends[1]));
    e.value = std::nan("");
    e.written = ends[0] + " to " + ends[1];
}

}  // namespace

Expectation read_expectation(Sheet& s, std::string_view unit) {
    Expectation e;
    s.positional("value");
    const std::string value = s.text("value", "", "the value, alone or with a tolerance: 35.022 ± 0.01");
    const std::string within = s.text("within", "", "the tolerance, in place of ±");
    const std::vector<std::string> between = s.texts("between", "the smallest and the largest value, both allowed");
    if (s.describing()) return e;
    if (s.has("between")) {
        read_range(s, between, unit, e);
        if (s.has("value") || s.has("within")) s.refuse("between", "found a value and a range; expected one of them");
        return e;
    }
    if (!s.has("value")) {
        s.refuse("", "expected a value such as 35.022 ± 0.01, or {between: [a, b]}");
        return e;
    }
    const std::optional<Sides> sides = split_tolerance(value);
    e.value = value_of(s, "value", sides ? sides->value : std::string_view(value), unit);
    if (sides) e.within = value_of(s, "value", sides->within, unit);
    if (s.has("within")) e.within = value_of(s, "within", within, unit);
    if (e.within < 0) s.refuse(s.has("within") ? "within" : "value", "must not be negative");
    e.written = s.has("within") ? value + " ± " + within : value;
    e.least = e.value - e.within;
    e.most = e.value + e.within;
    return e;
}

void read_expect(Sheet& sheet, Draft& draft) {
    sheet.part("expect", "what must come out; `verify` checks it", [&](Sheet& s) {
        s.others(
            "KPI", "a value, a value with its tolerance, or {between: [a, b]}",
            [&](std::string_view name, Sheet& entry) {
                const std::vector<KpiColumn> columns = kpi_columns(draft.wait_over);
                const KpiInfo* info = nullptr;
                std::vector<std::string> names;
                for (const KpiColumn& column : columns) {
                    if (column.info->tables.has(Entity::network)) names.push_back(column.name);
                    if (column.info->tables.has(Entity::network) && column.name == name) info = column.info;
                }
                Expectation expectation = read_expectation(entry, info == nullptr ? "1" : info->unit);
                expectation.kpi = name;
                if (info != nullptr) return draft.expect.push_back(std::move(expectation));
                if (entry.describing()) return;
                const bool waits = name.starts_with("wait_over");
                entry.refuse(
                    "",
                    fmt::format(
                        "unknown KPI {}{}", shown(name),
                        waits ? "; name the time under record, for example record: {wait_over: [1 d]} for wait_over_1d"
                              : suggestion(name, names)));
            });
    });
}

}  // namespace backstock
