#pragma once
// Values written the way a user writes them in a scenario: "7 d", "30 %", "4.50", "25 %/yr". For fallbacks in the
// reference and for messages; reading them back gives the same value.
#include "sim/base/money.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/time.hpp"

#include <string>

namespace backstock {

struct Rate;

/// The shortest digits that read back as the same number: "0.3", "1e+20".
std::string written(double number);
std::string written(bool truth);
/// In the largest of days, hours, minutes and seconds that gives a whole number; else in seconds: "36 h", "0.25 s".
std::string written(Duration duration);
/// "4", "4.50", "0.0225".
std::string written(Money money);
std::string written(Quantity quantity);
/// "6 /d"; a share of something per year: "25 %/yr".
std::string written(const Rate& rate);
/// "30 %".
std::string written_share(double share);

}  // namespace backstock
