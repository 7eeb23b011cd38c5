#include "output/results_writer.hpp"

#include "output/file_error.hpp"
#include "output/object_path.hpp"
#include "output/seal.hpp"
#include "output/sha256.hpp"
#include "output/stored_table.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace backstock {
namespace {

// Attributes of an object up to this number lie in its header; the root has about ten.
constexpr unsigned attributes_in_header = 64;

// Neither the time of creation is kept nor an order that depends on anything but the calls.
hdf5::Properties steady(hid_t property_class, const std::string& doing) {
    hdf5::Properties properties(H5Pcreate(property_class), doing);
    hdf5::check(H5Pset_obj_track_times(properties.get(), false), doing);
    hdf5::check(H5Pset_link_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), doing);
    hdf5::check(H5Pset_attr_phase_change(properties.get(), attributes_in_header, attributes_in_header / 2), doing);
    return properties;
}

// Headers of HDF5 1.8 carry checksums and take tables of many columns; every client in use reads them. Nobody else
// knows the temporary file, so it needs no lock, which some cluster file systems refuse.
hdf5::Properties access(hdf5::Writes& writes, const std::string& doing) {
    hdf5::Properties access(H5Pcreate(H5P_FILE_ACCESS), doing);
    hdf5::check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_LATEST), doing);
    hdf5::use_forgiving_driver(access.get(), writes, doing);
    hdf5::check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), doing);
#if H5_VERSION_GE(1, 10, 7)
    hdf5::check(H5Pset_file_locking(access.get(), false, true), doing);
#endif
    return access;
}

}  // namespace

ResultsWriter::ResultsWriter(const std::filesystem::path& target) : pending_(target) {
    const hdf5::QuietErrors quiet;
    const std::string doing = fmt::format("{}: can't create", target.string());
    const hdf5::Properties creation = steady(H5P_FILE_CREATE, doing);
    const hdf5::Properties how = access(writes_, doing);
    file_ = hdf5::File(H5Fcreate(pending_.path().c_str(), H5F_ACC_TRUNC, creation.get(), how.get()), doing);
    hdf5::check_written(writes_, doing);
    attribute("/", "format", std::string(results_format));
    attribute("/", "format_version", results_format_version);
}

ResultsWriter::~ResultsWriter() {
    const hdf5::QuietErrors quiet;
    writes_.nowhere = true;
    streams_.clear();
    file_.close();
}

void ResultsWriter::write(std::string_view path, const Frame& frame) {
    frame.check();
    attempt("write", path, [&](const std::string& doing) {
        const Place at = place(path, doing);
        RowLayout layout(frame, {});
        const Storage storage = storage_for(frame.rows(), layout.row_bytes());
        StoredTable table(at.group.get(), at.name, doing, std::move(layout), storage);
        table.put(frame, 0, frame.rows());
        table.finish();
    });
}

RowStream& ResultsWriter::stream(std::string_view path, const Frame& heading, const StreamOptions& options) {
    attempt("write", path, [&](const std::string& doing) {
        const Place at = place(path, doing);
        streams_.emplace_back(at.group.get(), at.name, doing, heading, options);
    });
    return streams_.back();
}

void ResultsWriter::text(std::string_view path, const std::string& text) {
    attempt("write", path, [&](const std::string& doing) {
        if (text.find('\0') != std::string::npos) {
            throw FileError(fmt::format("{}: the text holds a NUL character", doing));
        }
        const Place at = place(path, doing);
        const hdf5::Space scalar(H5Screate(H5S_SCALAR), doing);
        const hdf5::Type type = hdf5::text_type();
        const hdf5::Properties creation(H5Pcreate(H5P_DATASET_CREATE), doing);
        hdf5::check(H5Pset_obj_track_times(creation.get(), false), doing);
        const hdf5::Dataset dataset(H5Dcreate2(at.group.get(), at.name.c_str(), type.get(), scalar.get(), H5P_DEFAULT,
                                               creation.get(), H5P_DEFAULT),
                                    doing);
        const char* cell = text.c_str();
        hdf5::check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &cell), doing);
        hdf5::write_text_attribute(dataset.get(), "sha256", sha256(text), doing);
    });
}

