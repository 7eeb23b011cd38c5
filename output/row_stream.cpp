#include "output/row_stream.hpp"

#include "output/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

// HDF5 allows chunks below 4 GiB.
constexpr std::size_t largest_chunk_bytes = std::size_t{1} << 30;

Storage growing(const RowLayout& layout, const StreamOptions& options) {
    require(options.rows_per_chunk > 0 && options.deflate >= 0 && options.deflate <= 9,
            "a stream of {} rows a chunk, compressed with effort {}", options.rows_per_chunk, options.deflate);
    const std::size_t most = std::max<std::size_t>(1, largest_chunk_bytes / layout.row_bytes());
    return {
        .rows = 0, .grows = true, .rows_per_chunk = std::min(options.rows_per_chunk, most), .deflate = options.deflate};
}

StoredTable growing_table(hid_t group, const std::string& name, const std::string& doing, const Frame& heading,
                          const StreamOptions& options) {
    RowLayout layout(heading, options.text_widths);
    const Storage storage = growing(layout, options);
    return StoredTable(group, name, doing, std::move(layout), storage);
}

}  // namespace

RowStream::RowStream(hid_t group, const std::string& name, const std::string& doing, const Frame& heading,
                     const StreamOptions& options)
    : doing_(doing), table_(growing_table(group, name, doing, heading, options)), pending_(heading.heading()) {}

void RowStream::append(const Frame& block) {
    require(!finished_, "{}: rows are appended after the commit", doing_);
    block.check();
    const hdf5::QuietErrors quiet;
    const std::size_t count = block.rows();
    for (std::size_t first = 0; first < count;) {
        if (pending_.rows() == 0 && count - first >= table_.rows_per_block()) {
            put(block, first, table_.rows_per_block());
            first += table_.rows_per_block();
            continue;
        }
        const std::size_t part = std::min(count - first, table_.rows_per_block() - pending_.rows());
        pending_.append(block, first, part);
        first += part;
        if (pending_.rows() == table_.rows_per_block()) {
            flush();
        }
    }
    rows_ += count;
}

void RowStream::finish() {
    if (finished_) return;
    const hdf5::QuietErrors quiet;
    if (failed_) {
        throw FileError(fmt::format("{}: rows are missing, since an earlier write failed", doing_));
    }
    flush();
    failed_ = true;
    table_.finish();
    failed_ = false;
    finished_ = true;
    pending_ = {};
}

void RowStream::put(const Frame& frame, std::size_t first, std::size_t count) {
    failed_ = true;
    table_.put(frame, first, count);
    failed_ = false;
}

void RowStream::flush() {
    put(pending_, 0, pending_.rows());
    pending_.clear();
}

}  // namespace backstock
