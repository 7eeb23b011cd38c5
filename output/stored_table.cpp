#include "output/stored_table.hpp"

#include "output/file_driver.hpp"
#include "sim/base/require.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace backstock {
namespace {

constexpr std::size_t smallest_chunked = std::size_t{1} << 16;
constexpr std::size_t chunk_bytes = std::size_t{1} << 20;
constexpr std::size_t plain_block_bytes = std::size_t{1} << 22;

hdf5::Properties creation(const Storage& storage, std::string_view doing) {
    hdf5::Properties creation(H5Pcreate(H5P_DATASET_CREATE), doing);
    hdf5::check(H5Pset_obj_track_times(creation.get(), false), doing);
    if (storage.rows_per_chunk == 0) {
        return creation;
    }
    const hsize_t chunk = storage.rows_per_chunk;
    hdf5::check(H5Pset_chunk(creation.get(), 1, &chunk), doing);
    if (storage.deflate > 0) {
        hdf5::check(H5Pset_shuffle(creation.get()), doing);
        hdf5::check(H5Pset_deflate(creation.get(), static_cast<unsigned>(storage.deflate)), doing);
    }
    return creation;
}

}  // namespace

Storage storage_for(std::uint64_t rows, std::size_t row_bytes) {
    Storage storage{.rows = rows};
    if (rows * row_bytes >= smallest_chunked) {
        storage.rows_per_chunk = std::clamp<std::size_t>(chunk_bytes / row_bytes, 1, rows);
    }
    return storage;
}

StoredTable::StoredTable(hid_t group, const std::string& name, std::string doing, RowLayout layout,
                         const Storage& storage)
    : doing_(std::move(doing)),
      layout_(std::move(layout)),
      storage_(storage),
      rows_per_block_(storage.rows_per_chunk > 0 ? storage.rows_per_chunk
                                                 : std::max<std::size_t>(1, plain_block_bytes / layout_.row_bytes())) {
    const hsize_t rows = storage.rows;
    const hsize_t most = storage.grows ? H5S_UNLIMITED : rows;
    const hdf5::Space space(H5Screate_simple(1, &rows, &most), doing_);
    const hdf5::Properties how = creation(storage, doing_);
    const hdf5::Properties link(H5Pcreate(H5P_LINK_CREATE), doing_);
    hdf5::check(H5Pset_char_encoding(link.get(), H5T_CSET_UTF8), doing_);
    dataset_ = hdf5::Dataset(
        H5Dcreate2(group, name.c_str(), layout_.file_type(), space.get(), link.get(), how.get(), H5P_DEFAULT), doing_);
    std::vector<std::string> units;
    for (const Column& column : layout_.heading().columns) {
        units.push_back(column.unit);
    }
    hdf5::write_texts_attribute(dataset_.get(), "units", units, doing_);
    const bool as_in_file = std::endian::native == std::endian::little && !layout_.has_pointers();
    if (storage.rows_per_chunk > 0 && storage.deflate > 0 && as_in_file)
        press_.emplace(layout_.row_bytes(), storage.deflate);
}

void StoredTable::put(const Frame& frame, std::size_t first, std::size_t count) {
    while (count > 0) {
        const std::size_t part = std::min(count, rows_per_block_);
        put_block(frame, first, part);
        first += part;
        count -= part;
    }
}

void StoredTable::finish() {
    write_pressed();
    press_.reset();
    block_ = {};
    hdf5::check(H5Dclose(dataset_.release()), doing_);
}

void StoredTable::reach(hsize_t rows) {
    if (storage_.grows) hdf5::check(H5Dset_extent(dataset_.get(), &rows), doing_);
}

void StoredTable::put_block(const Frame& frame, std::size_t first, std::size_t count) {
    layout_.pack(frame, first, count, block_, doing_);
    const hsize_t start = written_;
    const hsize_t length = count;
    reach(start + length);
    if (press_) {
        press_chunk(count);
        return;
    }
    const hdf5::Space rows(H5Dget_space(dataset_.get()), doing_);
    hdf5::check(H5Sselect_hyperslab(rows.get(), H5S_SELECT_SET, &start, nullptr, &length, nullptr), doing_);
    const hdf5::Space block = hdf5::line_of(length);
    hdf5::check(H5Dwrite(dataset_.get(), layout_.memory_type(), block.get(), rows.get(), H5P_DEFAULT, block_.data()),
                doing_);
    hdf5::check_written(dataset_.get(), doing_);
    written_ += count;
}

// A chunk is written when the next one is begun, or at the end: the order of writing never depends on the threads.
void StoredTable::press_chunk(std::size_t count) {
    require(written_ % storage_.rows_per_chunk == 0, "{}: a chunk begins at row {}", doing_, written_);
    write_pressed();
    block_.resize(storage_.rows_per_chunk * layout_.row_bytes());  // the last chunk is filled up
    press_->begin(std::move(block_));
    block_ = press_->spare();
    pressed_from_ = written_;
    written_ += count;
}

void StoredTable::write_pressed() {
    if (!press_ || !press_->is_busy()) return;
    const PressedChunk chunk = press_->finish();
    constexpr std::uint32_t deflate_left_out = 1U << 1;  // the second filter
    const hsize_t start = pressed_from_;
    hdf5::check(H5Dwrite_chunk(dataset_.get(), H5P_DEFAULT, chunk.deflated ? 0 : deflate_left_out, &start,
                               chunk.bytes.size(), chunk.bytes.data()),
                doing_);
    hdf5::check_written(dataset_.get(), doing_);
}

}  // namespace backstock
