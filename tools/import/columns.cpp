#include "tools/import/columns.hpp"

#include "scenarios/decimal.hpp"
#include "sim/base/text.hpp"
#include "tools/import/cells.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock::imports {
namespace {

std::optional<std::size_t> find(const CsvReader& csv, const Role& role) {
    for (const std::string_view usual : role.usual) {
        const std::string wanted = plain_name(usual);
        const auto is_number = [](std::string_view name) { return name.find('#') != std::string_view::npos; };
        for (std::size_t i = 0; i < csv.columns().size(); ++i) {
            const std::string& column = csv.columns()[i];
            // "Item #" counts items, "Item" names them.
            if (plain_name(column) == wanted && (!is_number(column) || is_number(usual))) return i;
        }
    }
    return std::nullopt;
}

}  // namespace

void read_role_map(RoleMap& map, const std::string& text, const std::vector<Role>& roles) {
    const auto begins_pair = [&roles](std::string_view part) {
        const std::string_view name = trimmed(part.substr(0, part.find('=')));
        return part.find('=') != std::string_view::npos &&
               std::any_of(roles.begin(), roles.end(), [name](const Role& role) { return role.name == name; });
    };
    std::string_view rest = text;
    while (!rest.empty()) {
        // A column may have commas in its name: a pair ends where another begins.
        std::size_t end = rest.find(',');
        while (end != std::string_view::npos && !begins_pair(rest.substr(end + 1))) end = rest.find(',', end + 1);
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const std::size_t equals = pair.find('=');
        const std::string_view name = trimmed(pair.substr(0, equals));
        const bool known =
            std::any_of(roles.begin(), roles.end(), [name](const Role& role) { return role.name == name; });
        if (equals == std::string_view::npos || !known) {
            std::vector<std::string> names;
            for (const Role& role : roles) names.emplace_back(role.name);
            throw WrongUse(
                fmt::format("--map: found '{}'; expected ROLE=COLUMN with the roles {}", pair, joined(names)));
        }
        map[std::string(name)] = trimmed(pair.substr(equals + 1));
    }
}

Columns::Columns(const CsvReader& csv, const std::vector<Role>& roles, const RoleMap& map, const std::string& hint) {
    Problems problems;
    const Place header{csv.place().file, 1, 0};
    for (const Role& role : roles) {
        const auto told = map.find(role.name);
        const auto column = told == map.end() ? find(csv, role) : csv.column(told->second);
        if (column) {
            at_.emplace(role.name, *column);
            told_ +=
                fmt::format("{}{} is '{}'", told_.empty() ? "" : ", ", role.name, harmless(csv.columns()[*column]));
        } else if (told != map.end()) {
            problems.add(header, "", fmt::format("--map {}: there is no column '{}'", role.name, told->second));
        } else if (role.required) {
            problems.add(header, "", fmt::format("no column for the {}, usually '{}'", role.name, role.usual.front()));
        }
    }
    for (const Role& role : roles) {
        if (has(role.name) || role.without.empty() || has(role.unless)) continue;
        told_ += fmt::format("; no {}: {}", role.name, role.without);
    }
    if (problems.any()) {
        problems.add(header, "",
                     fmt::format("the columns are {}{}", joined(csv.columns()), hint.empty() ? "" : "; " + hint));
    }
    problems.throw_if_any();
}

std::string_view Columns::operator()(const CsvRow& row, std::string_view role) const {
    const auto found = at_.find(role);
    return found == at_.end() ? std::string_view() : bare(row[found->second]);
}

}  // namespace backstock::imports
