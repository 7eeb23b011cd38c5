#pragma once
// Which column of a CSV file is what: found by the names that platforms give them, or told with --map.

#include "scenarios/csv.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock::imports {

// One role that a column can have, and the usual names of such columns; the first that the file has counts.
struct Role {
    std::string_view name;
    bool required = false;
    std::vector<std::string_view> usual;
    std::string_view without = {};  // what is taken where there is no such column, if that is worth saying
    std::string_view unless = {};   // a role whose column tells it too
};

// "created=Sold at,item=Article": role and column.
using RoleMap = std::map<std::string, std::string, std::less<>>;

// Adds what one --map says. Throws WrongUse for what is no pair or no role.
void read_role_map(RoleMap& map, const std::string& text, const std::vector<Role>& roles);

// The columns of one file.
class Columns {
public:
    // Throws BadInput at the header for a role that is required and has no column, with the columns there are and what
    // the file may be instead (`hint`), and for a mapped column that is not there.
    Columns(const CsvReader& csv, const std::vector<Role>& roles, const RoleMap& map, const std::string& hint = "");

    bool has(std::string_view role) const { return at_.find(role) != at_.end(); }
    // "order is 'Name', created is 'Created at'": which column was taken for what.
    std::string told() const { return told_; }
    // The cell of a role, bare; empty where there is no such column.
    std::string_view operator()(const CsvRow& row, std::string_view role) const;

private:
    std::map<std::string_view, std::size_t> at_;
    std::string told_;
};

}  // namespace backstock::imports
