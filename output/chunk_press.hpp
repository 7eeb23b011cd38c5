#pragma once
// Compresses the chunks of a table beside the run: what HDF5's filters "shuffle" and "deflate" would make of them, on a
// thread of its own and with libdeflate, which takes less than half of zlib's time. Any HDF5 reads the result.

#include <cstddef>
#include <future>
#include <vector>

namespace backstock {

// A chunk as it goes into the file.
struct PressedChunk {
    std::vector<std::byte> bytes;
    bool deflated = true;  // false: shuffled only, since deflating would not have made it smaller
};

class ChunkPress {
public:
    // Rows of so many bytes; effort 1 to 9.
    ChunkPress(std::size_t row_bytes, int effort) : row_bytes_(row_bytes), effort_(effort) {}

    // Begins with a chunk: whole rows. One at a time.
    void begin(std::vector<std::byte>&& rows);
    bool is_busy() const { return pressed_.valid(); }
    // Waits for the chunk that was begun. The bytes depend on the rows and the effort alone.
    PressedChunk finish();
    // The memory of a chunk that is done with, for the rows of the next.
    std::vector<std::byte> spare() { return std::move(spare_); }

private:
    struct Done {
        PressedChunk chunk;
        std::vector<std::byte> rows;
    };
    std::size_t row_bytes_;
    int effort_;
    std::future<Done> pressed_;
    std::vector<std::byte> spare_;
};

}  // namespace backstock
