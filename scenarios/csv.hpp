#pragma once
// Rows of a CSV file, one at a time, in memory that does not grow with the file.
//
// What RFC 4180 says, and what spreadsheets and databases really write: fields in quotes may hold separators, line
// ends and doubled quotes; lines end with LF, CRLF or CR; a UTF-8 byte-order mark is skipped; lines without any text
// are skipped; the separator is the one of , ; tab that the header has most of, outside quotes. A file that begins
// with gzip's magic bytes is unpacked on the way. The first row names the columns.

#include "scenarios/place.hpp"
#include "scenarios/problems.hpp"

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

// The fields of one row. They point into the reader and are valid until its next row. Bytes are passed through as
// they are: where a text is for people and may be Latin-1, use utf8_or_latin1().
class CsvRow {
public:
    std::size_t size() const { return fields_.size(); }
    // The field of a column; empty where the row is shorter than the header.
    std::string_view operator[](std::size_t column) const {
        return column < fields_.size() ? fields_[column] : std::string_view();
    }

private:
    friend class CsvReader;
    std::vector<std::string_view> fields_;
};

class CsvReader {
public:
    // A row may have at most this many bytes: an open quote would otherwise take in the rest of the file.
    static constexpr std::size_t longest_row = std::size_t{1} << 20U;

    // Opens the file and reads its header. Throws BadInput when that fails (no such file, a directory, empty, not a
    // text, a column named twice): located in the file, or at `named`, the place that names it, when it can't be
    // opened.
    explicit CsvReader(const std::string& file, const Place& named = {}, std::string_view path = {});
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    // The names of the columns as the header has them, without spaces around, UTF-8.
    const std::vector<std::string>& columns() const { return columns_; }
    // The index of a column, or nothing. The case of letters counts.
    std::optional<std::size_t> column(std::string_view name) const;
    char separator() const { return separator_; }

    // The next row; false at the end. Throws BadInput for a row that is too long, a quote that is never closed and a
    // damaged gzip file.
    bool next(CsvRow& row);

    // The line in which the last row began, the header being in line 1 as a rule; and its place, which lives as long as
    // the reader.
    std::uint64_t line() const { return row_line_; }
    Place place() const { return {&file_, static_cast<int>(row_line_), 0}; }

private:
    struct Closer {
        void operator()(gzFile file) const { gzclose(file); }
    };
    using Span = std::pair<std::size_t, std::size_t>;  // begin and end, from the row's first byte

    void read_header();
    void choose_separator(std::string_view header);
    bool scan_row();
    bool scan_field();
    void scan_quoted(std::size_t& out);
    bool more();
    bool has(std::size_t at) { return row_ + at < end_ || more(); }
    char& at(std::size_t offset) { return buffer_[row_ + offset]; }
    [[noreturn]] void fail(std::uint64_t line, std::string message) const;

    std::string file_;
    std::unique_ptr<gzFile_s, Closer> in_;
    std::vector<char> buffer_;
    std::size_t row_ = 0;     // where the row begins in the buffer
    std::size_t cursor_ = 0;  // how far it is scanned, from there
    std::size_t end_ = 0;     // how much of the buffer is filled
    bool at_end_ = false;
    char separator_ = ',';
    std::vector<Span> spans_;
    std::vector<std::string> columns_;
    std::uint64_t row_line_ = 0;
    std::uint64_t next_line_ = 1;
};

}  // namespace backstock
