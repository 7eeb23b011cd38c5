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
        for (std::size_t i = 0; i < csv.columns().size(); ++i) {
            if (plain_name(csv.columns()[i]) == wanted) return i;
        }
    }
    return std::nullopt;
}

}  // namespace

void read_role_map(RoleMap& map, const std::string& text, const std::vector<Role>& roles) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find(','));
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
        if (column)
            at_.emplace(role.name, *column);
        else if (told != map.end())
            problems.add(header, "", fmt::format("--map {}: there is no column '{}'", role.name, told->second));
        else if (role.required)
            problems.add(header, "", fmt::format("no column for the {}, usually '{}'", role.name, role.usual.front()));
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
