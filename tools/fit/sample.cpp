#include "tools/fit/sample.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/decimal.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"
#include "sim/policy/notation.hpp"
#include "tools/date_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace backstock::fit {
namespace {

[[noreturn]] void refuse(const std::string& file, std::uint64_t line, std::string message) {
    throw BadInput({Problem{file, static_cast<int>(line), 0, {}, std::move(message)}});
}

bool is_missing(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell.size() > 4) return false;
    std::string lower;
    for (const char c : cell) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    for (const std::string_view word : {"na", "n/a", "nan", "null", "none", "-"}) {
        if (lower == word) return true;
    }
    return false;
}

// What a cell, or two, give.
struct Reading {
    double value = 0;
    std::optional<Unusable> why_not;
    std::string_view cell = {};  // the one to blame
};

Reading number_in(std::string_view cell) {
    if (is_missing(cell)) return {0, Unusable::missing, cell};
    double value = 0;
    const std::string_view digits = cell.starts_with('+') ? cell.substr(1) : cell;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size() || error == std::errc::invalid_argument)
        return {0, Unusable::unreadable, cell};
    if (error == std::errc::result_out_of_range || std::isinf(value)) return {0, Unusable::too_large, cell};
    if (std::isnan(value)) return {0, Unusable::missing, cell};
    if (value < 0) return {0, Unusable::negative, cell};
    return {value == 0 ? 0.0 : value, value > largest_value ? std::optional(Unusable::too_large) : std::nullopt, cell};
}

class Reader {
public:
    explicit Reader(const SampleOptions& options) : options_(options), csv_(options.file) {
        if (options.column.empty()) {
            from_ = column(options.from);
            to_ = column(options.to);
            from_dates_ = order_of(options.from, from_);
            to_dates_ = order_of(options.to, to_);
        } else {
            value_ = column(options.column);
        }
        if (!options.by.empty()) by_ = column(options.by);
        for (const auto& [name, value] : options.conditions) conditions_.emplace_back(column(name), value);
        values_met_.resize(conditions_.size());
    }

    std::vector<Sample> read() {
        std::map<std::string, Sample> samples;
        std::uint64_t rows = 0;
        for (CsvRow row; csv_.next(row); ++rows) {
            if (!meets(row)) continue;
            const std::string group = options_.by.empty() ? "" : utf8_or_latin1(trimmed(row[by_]));
            Sample& sample = samples[group];
            sample.name = group;
            take(sample, row);
        }
        if (rows == 0) refuse(options_.file, 1, "there are no rows below the names of the columns");
        if (samples.empty()) refuse_conditions();
        std::vector<Sample> list;
        for (auto& [name, sample] : samples) {
            std::sort(sample.values.begin(), sample.values.end());
            list.push_back(std::move(sample));
        }
        return list;
    }

private:
    std::size_t column(const std::string& name) const {
        if (const auto found = csv_.column(name)) return *found;
        const std::string near = nearest(name, csv_.columns());
        refuse(options_.file, 1,
               fmt::format("no column {}{}; the columns are {}", shown(name),
                           near.empty() ? "" : fmt::format("; did you mean {}?", shown(near)),
                           without_controls(joined(csv_.columns()))));
    }

    DateOrder order_of(const std::string& name, std::size_t column) const {
        if (options_.dates) return *options_.dates;
        CsvReader csv(options_.file);
        DateOrderFinder dates;
        for (CsvRow row; csv.next(row);) dates.add(trimmed(row[column]));
        if (dates.ambiguous()) {
            refuse(options_.file, 1,
                   fmt::format("column {}: is the month or the day first in dates such as {}? Say --dates month_first "
                               "or --dates day_first",
                               shown(name), shown(dates.example())));
        }
        if (dates.order()) return *dates.order();
        const std::string found = dates.example().empty() ? "" : fmt::format(", but {}", shown(dates.example()));
        refuse(options_.file, 1, fmt::format("column {} has no dates{}", shown(name), found));
    }

    bool meets(const CsvRow& row) {
        for (std::size_t i = 0; i < conditions_.size(); ++i) {
            const std::string cell = utf8_or_latin1(trimmed(row[conditions_[i].first]));
            if (cell == conditions_[i].second) continue;
            if (values_met_[i].size() < 10'000) values_met_[i].insert(cell);
            return false;
        }
        return true;
    }

    [[noreturn]] void refuse_conditions() const {
        std::string near;
        for (std::size_t i = 0; i < conditions_.size() && near.empty(); ++i) {
            near =
                nearest(conditions_[i].second, std::vector<std::string>(values_met_[i].begin(), values_met_[i].end()));
        }
        std::vector<std::string> asked;
        for (const auto& [name, value] : options_.conditions) asked.push_back(name + "=" + value);
        refuse(options_.file, 0,
               fmt::format("no row has {}{}", without_controls(joined(asked, " and ")),
                           near.empty() ? "" : fmt::format("; did you mean {}?", shown(near))));
    }

    Reading value_of(const CsvRow& row) const {
        if (!options_.column.empty()) return number_in(trimmed(row[value_]));
        const std::string_view first = trimmed(row[from_]);
        const std::string_view second = trimmed(row[to_]);
        if (is_missing(first)) return {0, Unusable::missing, first};
        if (is_missing(second)) return {0, Unusable::missing, second};
        const auto from = parse_day_time(first, from_dates_);
        if (!from) return {0, Unusable::unreadable, first};
        const auto to = parse_day_time(second, to_dates_);
        if (!to) return {0, Unusable::unreadable, second};
        const Duration between = (to->day - from->day) * 1_d + to->time - from->time;
        const double value = static_cast<double>(between.us()) / options_.unit.scale();
        return {value, value < 0 ? std::optional(Unusable::negative) : std::nullopt, second};
    }

    void take(Sample& sample, const CsvRow& row) {
        ++sample.rows;
        const Reading reading = value_of(row);
        if (!reading.why_not) {
            sample.values.push_back(reading.value);
            return;
        }
        ++sample.skipped[static_cast<std::size_t>(*reading.why_not)];
        if (*reading.why_not == Unusable::unreadable &&
            (sample.unreadable.size() < 1000 || sample.unreadable.contains(std::string(reading.cell))))
            ++sample.unreadable[std::string(reading.cell)];
        if (sample.first_unusable.empty()) {
            const std::string& name = options_.column.empty() ? options_.to : options_.column;
            sample.first_unusable = fmt::format("{}:{}: column {}: {} is {}", options_.file, csv_.line(), shown(name),
                                                shown(utf8_or_latin1(reading.cell)),
                                                unusable_names[static_cast<std::size_t>(*reading.why_not)]);
        }
    }

    const SampleOptions& options_;
    CsvReader csv_;
    std::size_t value_ = 0, from_ = 0, to_ = 0, by_ = 0;
    DateOrder from_dates_ = DateOrder::iso, to_dates_ = DateOrder::iso;
    std::vector<std::pair<std::size_t, std::string>> conditions_;
    std::vector<std::set<std::string>> values_met_;
};

}  // namespace

std::string Unit::written(double value) const { return backstock::written(value) + (is_time() ? " " + name : ""); }

std::vector<Sample> read_samples(const SampleOptions& options) { return Reader(options).read(); }

}  // namespace backstock::fit
