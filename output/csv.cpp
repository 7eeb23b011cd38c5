#include "output/csv.hpp"

#include "output/file_error.hpp"
#include "output/object_path.hpp"
#include "output/pending_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cmath>
#include <fstream>
#include <functional>
#include <ostream>
#include <set>
#include <system_error>

namespace backstock {
namespace {

constexpr std::uint64_t rows_at_a_time = 65536;

void append_text(std::string& line, std::string_view text) {
    const bool spaced = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!spaced && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += text;
        return;
    }
    line += '"';
    for (const char c : text) {
        line.append(c == '"' ? 2 : 1, c);
    }
    line += '"';
}

void append_cell(std::string& line, double value) {
    if (std::isfinite(value)) {
        fmt::format_to(std::back_inserter(line), "{}", value);
    } else {
        line += std::isnan(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
    }
}

void append_cell(std::string& line, std::int64_t value) { fmt::format_to(std::back_inserter(line), "{}", value); }

void append_cell(std::string& line, const std::string& value) { append_text(line, value); }

std::string_view type_name(const Values& values) {
    return std::holds_alternative<Numbers>(values)  ? "number"
           : std::holds_alternative<Counts>(values) ? "count"
                                                    : "text";
}

// The files of one export, by their names within the directory.
class Export {
public:
    explicit Export(const std::filesystem::path& directory) : directory_(directory) {}

    void write(const std::filesystem::path& name, const std::function<void(std::ostream&)>& fill) {
        const std::filesystem::path path = directory_ / name;
        if (!written_.insert(path).second) {
            throw FileError(fmt::format("{}: two parts of the results have this name", path.string()));
        }
        std::error_code error;
        std::filesystem::create_directories(path.parent_path(), error);
        if (error) {
            throw FileError(
                fmt::format("{}: can't create the directory: {}", path.parent_path().string(), error.message()));
        }
        PendingFile pending(path);
        errno = 0;
        std::ofstream out(pending.path(), std::ios::binary);
        fill(out);
        out.close();
        if (!out) {
            throw FileError(fmt::format("{}: can't write: {}", path.string(),
                                        errno == 0 ? "the file refuses" : std::generic_category().message(errno)));
        }
        pending.commit();
    }

private:
    std::filesystem::path directory_;
    std::set<std::filesystem::path> written_;
};

std::filesystem::path file_name(const std::string& path, std::string_view ending) {
    std::filesystem::path name;
    for (const std::string& part : path_parts(path)) {
        name /= part;
    }
    name += ending;
    return name;
}

void write_table(std::ostream& out, const ResultsReader& results, const std::string& path) {
    write_csv_heading(out, results.heading(path));
    const std::uint64_t rows = results.rows(path);
    for (std::uint64_t first = 0; first < rows && out; first += rows_at_a_time) {
        write_csv_rows(out, results.read(path, first, rows_at_a_time));
    }
}

Frame columns_of(const ResultsReader& results) {
    Frame list;
    list.add("table", "", Texts{});
    list.add("column", "", Texts{});
    list.add("type", "", Texts{});
    list.add("unit", "", Texts{});
    for (const std::string& path : results.tables()) {
        for (const Column& column : results.heading(path).columns) {
            list.cells<std::string>("table").push_back(path);
            list.cells<std::string>("column").push_back(column.name);
            list.cells<std::string>("type").emplace_back(type_name(column.values));
            list.cells<std::string>("unit").push_back(column.unit);
        }
    }
    return list;
}

std::string text_of(const Attribute& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    std::string cell;
    if (const auto* count = std::get_if<std::int64_t>(&value)) {
        append_cell(cell, *count);
    } else if (const auto* bits = std::get_if<std::uint64_t>(&value)) {
        cell = fmt::format("{}", *bits);
    } else {
        append_cell(cell, std::get<double>(value));
    }
    return cell;
}

Frame attributes_of(const ResultsReader& results) {
    std::vector<std::string> objects{"/"};
    for (const auto* paths : {&results.groups(), &results.tables(), &results.texts()}) {
        objects.insert(objects.end(), paths->begin(), paths->end());
    }
    Frame list;
    list.add("object", "", Texts{});
    list.add("name", "", Texts{});
    list.add("value", "", Texts{});
    for (const std::string& object : objects) {
        for (const auto& [name, value] : results.attributes(object)) {
            list.cells<std::string>("object").push_back(object);
            list.cells<std::string>("name").push_back(name);
            list.cells<std::string>("value").push_back(text_of(value));
        }
    }
    return list;
}

}  // namespace

std::string csv_text(std::string_view text) {
    std::string cell;
    append_text(cell, text);
    return cell;
}

void write_csv_heading(std::ostream& out, const Frame& frame) {
    std::string line;
    for (const Column& column : frame.columns) {
        line += line.empty() ? "" : ",";
        append_text(line, column.name);
    }
    out << line << '\n';
}

void write_csv_rows(std::ostream& out, const Frame& frame) {
    std::string lines;
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        const std::size_t start = lines.size();
        bool first = true;
        for (const Column& column : frame.columns) {
            if (!std::exchange(first, false)) {
                lines += ',';
            }
            std::visit([&](const auto& cells) { append_cell(lines, cells[row]); }, column.values);
        }
        if (lines.size() == start) {
            lines += "\"\"";
        }
        lines += '\n';
        if (lines.size() > std::size_t{1} << 20) {
            out << lines;
            lines.clear();
        }
    }
    out << lines;
}

void write_csv(std::ostream& out, const Frame& frame) {
    frame.check();
    write_csv_heading(out, frame);
    write_csv_rows(out, frame);
}

void export_csv(const ResultsReader& results, const std::filesystem::path& directory) {
    Export files(directory);
    for (const std::string& path : results.tables()) {
        files.write(file_name(path, ".csv"), [&](std::ostream& out) { write_table(out, results, path); });
    }
    for (const std::string& path : results.texts()) {
        files.write(file_name(path, ".yaml"), [&](std::ostream& out) { out << results.text(path); });
    }
    files.write("columns.csv", [&](std::ostream& out) { write_csv(out, columns_of(results)); });
    files.write("attributes.csv", [&](std::ostream& out) { write_csv(out, attributes_of(results)); });
}

}  // namespace backstock
