#pragma once
// Values of the options that every import has. All throw WrongUse, naming the option.

#include <string>

namespace backstock::imports {

// "7 d" as days, not negative.
double days_of_option(const std::string& option, const std::string& text);

// "50 %", not negative.
double share_of_option(const std::string& option, const std::string& text);

// "95 %", between 0 and 1, both excluded.
double service_of_option(const std::string& option, const std::string& text);

}  // namespace backstock::imports
