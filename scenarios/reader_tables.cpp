// Collections of named things, and what comes from CSV files.
#include "scenarios/csv.hpp"
#include "scenarios/path.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/scalars.hpp"
#include "scenarios/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

// Puts a cell into a row's tree at the path its column names.
void put(Node& row, const Path& path, Place place, std::string_view cell) {
    Node* at = &row;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (at->find(path[i]) == nullptr) at->add(path[i], place, Node::map(place));
        at = at->find(path[i]);
    }
    if (at->is_map() && at->find(path.back()) == nullptr) {
        at->add(path.back(), place, Node::scalar(utf8_or_latin1(cell), place));
    }
}

// A table's columns as paths; the column with the names gives an empty one.
std::vector<Path> paths_of(const CsvReader& csv, std::size_t names, const Place& place, Problems& problems) {
    std::vector<Path> paths;
    for (std::size_t i = 0; i < csv.columns().size(); ++i) {
        ParsedPath parsed = parse_path(csv.columns()[i]);
        if (i != names && !parsed.path) {
            problems.add(place, "", fmt::format("column {}: {}", shown(csv.columns()[i]), parsed.message));
        }
        paths.push_back(i == names || !parsed.path ? Path() : std::move(*parsed.path));
    }
    return paths;
}

void drop_duplicates(std::vector<TableRow>& rows, Problems& problems) {
    std::stable_sort(rows.begin(), rows.end(), [](const TableRow& a, const TableRow& b) { return a.name < b.name; });
    const auto same = [&](const TableRow& a, const TableRow& b) {
        if (a.name != b.name) return false;
        problems.add(b.settings.place(), "",
                     fmt::format("{} has a row already, in line {}", shown(b.name), a.settings.place().line));
        return true;
    };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
}

}  // namespace

std::vector<TableRow> read_table(const Layer& file, Named kind, Reading& reading) {
    std::vector<TableRow> rows;
    if (!file.node->is_scalar()) {
        reading.problems.add(file.node->place(), path_of(file.trail),
                             fmt::format("found {}; expected the name of a CSV file", found_text(*file.node)));
        return rows;
    }
    const std::size_t before = reading.problems.count();
    try {
        const std::string name = beside(file.node->place(), file.node->text());
        reading.inputs.emplace_back(file.node, name);
        CsvReader csv(name, file.node->place(), path_of(file.trail));
        const std::string* source = reading.files.add(name);
        std::optional<std::size_t> names = csv.column(word_of(kind));
        if (!names) names = csv.column("name");
        if (!names) {
            reading.problems.add(
                {source, 1, 0}, path_of(file.trail),
                fmt::format("no column '{}' or 'name'; found: {}", word_of(kind), fmt::join(csv.columns(), ", ")));
            return rows;
        }
        const std::vector<Path> paths = paths_of(csv, *names, {source, 1, 0}, reading.problems);
        for (CsvRow cells; csv.next(cells);) {
            const Place place{source, static_cast<int>(csv.line()), 0};
            TableRow row{utf8_or_latin1(trimmed(cells[*names])), Node::map(place)};
            if (row.name.empty()) {
                reading.problems.add(place, "", "the row has no name");
                continue;
            }
            for (std::size_t i = 0; i < paths.size(); ++i) {
                const std::string_view cell = trimmed(cells[i]);
                if (!paths[i].empty() && !cell.empty()) put(row.settings, paths[i], place, cell);
            }
            rows.push_back(std::move(row));
        }
        drop_duplicates(rows, reading.problems);
        if (rows.empty() && reading.problems.count() == before) {
            reading.problems.add(file.node->place(), path_of(file.trail),
                                 fmt::format("{} has no rows beneath its header", shown(file.node->text())));
        }
    } catch (const BadInput& unreadable) {
        reading.problems.add(unreadable);
    }
    return rows;
}

