#include "tools/report/frame_json.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <vector>

namespace backstock {
namespace {

constexpr std::uint64_t rows_at_a_time = 65536;

// What a column of the table by entity adds up to for one entity.
struct Sums {
    std::vector<double> sum;
    std::vector<std::int64_t> count;
};

double cell_of(const Column& column, std::size_t row) {
    if (const auto* numbers = std::get_if<Numbers>(&column.values)) return (*numbers)[row];
    if (const auto* counts = std::get_if<Counts>(&column.values)) return static_cast<double>((*counts)[row]);
    return std::nan("");
}

bool ends_ratio(std::string_view name) { return name.ends_with("_num") || name.ends_with("_den"); }

// The means of one entity, a cell a column that is shown.
Json entity_row(const std::string& name, const Frame& heading, const std::vector<std::size_t>& shown,
                const Sums& sums) {
    Json row = Json::array({name});
    for (const std::size_t c : shown) {
        const std::string& column = heading.columns[c].name;
        const auto at = [&](const char* suffix) {
            const auto found = std::find_if(heading.columns.begin(), heading.columns.end(),
                                            [&](const Column& one) { return one.name == column + suffix; });
            return static_cast<std::size_t>(found - heading.columns.begin());
        };
        const std::size_t num = at("_num");
        const double value = num < heading.columns.size() ? sums.sum[num] / sums.sum[at("_den")]
                                                          : sums.sum[c] / static_cast<double>(sums.count[c]);
        row.push_back(number_or_null(value));
    }
    return row;
}

// What the rows are put in order by: the first column of these that the table has.
std::size_t weight_of(const Json& columns) {
    for (const char* name : {"orders", "units_demanded", "cost_purchase", "outages"})
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i]["name"] == name) return i;
    return columns.size();
}

}  // namespace

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json row_json(const Frame& frame, std::size_t row) {
    Json cells = Json::array();
    for (const Column& column : frame.columns) {
        if (const auto* texts = std::get_if<Texts>(&column.values))
            cells.push_back((*texts)[row]);
        else if (const auto* counts = std::get_if<Counts>(&column.values))
            cells.push_back((*counts)[row]);
        else
            cells.push_back(number_or_null(cell_of(column, row)));
    }
    return cells;
}

Json columns_json(const Frame& frame) {
    Json columns = Json::array();
    for (const Column& column : frame.columns) columns.push_back({{"name", column.name}, {"unit", column.unit}});
    return columns;
}

Json table_json(const ResultsReader& results, const std::string& path, std::size_t most_rows) {
    const Frame frame = results.read(path, 0, most_rows);
    Json rows = Json::array();
    for (std::size_t row = 0; row < frame.rows(); ++row) rows.push_back(row_json(frame, row));
    return {{"columns", columns_json(frame)}, {"rows", rows}, {"total", results.rows(path)}};
}

Json entities_json(const ResultsReader& results, const std::string& path, std::size_t most_rows) {
    const Frame heading = results.heading(path);
    std::map<std::string, Sums> entities;
    const std::uint64_t total = results.rows(path);
    for (std::uint64_t first = 0; first < total; first += rows_at_a_time) {
        const Frame frame = results.read(path, first, rows_at_a_time);
        const Texts& names = std::get<Texts>(frame.columns[1].values);
        for (std::size_t row = 0; row < frame.rows(); ++row) {
            Sums& sums = entities[names[row]];
            sums.sum.resize(frame.columns.size());
            sums.count.resize(frame.columns.size());
            for (std::size_t c = 2; c < frame.columns.size(); ++c) {
                const double value = cell_of(frame.columns[c], row);
                if (!std::isfinite(value)) continue;
                sums.sum[c] += value;
                ++sums.count[c];
            }
        }
    }
    std::vector<std::size_t> shown;
    Json columns = Json::array({{{"name", heading.columns[1].name}, {"unit", ""}}});
    for (std::size_t c = 2; c < heading.columns.size(); ++c) {
        const bool measured =
            std::any_of(entities.begin(), entities.end(), [&](const auto& one) { return one.second.count[c] > 0; });
        if (ends_ratio(heading.columns[c].name) || !measured) continue;
        shown.push_back(c);
        columns.push_back({{"name", heading.columns[c].name}, {"unit", heading.columns[c].unit}});
    }
    std::vector<Json> rows;
    for (const auto& [name, sums] : entities) rows.push_back(entity_row(name, heading, shown, sums));
    const std::size_t weight = weight_of(columns);
    const auto weight_in = [&](const Json& row) {
        return weight < row.size() && row[weight].is_number() ? row[weight].get<double>() : 0;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const Json& a, const Json& b) { return weight_in(a) > weight_in(b); });
    const std::size_t all = rows.size();
    rows.resize(std::min(rows.size(), most_rows));
    return {{"columns", columns}, {"rows", rows}, {"total", all}};
}

std::string script_text(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    }
    return safe;
}

}  // namespace backstock
