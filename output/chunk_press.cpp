#include "output/chunk_press.hpp"

#include "sim/base/require.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

namespace backstock {
namespace {

// Bytes of equal place in their rows come together, as HDF5's filter has it.
std::vector<std::byte> shuffled(const std::vector<std::byte>& rows, std::size_t row_bytes) {
    constexpr std::size_t rows_at_a_time = 256;  // which stay in the nearest cache
    const std::size_t count = rows.size() / row_bytes;
    std::vector<std::byte> planes(rows.size());
    for (std::size_t first = 0; first < count; first += rows_at_a_time) {
        const std::size_t end = std::min(count, first + rows_at_a_time);
        for (std::size_t place = 0; place < row_bytes; ++place) {
            std::byte* const plane = planes.data() + place * count;
            for (std::size_t row = first; row < end; ++row) plane[row] = rows[row * row_bytes + place];
        }
    }
    return planes;
}

PressedChunk pressed(const std::vector<std::byte>& rows, std::size_t row_bytes, int effort) {
    using Compressor = std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)>;
    const Compressor compressor(libdeflate_alloc_compressor(effort), &libdeflate_free_compressor);
    if (!compressor) throw std::bad_alloc();
    std::vector<std::byte> planes = shuffled(rows, row_bytes);
    std::vector<std::byte> deflated(planes.size());
    const std::size_t size = libdeflate_zlib_compress(compressor.get(), planes.data(), planes.size(), deflated.data(),
                                                      deflated.size());  // 0 where it doesn't fit
    if (size == 0) return {std::move(planes), false};
    deflated.resize(size);
    return {std::move(deflated), true};
}

}  // namespace

void ChunkPress::begin(std::vector<std::byte>&& rows) {
    require(!is_busy(), "a chunk is begun before the last one is finished");
    require(!rows.empty() && rows.size() % row_bytes_ == 0, "a chunk of {} bytes in rows of {}", rows.size(),
            row_bytes_);
    pressed_ =
        std::async(std::launch::async, [row_bytes = row_bytes_, effort = effort_, rows = std::move(rows)]() mutable {
            PressedChunk chunk = pressed(rows, row_bytes, effort);
            return Done{std::move(chunk), std::move(rows)};
        });
}

PressedChunk ChunkPress::finish() {
    require(is_busy(), "no chunk is begun");
    Done done = pressed_.get();
    spare_ = std::move(done.rows);
    return std::move(done.chunk);
}

}  // namespace backstock
