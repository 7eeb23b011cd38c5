#pragma once
// Laws of the model, checked in every build.
//
// A law is something that holds whatever the user wrote: time never runs backwards, an id names a living row, an
// amount fits its type. A broken law is a fault of the program, never of a scenario; it stops the run at once.
// Mistakes of users are collected and located by the scenario loader instead, and never come here.

#include <fmt/core.h>

#include <stdexcept>
#include <string>

namespace backstock {

// What a broken law throws. Its text says which law, with the numbers that broke it. The loop that runs the
// facts adds the time and the fact.
class BrokenLaw : public std::logic_error {
public:
    explicit BrokenLaw(const std::string& text) : std::logic_error(text) {}
};

// An amount that does not fit its type. The one law that a scenario can break, by asking for more than can be counted.
class TooLarge : public BrokenLaw {
public:
    explicit TooLarge(const std::string& text) : BrokenLaw(text) {}
};

// Throws BrokenLaw with the formatted text. Kept out of line, so that a check costs one predictable branch.
[[noreturn, gnu::cold]] void throw_broken_law(fmt::string_view text, fmt::format_args args);

[[noreturn, gnu::cold]] void throw_too_large(fmt::string_view text, fmt::format_args args);

// Throws TooLarge unless the amount fits.
template<class... Args>
constexpr void require_fit(bool fits, fmt::format_string<Args...> text, const Args&... args) {
    if (!fits) [[unlikely]] {
        throw_too_large(text, fmt::make_format_args(args...));
    }
}

// Stops the run unless `kept`. The text is a format string of fmt, checked at compile time; it is formatted only
// when the law is broken:
//     require(paid >= zero, "order {} has paid {}", order.index(), paid.raw());
template<class... Args>
constexpr void require(bool kept, fmt::format_string<Args...> text, const Args&... args) {
    if (!kept) [[unlikely]] {
        throw_broken_law(text, fmt::make_format_args(args...));
    }
}

}  // namespace backstock
