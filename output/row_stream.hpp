#pragma once
// A table of the results file that grows while the run goes on.

#include "output/frame.hpp"
#include "output/stored_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace backstock {

// How the rows of a stream are stored.
struct StreamOptions {
    // Rows compressed and written together; a stream holds about that many in memory and no more.
    std::size_t rows_per_chunk = 65536;
    // Effort of the compression, 0 (none, fastest) to 9. Bytes are shuffled first, which makes level 1 effective.
    int deflate = 1;
    // Columns of texts whose longest text is known beforehand (names of items, stores, causes): stored with that many
    // bytes each, which compress well. Texts of variable length stay uncompressed and are slow; they suit short tables.
    TextWidths text_widths = {};
};

// Rows go in at the bottom, in frames of any size; memory stays at one chunk, whatever the number of rows. Made and
// owned by ResultsWriter, which writes the last rows when it commits. One thread at a time.
class RowStream {
public:
    // Creates dataset `name` in `group` with the columns of `heading` and 0 rows. For ResultsWriter::stream.
    RowStream(hid_t group, const std::string& name, const std::string& doing, const Frame& heading,
              const StreamOptions& options);

    // Adds the rows of `block`, whose columns must be those the stream was opened with. Throws FileError when the
    // disk refuses or a text doesn't fit; the file can't be committed then.
    void append(const Frame& block);

    // The rows appended so far.
    std::uint64_t rows() const { return rows_; }

    // Writes the rows still in memory, gives the memory back, and refuses further rows with BrokenLaw. Once all have
    // come, or at the latest by ResultsWriter::commit. Throws FileError if these or any rows before could not be
    // written.
    void finish();

private:
    void put(const Frame& frame, std::size_t first, std::size_t count);
    void flush();

    std::string doing_;
    StoredTable table_;
    Frame pending_;
    std::uint64_t rows_ = 0;
    bool failed_ = false;
    bool finished_ = false;
};

}  // namespace backstock
