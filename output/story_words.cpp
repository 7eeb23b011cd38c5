#include "output/story_words.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

std::string counted(double count, const char* unit) {
    std::string number = fmt::format("{:.1f}", count);
    if (number.ends_with(".0")) number.resize(number.size() - 2);
    return fmt::format("{} {}{}", number, unit, number == "1" ? "" : "s");
}

}  // namespace

std::string span_text(Duration span) {
    if (span <= Duration::zero()) return "no time";
    if (span >= 1_d) return counted(span.in_days(), "day");
    if (span >= 1_h) return counted(span.in_days() * 24, "hour");
    if (span >= 1_min) return counted(span.in_days() * 24 * 60, "minute");
    return counted(span.in_days() * 24 * 60 * 60, "second");
}

std::string units_text(Quantity quantity) { return fmt::format("{}", quantity.in_units()); }

std::string were_text(Quantity quantity) {
    return units_text(quantity) + (quantity == Quantity::units(1) ? " was" : " were");
}

std::string money_text(const RunPlan& plan, Money amount) {
    const bool fits = rounded(amount, plan.minor_digits) == amount;
    return fmt::format("{:.{}f} {}", amount.in_units(), fits ? plan.minor_digits : 4, plan.currency);
}

std::string list_text(const std::vector<std::string>& things) {
    std::string text;
    for (std::size_t i = 0; i < things.size(); ++i) {
        if (i > 0) text += i + 1 == things.size() ? " and " : ", ";
        text += things[i];
    }
    return text;
}

}  // namespace backstock
