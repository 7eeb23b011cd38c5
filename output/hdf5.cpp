#include "output/hdf5.hpp"

#include "output/file_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace backstock::hdf5 {
namespace {

// Walking upwards starts at the innermost call; the operating system's words stand in quotes after a fixed phrase.
herr_t note_reason(unsigned depth, const H5E_error2_t* entry, void* data) {
    auto& reason = *static_cast<std::string*>(data);
    const std::string_view text = entry->desc == nullptr ? "" : entry->desc;
    constexpr std::string_view phrase = "error message = '";
    const std::size_t start = text.find(phrase);
    if (start != std::string_view::npos) {
        const std::string_view rest = text.substr(start + phrase.size());
        reason = rest.substr(0, rest.find('\''));
        return 1;
    }
    if (depth == 0) {
        reason = text;
    }
    return 0;
}

}  // namespace

QuietErrors::QuietErrors() {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

std::string reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, note_reason, &reason);
    return reason.empty() ? "HDF5 gives no reason" : reason;
}

void fail(std::string_view doing) { throw FileError(fmt::format("{}: {}", doing, reason())); }

Type text_type() { return text_type(H5T_VARIABLE); }

Type text_type(std::size_t bytes) {
    Type type(H5Tcopy(H5T_C_S1), "string type");
    check(H5Tset_size(type.get(), bytes), "string type");
    check(H5Tset_cset(type.get(), H5T_CSET_UTF8), "string type");
    if (bytes != H5T_VARIABLE) {
        check(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "string type");
    }
    return type;
}

Space line_of(hsize_t elements) { return Space(H5Screate_simple(1, &elements, nullptr), "table space"); }

void write_text_attribute(hid_t object, const std::string& name, const std::string& text, std::string_view doing) {
    const Type type = text_type();
    const Space space(H5Screate(H5S_SCALAR), doing);
    const Attribute attribute(H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
                              doing);
    const char* cell = text.c_str();
    check(H5Awrite(attribute.get(), type.get(), &cell), doing);
}

void write_texts_attribute(hid_t object, const std::string& name, const std::vector<std::string>& texts,
                           std::string_view doing) {
    const Type type = text_type();
    const Space space = line_of(texts.size());
    const Attribute attribute(H5Acreate2(object, name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
                              doing);
    std::vector<const char*> cells;
    for (const std::string& text : texts) {
        cells.push_back(text.c_str());
    }
    check(H5Awrite(attribute.get(), type.get(), cells.data()), doing);
}

std::vector<std::string> read_texts_attribute(hid_t attribute, std::string_view doing) {
    const Type stored(H5Aget_type(attribute), doing);
    const Space space(H5Aget_space(attribute), doing);
    const auto count = static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.get()), doing));
    // An attribute lies in an object header of at most 64 KiB; a damaged one may claim any number of elements.
    if (H5Tget_class(stored.get()) != H5T_STRING || count > 65536) {
        throw FileError(fmt::format("{}: not a text", doing));
    }
    std::vector<std::string> texts;
    if (check(H5Tis_variable_str(stored.get()), doing) > 0) {
        const Type type = text_type();
        std::vector<char*> cells(count, nullptr);
        check(H5Aread(attribute, type.get(), cells.data()), doing);
        for (const char* cell : cells) {
            texts.emplace_back(cell == nullptr ? "" : cell);
        }
        H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, cells.data());
        return texts;
    }
    const std::size_t bytes = H5Tget_size(stored.get());
    const Type type = text_type(std::max<std::size_t>(bytes, 1));
    std::string cells(count * bytes, '\0');
    check(H5Aread(attribute, type.get(), cells.data()), doing);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string cell = cells.substr(i * bytes, bytes);
        texts.push_back(cell.substr(0, cell.find('\0')));
    }
    return texts;
}

}  // namespace backstock::hdf5
