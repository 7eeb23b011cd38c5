#include "scenarios/factor_range.hpp"

#include "scenarios/directory.hpp"
#include "scenarios/scalars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

constexpr std::int64_t real_steps = 1024;

struct End {
    double number;
    std::string unit;
};

std::optional<End> end_in(const Node& range, const char* key, const std::string& path, Problems& problems) {
    const Node* node = range.find(key);
    if (node == nullptr || !node->is_scalar()) {
        problems.add(node == nullptr ? range.place() : node->place(), path,
                     fmt::format("'{}' is missing; a range is written as {{from: 20, to: 80}}", key));
        return std::nullopt;
    }
    const NumberAndUnit parts = split_unit(node->text());
    const Parsed<double> number = parse_number(parts.number);
    if (!number) {
        problems.add(node->place(), path, fmt::format("{}: {}", key, number.message));
        return std::nullopt;
    }
    return End{*number, std::string(parts.unit)};
}

bool flag_in(const Node& range, const char* key, const std::string& path, Problems& problems) {
    const Node* node = range.find(key);
    if (node == nullptr) return false;
    const Parsed<bool> flag = parse_boolean(node->text());
    if (!flag) problems.add(node->place(), path, fmt::format("{}: {}", key, flag.message));
    return flag ? *flag : false;
}

// Both ends in one unit: as written, or, for different units of time, in days.
bool agree(End& from, End& to) {
    if (from.unit == to.unit) return true;
    const auto in_days = [](End& end) {
        const Parsed<Duration> duration = parse_duration(fmt::format("{} {}", end.number, end.unit));
        if (!duration) return false;
        end = {static_cast<double>(duration->us()) / static_cast<double>((1_d).us()), "d"};
        return true;
    };
    return in_days(from) && in_days(to);
}

}  // namespace

std::optional<FactorRange> FactorRange::read(const Node& node, const std::string& path, Problems& problems) {
    for (const Node::Entry& entry : node.entries()) {
        const std::vector<std::string> known{"from", "to", "whole", "log"};
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
            problems.add(entry.key_place, path,
                         fmt::format("unknown key '{}'{}; a range has from, to, whole and log", entry.key,
                                     suggestion(entry.key, known)));
    }
    std::optional<End> from = end_in(node, "from", path, problems);
    std::optional<End> to = end_in(node, "to", path, problems);
    FactorRange range;
    range.whole_ = flag_in(node, "whole", path, problems);
    range.log_ = flag_in(node, "log", path, problems);
    range.written_ = node;
    if (!from || !to) return std::nullopt;
    const auto refuse = [&](const std::string& message) {
        problems.add(node.place(), path, message);
        return std::nullopt;
    };
    if (!agree(*from, *to))
        return refuse(fmt::format("the ends have different units, '{}' and '{}'", from->unit, to->unit));
    range.from_ = from->number;
    range.to_ = to->number;
    range.unit_ = from->unit;
    if (!(range.from_ < range.to_)) return refuse("'from' must be less than 'to'");
    if (range.log_ && range.from_ <= 0) return refuse("with log: true, 'from' must be above 0");
    constexpr double most = 1e12;
    const auto is_whole = [](double x) { return std::floor(x) == x && std::abs(x) <= most; };
    if (range.whole_ && (!is_whole(range.from_) || !is_whole(range.to_)))
        return refuse("with whole: true, both ends must be whole numbers");
    return range;
}

double FactorRange::value(double u) const {
    const double low = from_;
    const double high = whole_ ? to_ + 1 : to_;
    const double value = log_ ? low * std::pow(high / low, u) : low + u * (high - low);
    return whole_ ? std::clamp(std::floor(value), from_, to_) : rounded(value);
}

double FactorRange::share_of(double value) const {
    return log_ ? std::log(value / from_) / std::log(to_ / from_) : (value - from_) / (to_ - from_);
}

int FactorRange::decimals(double value) const {
    if (whole_) return 0;
    const double scale = log_ ? std::max(std::abs(value), from_) : to_ - from_;
    const int asked = static_cast<int>(std::ceil(3 - std::log10(scale)));
    constexpr double narrow = 0.01;
    return std::clamp(asked, 0, scale < narrow ? 15 : 4);
}

double FactorRange::rounded(double value) const {
    const double power = std::pow(10., decimals(value));
    return std::clamp(std::round(value * power) / power, from_, to_);
}

std::string FactorRange::text(double value) const {
    std::string number = fmt::format("{:.{}f}", value, decimals(value));
    // The ends may have more decimals than the values between.
    if (value == from_ || value == to_) number = fmt::format("{}", value);
    if (number.find('.') != std::string::npos && number.find('e') == std::string::npos) {
        while (number.back() == '0') number.pop_back();
        if (number.back() == '.') number.pop_back();
    }
    return unit_.empty() ? number : fmt::format("{} {}", number, unit_);
}

std::int64_t FactorRange::steps() const { return whole_ ? static_cast<std::int64_t>(to_ - from_) + 1 : real_steps + 1; }

double FactorRange::step(std::int64_t index) const {
    if (whole_) return from_ + static_cast<double>(index);
    return value(static_cast<double>(index) / static_cast<double>(real_steps));
}

}  // namespace backstock