void ResultsWriter::attribute(std::string_view path, const std::string& name, const Attribute& value) {
    attempt("set an attribute of", path, [&](const std::string& doing) {
        std::vector<std::string> parts = path_parts(path);
        if (parts.empty()) {
            write_attribute(file_.get(), name, value, doing);
            return;
        }
        const Place at = place(path, doing);
        if (hdf5::check(H5Lexists(at.group.get(), at.name.c_str(), H5P_DEFAULT), doing) == 0) {
            write_attribute(group(parts, doing).get(), name, value, doing);
            return;
        }
        const hdf5::Object object(H5Oopen(at.group.get(), at.name.c_str(), H5P_DEFAULT), doing);
        write_attribute(object.get(), name, value, doing);
    });
}

void ResultsWriter::write_attribute(hid_t object, const std::string& name, const Attribute& value,
                                    const std::string& doing) {
    require(!name.empty() && name.find('\0') == std::string::npos, "an attribute needs a name");
    if (hdf5::check(H5Aexists(object, name.c_str()), doing) > 0) {
        throw FileError(fmt::format("{}: '{}' is set already", doing, name));
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (text->find('\0') != std::string::npos) {
            throw FileError(fmt::format("{}: '{}' holds a NUL character", doing, name));
        }
        hdf5::write_text_attribute(object, name, *text, doing);
        return;
    }
    const auto write = [&](hid_t stored, hid_t native, const void* cell) {
        const hdf5::Space scalar(H5Screate(H5S_SCALAR), doing);
        const hdf5::Attribute attribute(
            H5Acreate2(object, name.c_str(), stored, scalar.get(), H5P_DEFAULT, H5P_DEFAULT), doing);
        hdf5::check(H5Awrite(attribute.get(), native, cell), doing);
    };
    if (const auto* count = std::get_if<std::int64_t>(&value)) write(H5T_STD_I64LE, H5T_NATIVE_INT64, count);
    if (const auto* bits = std::get_if<std::uint64_t>(&value)) write(H5T_STD_U64LE, H5T_NATIVE_UINT64, bits);
    if (const auto* number = std::get_if<double>(&value)) write(H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, number);
}

void ResultsWriter::attempt(std::string_view verb, std::string_view path,
                            const std::function<void(const std::string&)>& write) {
    require(file_.get() >= 0, "{}: written to after the commit", pending_.target().string());
    const hdf5::QuietErrors quiet;
    const bool failed_before = std::exchange(failed_, true);
    const std::string doing = fmt::format("{}: {} {}", pending_.target().string(), verb, path);
    write(doing);
    hdf5::check_written(writes_, doing);
    failed_ = failed_before;
}

hdf5::Group ResultsWriter::group(const std::vector<std::string>& parts, const std::string& doing) {
    hdf5::Group group(H5Gopen2(file_.get(), "/", H5P_DEFAULT), doing);
    for (const std::string& part : parts) {
        if (hdf5::check(H5Lexists(group.get(), part.c_str(), H5P_DEFAULT), doing) > 0) {
            group = hdf5::Group(H5Gopen2(group.get(), part.c_str(), H5P_DEFAULT), doing);
            continue;
        }
        const hdf5::Properties link(H5Pcreate(H5P_LINK_CREATE), doing);
        hdf5::check(H5Pset_char_encoding(link.get(), H5T_CSET_UTF8), doing);
        const hdf5::Properties creation = steady(H5P_GROUP_CREATE, doing);
        group = hdf5::Group(H5Gcreate2(group.get(), part.c_str(), link.get(), creation.get(), H5P_DEFAULT), doing);
    }
    return group;
}

ResultsWriter::Place ResultsWriter::place(std::string_view path, const std::string& doing) {
    std::vector<std::string> parts = path_parts(path);
    if (parts.empty()) {
        throw FileError(fmt::format("{}: '/' is the file itself", doing));
    }
    std::string name = std::move(parts.back());
    parts.pop_back();
    return {group(parts, doing), std::move(name)};
}

void ResultsWriter::commit() {
    const hdf5::QuietErrors quiet;
    const std::string doing = fmt::format("{}: can't complete", pending_.target().string());
    require(file_.get() >= 0, "{}: committed twice", doing);
    if (failed_) {
        throw FileError(fmt::format("{}: an earlier write failed", doing));
    }
    failed_ = true;
    for (RowStream& stream : streams_) {
        stream.finish();
    }
    hdf5::check(H5Fflush(file_.get(), H5F_SCOPE_GLOBAL), doing);
    hdf5::check(H5Fclose(file_.get()), doing);
    file_.release();
    hdf5::check_written(writes_, doing);
    try {
        seal(pending_.path());
    } catch (const FileError& error) {
        throw FileError(fmt::format("{}: {}", doing, error.what()));
    }
    pending_.commit();
}

}  // namespace backstock
