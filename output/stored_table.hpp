#pragma once
// One table of the results file while it is written.

#include "output/chunk_press.hpp"
#include "output/frame.hpp"
#include "output/hdf5.hpp"
#include "output/row_layout.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// How the rows lie in the file.
struct Storage {
    // The rows to come; a table that grows begins with 0 and takes any number.
    std::uint64_t rows = 0;
    bool grows = false;
    // Rows compressed together, or 0 to store all rows plainly in one piece (not for a table that grows).
    std::size_t rows_per_chunk = 0;
    // Effort of the compression, 0 (none) to 9. The bytes of equal significance are brought together first. The chunks
    // of tables without texts of variable length are compressed beside the caller (ChunkPress), one at a time.
    int deflate = 1;
};

// Plain below 64 KiB, where the index of the chunks outweighs what compression saves; compressed chunks of about 1 MiB
// above.
Storage storage_for(std::uint64_t rows, std::size_t row_bytes);

// A compound dataset of one dimension with the attribute `units`: the units of the columns, in their order.
class StoredTable {
public:
    // Creates dataset `name` in `group`. `doing` names the file and the table in messages.
    StoredTable(hid_t group, const std::string& name, std::string doing, RowLayout layout, const Storage& storage);

    // Writes rows [first, first + count) of `frame` below those written so far. Rows are copied through a buffer of a
    // few megabytes at most, or one chunk.
    void put(const Frame& frame, std::size_t first, std::size_t count);

    // Writes what is still under way and closes the table; nothing may be put in afterwards.
    void finish();

    // The rows written at a time: a chunk, or a few megabytes of a plain table.
    std::size_t rows_per_block() const { return rows_per_block_; }

private:
    void put_block(const Frame& frame, std::size_t first, std::size_t count);
    void reach(hsize_t rows);
    void press_chunk(std::size_t count);
    void write_pressed();

    std::string doing_;
    RowLayout layout_;
    Storage storage_;
    std::size_t rows_per_block_;
    hdf5::Dataset dataset_;
    std::vector<std::byte> block_;
    std::uint64_t written_ = 0;
    std::optional<ChunkPress> press_;
    std::uint64_t pressed_from_ = 0;  // the first row of the chunk that is under way
};

}  // namespace backstock
