#include "sim/base/require.hpp"

namespace backstock {

void throw_broken_law(fmt::string_view text, fmt::format_args args) { throw BrokenLaw(fmt::vformat(text, args)); }

void throw_too_large(fmt::string_view text, fmt::format_args args) { throw TooLarge(fmt::vformat(text, args)); }

}  // namespace backstock
