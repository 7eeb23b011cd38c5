#include "tools/import/options.hpp"

#include "scenarios/scalars.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

namespace backstock::imports {
namespace {

template<class T>
T value_of(const std::string& option, const Parsed<T>& parsed) {
    if (!parsed) throw WrongUse(fmt::format("{}: {}", option, parsed.message));
    return *parsed;
}

double not_negative(const std::string& option, double value) {
    if (value < 0) throw WrongUse(option + ": must not be negative");
    return value;
}

}  // namespace

double days_of_option(const std::string& option, const std::string& text) {
    return not_negative(option, value_of(option, parse_duration(text)).in_days());
}

double share_of_option(const std::string& option, const std::string& text) {
    return not_negative(option, value_of(option, parse_share(text)));
}

double service_of_option(const std::string& option, const std::string& text) {
    const double share = value_of(option, parse_share(text));
    if (!(share > 0 && share < 1)) throw WrongUse(option + ": expected a share between 0 and 100 %");
    return share;
}

}  // namespace backstock::imports
