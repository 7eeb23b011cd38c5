#pragma once
// The units of time that the scenario language knows, and what to say to other words.

#include "sim/base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace backstock {

// The length of a unit: us, ms, s, min, h, d, wk, yr (365 d). Nothing for any other word.
std::optional<Duration> unit_length(std::string_view unit);
inline bool is_unit(std::string_view unit) { return unit_length(unit).has_value(); }

// "us, ms, s, min, h, d, wk, yr"
std::string unit_list();

// The message about `text`, in which `word` stands where a unit is expected, with what to write instead as far as that
// can be guessed: "days" is d, while a month has no fixed length. `before` is what is right before the word: "7 ", "25
// %/".
std::string unit_advice(std::string_view text, std::string_view before, std::string_view word);

}  // namespace backstock
