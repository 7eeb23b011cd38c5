#include "tools/option_values.hpp"

#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace backstock {

std::vector<std::int64_t> numbers_in(const std::string& option, const std::string& text, std::int64_t limit) {
    std::vector<std::int64_t> numbers;
    std::string_view rest = text;
    while (true) {
        const std::string_view part = rest.substr(0, rest.find(','));
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
        if (part.empty() || error != std::errc() || end != part.data() + part.size() || number < 0 || number >= limit) {
            throw WrongUse(fmt::format("{}: found '{}'; expected replications from 0 to {}, such as 0 or 0,3", option,
                                       text, limit - 1));
        }
        numbers.push_back(number);
        if (part.size() == rest.size()) break;
        rest.remove_prefix(part.size() + 1);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

}  // namespace backstock