bool Reader::collection(std::string_view key, std::string_view doc, const Collection& shape, const ReadEntry& read) {
    const Found found(*this, key, true);
    remember(key);
    if (!found) return false;
    const Layer map = found.top();
    if (!map.node->is_map()) {
        problem(map, fmt::format("found {}; expected a map with {} names as keys: {}", found_text(*map.node),
                                 word_of(shape.named), doc));
        return false;
    }
    const Node* table = shape.table ? map.node->find("table") : nullptr;
    const Node* each = shape.each != nullptr ? map.node->find("each") : nullptr;
    const Trail table_trail{map.trail, "table"};
    const Trail each_trail{map.trail, "each"};
    const Layer each_layer{each, &each_trail, true};
    const std::size_t before = mistakes();
    std::vector<TableRow> rows;
    if (table != nullptr) rows = read_table({table, &table_trail}, shape.named, reading_);
    const bool readable = mistakes() == before;

    std::vector<const Node::Entry*> entries;
    for (const Node::Entry& entry : map.node->entries()) {
        if (&entry.value != table && &entry.value != each) entries.push_back(&entry);
    }
    std::sort(entries.begin(), entries.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
    if (each != nullptr) {
        Reader inner(reading_, Layers(each_layer), each->place(), &each_trail, dimension_, shape.each_missing);
        (*shape.each)(inner);
        inner.finish();
    }
    auto entry = entries.begin();
    auto row = rows.begin();
    while (entry != entries.end() || row != rows.end()) {
        const bool has_entry = entry != entries.end() && (row == rows.end() || (*entry)->key <= row->name);
        const bool has_row = row != rows.end() && (entry == entries.end() || row->name <= (*entry)->key);
        const std::string_view name = has_entry ? std::string_view((*entry)->key) : row->name;
        const Trail trail{map.trail, name};
        Layers layers;
        if (has_entry) layers.add({&(*entry)->value, &trail});
        if (has_row) layers.add({&row->settings, &trail});
        layers.add(each_layer);
        read_entry(layers, has_entry ? (*entry)->key_place : row->settings.place(), &trail, name, read);
        if (has_entry) ++entry;
        if (has_row) ++row;
    }
    return readable;
}

bool Reader::rows(std::string_view key, std::string_view, const std::vector<CsvColumn>& columns, const ReadRow& read) {
    const Found found(*this, key, false);
    remember(key);
    if (!found) return false;
    if (!found.node().is_scalar()) {
        problem(found.top(), fmt::format("found {}; expected the name of a CSV file", found_text(found.node())));
        return false;
    }
    try {
        const std::string file = beside(found.node().place(), found.node().text());
        reading_.inputs.emplace_back(&found.node(), file);
        CsvReader csv(file, found.node().place(), path_of(found.top().trail));
        constexpr std::size_t absent = ~std::size_t{0};
        std::vector<std::size_t> where;
        bool complete = true;
        for (const CsvColumn& column : columns) {
            where.push_back(csv.column(column.name).value_or(absent));
            if (where.back() != absent || !column.required) continue;
            complete = false;
            problem(found.top(), fmt::format("the file has no column {}{}", shown(column.name),
                                             suggestion(column.name, csv.columns())));
        }
        if (!complete) return false;
        std::vector<std::string_view> cells(columns.size());
        std::vector<std::string> converted(columns.size());
        for (CsvRow row; csv.next(row);) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = where[i] == absent ? std::string_view() : row[where[i]];
                if (first_ill_formed(cells[i]) < cells[i].size()) cells[i] = converted[i] = utf8_or_latin1(cells[i]);
            }
            read(cells, csv.line());
        }
    } catch (const BadInput& unreadable) {
        reading_.problems.add(unreadable);
        return false;
    }
    return true;
}

std::vector<std::pair<std::uint32_t, double>> Reader::weights_in_table(const Layer& at,
                                                                       const Declaration& declaration) {
    std::vector<std::pair<std::uint32_t, double>> weights;
    const Trail trail{at.trail, "table"};
    double sum = 0;
    const std::size_t before = mistakes();
    for (const TableRow& row : read_table({at.node->find("table"), &trail}, declaration.named, reading_)) {
        const Trail entry{at.trail, row.name};
        const auto index = reference_at({&row.settings, &entry}, row.name, declaration.named);
        Reader cells(reading_, Layers({&row.settings, &entry}), row.settings.place(), &entry);
        const double weight = cells.number("weight", required, "how often it is drawn, in proportion", not_negative);
        cells.finish();
        if (index) weights.emplace_back(*index, weight);
        sum += weight;
    }
    if (mistakes() == before && !(sum > 0)) problem(at, "no weight is greater than 0");
    if (!std::isfinite(sum)) problem(at, "the weights are too large to be added");
    std::sort(weights.begin(), weights.end());
    return weights;
}

}  // namespace backstock
