#pragma once
// What the writer and the reader of results files agree on. output/README.md describes the format.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace backstock {

// What the attributes `format` and `format_version` of every results file say.
inline constexpr std::string_view results_format = "backstock-results";
inline constexpr std::int64_t results_format_version = 1;

// The value of an attribute of the file, a group, a table or a text.
using Attribute = std::variant<std::string, std::int64_t, std::uint64_t, double>;

}  // namespace backstock
