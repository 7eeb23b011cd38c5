#include "output/results_reader.hpp"

#include "output/file_error.hpp"
#include "output/object_path.hpp"
#include "output/row_layout.hpp"
#include "output/seal.hpp"
#include "output/sha256.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace backstock {
namespace {

// Deflate can't shrink anything more than 1032 times; a table that claims more rows is damaged.
constexpr std::uint64_t most_compressed = 1100;

// HDF5 would wait for ever on a pipe, and calls a text file "truncated".
void check_signature(const std::filesystem::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        throw FileError(fmt::format("{}: can't open: {}", path.string(), std::generic_category().message(errno)));
    }
    if (!S_ISREG(status.st_mode)) {
        throw FileError(fmt::format("{}: can't open: it is {}", path.string(),
                                    S_ISDIR(status.st_mode) ? "a directory" : "not a regular file"));
    }
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw FileError(fmt::format("{}: can't open: {}", path.string(), std::generic_category().message(errno)));
    }
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::array<char, signature.size()> start{};
    file.read(start.data(), start.size());
    if (std::string_view(start.data(), static_cast<std::size_t>(file.gcount())) != signature) {
        throw FileError(fmt::format("{}: not a results file: {}", path.string(),
                                    file.gcount() == 0 ? "it is empty" : "it is not HDF5"));
    }
}

hdf5::File open(const std::filesystem::path& path) {
    const std::string doing = fmt::format("{}: damaged or cut short", path.string());
    const hdf5::Properties access(H5Pcreate(H5P_FILE_ACCESS), doing);
    hdf5::check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), doing);
#if H5_VERSION_GE(1, 10, 7)
    // A results file never changes once it has its name, so no lock is needed.
    hdf5::check(H5Pset_file_locking(access.get(), false, true), doing);
#endif
    return hdf5::File(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), doing);
}

struct Found {
    std::string path;
    H5O_type_t type;
};

herr_t note_object(hid_t, const char* name, const H5O_info_t* info, void* data) noexcept {
    if (std::string_view(name) != ".") {
        static_cast<std::vector<Found>*>(data)->push_back({"/" + std::string(name), info->type});
    }
    return 0;
}

std::vector<std::string> attribute_names(hid_t object, const std::string& doing) {
    const auto note_name = [](hid_t, const char* name, const H5A_info_t*, void* data) noexcept -> herr_t {
        static_cast<std::vector<std::string>*>(data)->emplace_back(name);
        return 0;
    };
    std::vector<std::string> names;
    hdf5::check(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, note_name, &names), doing);
    return names;
}

// The value, or nothing where the attribute is a list or of a foreign type.
std::optional<Attribute> value_of(hid_t attribute, const std::string& doing) {
    const hdf5::Space space(H5Aget_space(attribute), doing);
    const hdf5::Type type(H5Aget_type(attribute), doing);
    if (H5Sget_simple_extent_type(space.get()) != H5S_SCALAR) {
        return std::nullopt;
    }
    if (H5Tget_class(type.get()) == H5T_STRING) {
        return hdf5::read_texts_attribute(attribute, doing).at(0);
    }
    if (H5Tget_class(type.get()) == H5T_INTEGER && H5Tget_sign(type.get()) == H5T_SGN_NONE) {
        std::uint64_t count = 0;
        hdf5::check(H5Aread(attribute, H5T_NATIVE_UINT64, &count), doing);
        return count;
    }
    if (H5Tget_class(type.get()) == H5T_INTEGER) {
        std::int64_t count = 0;
        hdf5::check(H5Aread(attribute, H5T_NATIVE_INT64, &count), doing);
        return count;
    }
    if (H5Tget_class(type.get()) == H5T_FLOAT) {
        double number = 0;
        hdf5::check(H5Aread(attribute, H5T_NATIVE_DOUBLE, &number), doing);
        return number;
    }
    return std::nullopt;
}

}  // namespace

struct ResultsReader::OpenTable {
    hdf5::Dataset dataset;
    RowLayout layout;
    std::uint64_t rows;
};

ResultsReader::ResultsReader(const std::filesystem::path& path) : path_(path) {
    const hdf5::QuietErrors quiet;
    check_signature(path_);
    if (check_seal(path_) == Seal::broken) {
        throw FileError(fmt::format("{}: damaged: its bytes aren't those that were written", path_.string()));
    }
    file_ = open(path_);
    check_format();
    list_objects();
}

std::string ResultsReader::doing(std::string_view verb, std::string_view path) const {
    return fmt::format("{}: {} {}", path_.string(), verb, path);
}

void ResultsReader::check_format() const {
    const std::optional<Attribute> format = attribute("/", "format");
    if (format != Attribute(std::string(results_format))) {
        throw FileError(
            fmt::format("{}: not a results file: it is HDF5, but not written by backstock", path_.string()));
    }
    const std::optional<Attribute> stated = attribute("/", "format_version");
    const auto* version = stated ? std::get_if<std::int64_t>(&*stated) : nullptr;
    if (version == nullptr || *version < 1) {
        throw FileError(fmt::format("{}: damaged: it states no format version", path_.string()));
    }
    if (*version > results_format_version) {
        throw FileError(fmt::format("{}: its format version {} is newer than {}, the newest this program reads",
                                    path_.string(), *version, results_format_version));
    }
}

