#include "scenarios/csv.hpp"

#include "scenarios/decimal.hpp"
#include "scenarios/text_file.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/require.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace backstock {
namespace {

constexpr std::size_t chunk = std::size_t{1} << 18U;

bool ends_line(char c) { return c == '\n' || c == '\r'; }

[[noreturn]] void refuse(const Place& place, std::string_view path, std::string message) {
    Problems problems;
    problems.add(place, path, std::move(message));
    throw BadInput(problems.sorted());
}

}  // namespace

CsvReader::CsvReader(const std::string& file, const Place& named, std::string_view path) : file_(file) {
    const Place place = named.file == nullptr ? Place{&file_, 0, 0} : named;
    if (const std::string why = reading_obstacle(file); !why.empty()) {
        refuse(place, path, fmt::format("cannot read '{}': {}", without_controls(file), why));
    }
    const int descriptor = open_to_read(file);
    if (descriptor < 0) {
        refuse(place, path, fmt::format("cannot read '{}': {}", without_controls(file), opening_error()));
    }
    in_.reset(gzdopen(descriptor, "rb"));
    require(in_ != nullptr, "no memory to read '{}'", file);
    gzbuffer(in_.get(), static_cast<unsigned>(chunk));
    buffer_.resize(chunk);
    read_header();
}

void CsvReader::read_header() {
    while (end_ < longest_row && more()) {
    }
    const std::string_view text(buffer_.data(), end_);
    if (text.empty()) {
        fail(0, "the file is empty");
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        fail(0, "this is UTF-16; save the file as UTF-8");
    }
    row_ = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    choose_separator(text.substr(row_));
    CsvRow header;
    if (!next(header)) {
        fail(0, "the file has no header: its first row names the columns");
    }
    for (const std::string_view name : header.fields_) {
        if (name.find('\0') != std::string_view::npos) {
            fail(row_line_, "a NUL byte: the file is binary or UTF-16, not CSV");
        }
        columns_.push_back(utf8_or_latin1(trimmed(name)));
        if (!columns_.back().empty() && std::count(columns_.begin(), columns_.end(), columns_.back()) > 1) {
            fail(row_line_, fmt::format("two columns are named {}", shown(columns_.back())));
        }
    }
}

void CsvReader::choose_separator(std::string_view header) {
    constexpr std::array candidates{',', ';', '\t'};
    std::array<std::size_t, candidates.size()> counts{};
    bool quoted = false;
    const std::size_t start = std::min(header.find_first_not_of("\r\n"), header.size());
    for (const char c : header.substr(start)) {
        quoted = quoted != (c == '"');
        if (!quoted && ends_line(c)) {
            break;
        }
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            counts[i] += !quoted && c == candidates[i] ? 1U : 0U;
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    separator_ = candidates[static_cast<std::size_t>(most - counts.begin())];
}

std::optional<std::size_t> CsvReader::column(std::string_view name) const {
    const auto found = std::find(columns_.begin(), columns_.end(), name);
    if (found == columns_.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - columns_.begin());
}

bool CsvReader::next(CsvRow& row) {
    row.fields_.clear();
    if (!scan_row()) {
        return false;
    }
    const char* start = buffer_.data() + row_;
    for (const auto& [begin, end] : spans_) {
        row.fields_.emplace_back(start + begin, end - begin);
    }
    return true;
}

// Leaves the fields of the next row that has any text in spans_, quotes taken out in place.
bool CsvReader::scan_row() {
    do {
        row_ += cursor_;
        cursor_ = 0;
        spans_.clear();
        row_line_ = next_line_;
        if (!has(0)) {
            return false;
        }
        while (scan_field()) {
        }
        ++next_line_;
    } while (spans_.size() == 1 && spans_.front().first == spans_.front().second);
    return true;
}

// Scans one field with what ends it; false when that ends the row.
bool CsvReader::scan_field() {
    const std::size_t begin = cursor_;
    std::size_t out = begin;
    if (has(cursor_) && at(cursor_) == '"') {
        ++cursor_;
        scan_quoted(out);
    }
    for (; has(cursor_) && at(cursor_) != separator_ && !ends_line(at(cursor_)); ++cursor_, ++out) {
        at(out) = at(cursor_);
    }
    spans_.emplace_back(begin, out);
    if (!has(cursor_)) {
        return false;
    }
    const char last = at(cursor_++);
    if (last == separator_) {
        return true;
    }
    if (last == '\r' && has(cursor_) && at(cursor_) == '\n') {
        ++cursor_;
    }
    return false;
}

// Moves what is between the quotes to `out`, doubled quotes made one. A quote followed by anything else ends it; text
// after it is kept as it is.
void CsvReader::scan_quoted(std::size_t& out) {
    while (has(cursor_)) {
        const char c = at(cursor_++);
        if (c == '"') {
            if (!has(cursor_) || at(cursor_) != '"') {
                return;
            }
            ++cursor_;
        }
        next_line_ += c == '\n' ? 1 : 0;
        at(out++) = c;
    }
    fail(row_line_, "a quote opened in this row is never closed");
}

// Reads on behind what is in the buffer; false at the end of the file. Earlier rows give way.
bool CsvReader::more() {
    if (at_end_) {
        return false;
    }
    if (end_ - row_ > longest_row) {
        fail(row_line_, fmt::format("a row of more than {} bytes; is a quote not closed?", longest_row));
    }
    if (row_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + row_, end_ - row_);
        end_ -= row_;
        row_ = 0;
    }
    if (buffer_.size() - end_ < chunk) {
        buffer_.resize(buffer_.size() + chunk);
    }
    const int got = gzread(in_.get(), buffer_.data() + end_, static_cast<unsigned>(chunk));
    if (got <= 0) {
        at_end_ = true;
        int code = Z_OK;
        const char* why = gzerror(in_.get(), &code);
        if (got < 0 || code == Z_BUF_ERROR) {
            fail(next_line_, fmt::format("the file can't be read on: {}", got < 0 ? why : "it ends too early"));
        }
        return false;
    }
    end_ += static_cast<std::size_t>(got);
    return true;
}

void CsvReader::fail(std::uint64_t line, std::string message) const {
    refuse({&file_, static_cast<int>(std::min<std::uint64_t>(line, INT32_MAX)), 0}, "", std::move(message));
}

}  // namespace backstock
