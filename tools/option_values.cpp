#include "tools/option_values.hpp"

#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

namespace backstock {
namespace {

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool sound = error == std::errc() && end == text.data() + text.size();
    return sound ? std::optional(number) : std::nullopt;
}

}  // namespace

CLI::Validator whole_number(std::int64_t low, std::int64_t high) {
    return CLI::Validator(
        [low, high](const std::string& text) -> std::string {
            const std::optional<std::int64_t> number = whole(text);
            if (number && *number >= low && *number <= high) return "";
            const std::string range =
                high == any_size ? fmt::format("of at least {}", low) : fmt::format("from {} to {}", low, high);
            return fmt::format("found '{}'; expected a whole number {}", text, range);
        },
        "");
}

CLI::Validator day_number() {
    return CLI::Validator(
        [](const std::string& text) -> std::string {
            double day = -1;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), day);
            const bool whole = error == std::errc() && end == text.data() + text.size();
            if (whole && std::isfinite(day) && day >= 0) return "";
            return fmt::format("found '{}'; expected a number of days of at least 0, such as 61.5", text);
        },
        "");
}

void check_replication(std::int64_t replication, std::int64_t replications) {
    if (replication < replications) return;
    throw WrongUse(
        fmt::format("--replication: found {}; the scenario has replications 0 to {}", replication, replications - 1));
}

void add_sets(CLI::App& app, std::vector<std::string>& sets) {
    app.add_option("--set", sets, "replace one value of the scenario; may be given several times")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
}

void set_replications(std::vector<std::string>& sets, std::int64_t replications) {
    sets.push_back(fmt::format("run.replications={}", replications));
    sets.emplace_back("run.until?=~");
}

void add_threads(CLI::App& app, int& threads) {
    app.add_option("--threads", threads, "threads to use; the results are the same for any number")
        ->check(whole_number(1, 1024))
        ->type_name("N");
}

std::vector<std::int64_t> numbers_in(const std::string& option, const std::string& text, std::int64_t limit) {
    std::vector<std::int64_t> numbers;
    std::string_view rest = text;
    while (true) {
        const std::string_view part = rest.substr(0, rest.find(','));
        const std::optional<std::int64_t> number = whole(part);
        if (!number || *number < 0 || *number >= limit) {
            throw WrongUse(fmt::format("{}: found '{}'; expected replications from 0 to {}, such as 0 or 0,3", option,
                                       text, limit - 1));
        }
        numbers.push_back(*number);
        if (part.size() == rest.size()) break;
        rest.remove_prefix(part.size() + 1);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

}  // namespace backstock