void ResultsReader::list_objects() {
    const std::string listing = doing("list", "/");
    std::vector<Found> found;
    hdf5::check(H5Ovisit2(file_.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, note_object, &found, H5O_INFO_BASIC), listing);
    for (Found& object : found) {
        if (object.type == H5O_TYPE_GROUP) {
            groups_.push_back(std::move(object.path));
        } else if (object.type == H5O_TYPE_DATASET) {
            const hdf5::Dataset dataset(H5Dopen2(file_.get(), object.path.c_str(), H5P_DEFAULT), listing);
            const hdf5::Type type(H5Dget_type(dataset.get()), listing);
            const bool is_text = H5Tget_class(type.get()) == H5T_STRING;
            (is_text ? texts_ : tables_).push_back(std::move(object.path));
        }
    }
}

bool ResultsReader::has_table(std::string_view path) const {
    return std::find(tables_.begin(), tables_.end(), path) != tables_.end();
}

ResultsReader::OpenTable ResultsReader::open_table(const std::string& path) const {
    const std::string reading = doing("read", path);
    if (!has_table(path)) {
        throw FileError(fmt::format("{}: there is no such table", reading));
    }
    hdf5::Dataset dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), reading);
    RowLayout layout(dataset.get(), reading);
    const hdf5::Space space(H5Dget_space(dataset.get()), reading);
    hsize_t rows = 0;
    if (H5Sget_simple_extent_ndims(space.get()) != 1) {
        throw FileError(fmt::format("{}: not a table of rows", reading));
    }
    hdf5::check(H5Sget_simple_extent_dims(space.get(), &rows, nullptr), reading);
    const std::uint64_t stored = H5Dget_storage_size(dataset.get());
    if (rows / most_compressed > stored / layout.row_bytes() + 1 || (rows > 0 && stored == 0)) {
        throw FileError(fmt::format("{}: damaged: {} rows can't lie in {} bytes", reading, rows, stored));
    }
    return {std::move(dataset), std::move(layout), rows};
}

Frame ResultsReader::heading(const std::string& path) const {
    const hdf5::QuietErrors quiet;
    return open_table(path).layout.heading();
}

std::uint64_t ResultsReader::rows(const std::string& path) const {
    const hdf5::QuietErrors quiet;
    return open_table(path).rows;
}

Frame ResultsReader::read(const std::string& path) const { return read(path, 0, rows(path)); }

Frame ResultsReader::read(const std::string& path, std::uint64_t first, std::uint64_t count) const {
    const hdf5::QuietErrors quiet;
    const std::string reading = doing("read", path);
    const OpenTable table = open_table(path);
    const hsize_t start = std::min(first, table.rows);
    const hsize_t length = std::min<hsize_t>(count, table.rows - start);
    if (length == 0) {
        return table.layout.heading();
    }
    const hdf5::Space rows(H5Dget_space(table.dataset.get()), reading);
    hdf5::check(H5Sselect_hyperslab(rows.get(), H5S_SELECT_SET, &start, nullptr, &length, nullptr), reading);
    const hdf5::Space block = hdf5::line_of(length);
    std::vector<std::byte> bytes(length * table.layout.row_bytes());
    hdf5::check(
        H5Dread(table.dataset.get(), table.layout.memory_type(), block.get(), rows.get(), H5P_DEFAULT, bytes.data()),
        reading);
    Frame frame = table.layout.unpack(bytes, length);
    if (table.layout.has_pointers()) {
        H5Dvlen_reclaim(table.layout.memory_type(), block.get(), H5P_DEFAULT, bytes.data());
    }
    return frame;
}

std::string ResultsReader::text(const std::string& path) const {
    const hdf5::QuietErrors quiet;
    const std::string reading = doing("read", path);
    if (std::find(texts_.begin(), texts_.end(), path) == texts_.end()) {
        throw FileError(fmt::format("{}: there is no such text", reading));
    }
    const hdf5::Dataset dataset(H5Dopen2(file_.get(), path.c_str(), H5P_DEFAULT), reading);
    const hdf5::Type stored(H5Dget_type(dataset.get()), reading);
    const hdf5::Space space(H5Dget_space(dataset.get()), reading);
    if (H5Tis_variable_str(stored.get()) <= 0 || H5Sget_simple_extent_type(space.get()) != H5S_SCALAR) {
        throw FileError(fmt::format("{}: not a single text", reading));
    }
    const hdf5::Type type = hdf5::text_type();
    char* cell = nullptr;
    hdf5::check(H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &cell), reading);
    std::string text = cell == nullptr ? "" : cell;
    H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, &cell);
    if (attribute(path, "sha256") != Attribute(sha256(text))) {
        throw FileError(fmt::format("{}: damaged: the text is not the one whose SHA-256 is stored", reading));
    }
    return text;
}

std::optional<Attribute> ResultsReader::attribute(const std::string& path, const std::string& name) const {
    const hdf5::QuietErrors quiet;
    const std::string reading = doing("read the attributes of", path);
    const hdf5::Object object(H5Oopen(file_.get(), path.c_str(), H5P_DEFAULT), reading);
    if (hdf5::check(H5Aexists(object.get(), name.c_str()), reading) == 0) {
        return std::nullopt;
    }
    const hdf5::Attribute attribute(H5Aopen(object.get(), name.c_str(), H5P_DEFAULT), reading);
    return value_of(attribute.get(), reading);
}

std::vector<std::pair<std::string, Attribute>> ResultsReader::attributes(const std::string& path) const {
    const hdf5::QuietErrors quiet;
    const std::string reading = doing("read the attributes of", path);
    const hdf5::Object object(H5Oopen(file_.get(), path.c_str(), H5P_DEFAULT), reading);
    std::vector<std::pair<std::string, Attribute>> attributes;
    for (std::string& name : attribute_names(object.get(), reading)) {
        if (std::optional<Attribute> value = attribute(path, name)) {
            attributes.emplace_back(std::move(name), std::move(*value));
        }
    }
    return attributes;
}

}  // namespace backstock
