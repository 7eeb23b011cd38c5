#include "sim/policy/notation.hpp"

#include "sim/policy/settings.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace backstock {
namespace {

// An integer count of 10^-decimals, without trailing zeros; at least `keep` decimals unless it is whole.
std::string decimal(std::int64_t count, std::int64_t one, int decimals, int keep) {
    const std::uint64_t size = count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
    const auto scale = static_cast<std::uint64_t>(one);
    std::string text = fmt::format("{}{}", count < 0 ? "-" : "", size / scale);
    if (size % scale == 0) return text;
    std::string digits = fmt::format("{:0{}}", size % scale, decimals);
    while (static_cast<int>(digits.size()) > keep && digits.back() == '0') digits.pop_back();
    return text + '.' + digits;
}

// A factor of 100 leaves traces of binary rounding; twelve digits hide them and are more than anybody writes.
std::string percent(double share) { return fmt::format("{:.12g} %", share * 100); }

}  // namespace

std::string written(double number) {
    std::string text = fmt::format("{}", number);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

std::string written(bool truth) { return truth ? "true" : "false"; }

std::string written(Duration duration) {
    constexpr std::array<std::pair<Duration, const char*>, 4> units{
        {{1_d, "d"}, {1_h, "h"}, {1_min, "min"}, {1_s, "s"}}};
    for (const auto& [unit, name] : units) {
        if (duration % unit == Duration::zero()) return fmt::format("{} {}", duration / unit, name);
    }
    return decimal(duration.us(), 1'000'000, 6, 0) + " s";
}

std::string written(Money money) { return decimal(money.raw(), Money::raw_per_unit, Money::decimals, 2); }

std::string written(Quantity quantity) { return decimal(quantity.micro(), Quantity::micro_per_unit, 6, 0); }

std::string written(const Rate& rate) {
    return rate.percent ? percent(rate.per_day * 365) + "/yr" : fmt::format("{:.12g} /d", rate.per_day);
}

std::string written_share(double share) { return percent(share); }

}  // namespace backstock
