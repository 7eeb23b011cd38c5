#pragma once
// How the rows of a table lie in a compound dataset.
//
// A frame holds columns, a compound dataset holds rows. In the file a row is packed without gaps: counts as 64-bit
// little-endian integers, numbers as 64-bit little-endian IEEE floats, texts as UTF-8 strings of variable length, or,
// where a width is stated, as that many bytes filled up with NUL.

#include "output/frame.hpp"
#include "output/hdf5.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Bytes a cell takes, by column: texts of these columns are stored with a fixed width.
using TextWidths = std::map<std::string, std::size_t, std::less<>>;

class RowLayout {
public:
    // The layout to write frames with these columns. The frame must pass Frame::check(); a width must be above zero
    // and name a column of texts.
    RowLayout(const Frame& heading, const TextWidths& widths);

    // The layout of a dataset in a file, and the units its attribute `units` states (none where it has none). Integers
    // of any size are read as counts, floats as numbers. Throws FileError for any other type of cell.
    RowLayout(hid_t dataset, std::string_view doing);

    // The columns without rows.
    const Frame& heading() const { return heading_; }

    // The bytes of one row, in memory and in the file alike when written by this program. A text of variable length
    // counts as one pointer.
    std::size_t row_bytes() const { return row_bytes_; }

    // The types to create a dataset with, and to read or write it with.
    hid_t file_type() const { return file_type_.get(); }
    hid_t memory_type() const { return memory_type_.get(); }

    // Whether a row holds pointers to texts, which HDF5 allocates on reading.
    bool has_pointers() const;

    // Puts rows [first, first + count) of `frame` into `rows`, for H5Dwrite. The bytes point into the frame. Throws
    // FileError for a text that holds NUL or is wider than its column.
    void pack(const Frame& frame, std::size_t first, std::size_t count, std::vector<std::byte>& rows,
              std::string_view doing) const;

    // The frame of `count` rows that H5Dread has put into `rows`.
    Frame unpack(const std::vector<std::byte>& rows, std::size_t count) const;

private:
    struct Cell {
        std::size_t offset;
        std::size_t width;  // of a text with a fixed width, else 0
    };

    void add_member(std::size_t index, hid_t file_cell, hid_t memory_cell);
    void create_types(std::size_t row_bytes);

    Frame heading_;
    std::vector<Cell> cells_;
    std::size_t row_bytes_ = 0;
    hdf5::Type file_type_;
    hdf5::Type memory_type_;
};

}  // namespace backstock
