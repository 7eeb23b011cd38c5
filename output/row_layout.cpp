#include "output/row_layout.hpp"

#include "output/file_error.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstring>

namespace backstock {
namespace {

constexpr std::size_t plain_cell = 8;
static_assert(sizeof(double) == plain_cell && sizeof(std::int64_t) == plain_cell && sizeof(char*) == plain_cell);

template<class T>
void put(std::byte* cell, const T& value) {
    std::memcpy(cell, &value, sizeof value);
}

template<class T>
T get(const std::byte* cell) {
    T value;
    std::memcpy(&value, cell, sizeof value);
    return value;
}

void put_text(std::byte* cell, const std::string& text, std::size_t width, const std::string& column,
              std::string_view doing) {
    if (text.find('\0') != std::string::npos) {
        throw FileError(fmt::format("{}: a text in column '{}' holds a NUL character", doing, column));
    }
    if (width == 0) {
        put(cell, text.c_str());
        return;
    }
    if (text.size() > width) {
        throw FileError(fmt::format("{}: '{}' in column '{}' takes more than {} bytes", doing, text, column, width));
    }
    std::memset(cell, 0, width);
    std::memcpy(cell, text.data(), text.size());
}

std::string get_text(const std::byte* cell, std::size_t width) {
    if (width == 0) {
        const char* text = get<const char*>(cell);
        return text == nullptr ? std::string() : std::string(text);
    }
    const char* text = reinterpret_cast<const char*>(cell);
    return std::string(text, strnlen(text, width));
}

// The name HDF5 gives a member, which it allocates.
std::string member_name(hid_t type, unsigned index) {
    char* name = H5Tget_member_name(type, index);
    std::string copy = name == nullptr ? "" : name;
    H5free_memory(name);
    return copy;
}

std::vector<std::string> stored_units(hid_t dataset, std::size_t columns, std::string_view doing) {
    std::vector<std::string> units;
    if (hdf5::check(H5Aexists(dataset, "units"), doing) > 0) {
        const hdf5::Attribute attribute(H5Aopen(dataset, "units", H5P_DEFAULT), doing);
        units = hdf5::read_texts_attribute(attribute.get(), doing);
    }
    units.resize(columns);
    return units;
}

struct StoredCell {
    Values values;
    std::size_t width = 0;
};

StoredCell stored_cell(hid_t member, const std::string& column, std::string_view doing) {
    switch (H5Tget_class(member)) {
        case H5T_INTEGER: return {Counts{}};
        case H5T_FLOAT: return {Numbers{}};
        case H5T_STRING: return {Texts{}, hdf5::check(H5Tis_variable_str(member), doing) > 0 ? 0 : H5Tget_size(member)};
        default: throw FileError(fmt::format("{}: column '{}' holds neither numbers nor texts", doing, column));
    }
}

}  // namespace

void RowLayout::create_types(std::size_t row_bytes) {
    row_bytes_ = row_bytes;
    file_type_ = hdf5::Type(H5Tcreate(H5T_COMPOUND, row_bytes), "row type");
    memory_type_ = hdf5::Type(H5Tcreate(H5T_COMPOUND, row_bytes), "row type");
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Values& values = heading_.columns[i].values;
        if (std::holds_alternative<Counts>(values)) {
            add_member(i, H5T_STD_I64LE, H5T_NATIVE_INT64);
        } else if (std::holds_alternative<Numbers>(values)) {
            add_member(i, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE);
        } else {
            const hdf5::Type text = cells_[i].width == 0 ? hdf5::text_type() : hdf5::text_type(cells_[i].width);
            add_member(i, text.get(), text.get());
        }
    }
}

void RowLayout::add_member(std::size_t index, hid_t file_cell, hid_t memory_cell) {
    const char* name = heading_.columns[index].name.c_str();
    hdf5::check(H5Tinsert(file_type_.get(), name, cells_[index].offset, file_cell), "row type");
    hdf5::check(H5Tinsert(memory_type_.get(), name, cells_[index].offset, memory_cell), "row type");
}

RowLayout::RowLayout(const Frame& heading, const TextWidths& widths) : heading_(heading.heading()) {
    heading.check();
    for (const auto& [name, width] : widths) {
        const Column* column = heading_.find(name);
        require(column != nullptr && std::holds_alternative<Texts>(column->values) && width > 0,
                "a width of {} is stated for '{}', which must be a column of texts", width, name);
    }
    std::size_t offset = 0;
    for (const Column& column : heading_.columns) {
        const auto stated = widths.find(column.name);
        const std::size_t width = stated == widths.end() ? 0 : stated->second;
        cells_.push_back({offset, width});
        offset += width == 0 ? plain_cell : width;
    }
    create_types(offset);
}

RowLayout::RowLayout(hid_t dataset, std::string_view doing) {
    const hdf5::Type stored(H5Dget_type(dataset), doing);
    if (H5Tget_class(stored.get()) != H5T_COMPOUND) {
        throw FileError(fmt::format("{}: not a table", doing));
    }
    const auto columns = static_cast<std::size_t>(hdf5::check(H5Tget_nmembers(stored.get()), doing));
    const std::vector<std::string> units = stored_units(dataset, columns, doing);
    std::size_t offset = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        const auto index = static_cast<unsigned>(i);
        const hdf5::Type member(H5Tget_member_type(stored.get(), index), doing);
        const std::string name = member_name(stored.get(), index);
        const StoredCell cell = stored_cell(member.get(), name, doing);
        heading_.add(name, units[i], cell.values);
        cells_.push_back({offset, cell.width});
        offset += cell.width == 0 ? plain_cell : cell.width;
    }
    create_types(offset);
}

bool RowLayout::has_pointers() const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        if (cells_[i].width == 0 && std::holds_alternative<Texts>(heading_.columns[i].values)) {
            return true;
        }
    }
    return false;
}

void RowLayout::pack(const Frame& frame, std::size_t first, std::size_t count, std::vector<std::byte>& rows,
                     std::string_view doing) const {
    rows.resize(count * row_bytes_);
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const Column& column = frame.columns[i];
        std::byte* cell = rows.data() + cells_[i].offset;
        std::visit(
            [&](const auto& values) {
                for (std::size_t row = first; row < first + count; ++row, cell += row_bytes_) {
                    if constexpr (std::is_same_v<decltype(values), const Texts&>) {
                        put_text(cell, values[row], cells_[i].width, column.name, doing);
                    } else {
                        put(cell, values[row]);
                    }
                }
            },
            column.values);
    }
}

Frame RowLayout::unpack(const std::vector<std::byte>& rows, std::size_t count) const {
    Frame frame = heading_;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const std::byte* cell = rows.data() + cells_[i].offset;
        std::visit(
            [&](auto& values) {
                using Value = typename std::decay_t<decltype(values)>::value_type;
                values.reserve(count);
                for (std::size_t row = 0; row < count; ++row, cell += row_bytes_) {
                    if constexpr (std::is_same_v<Value, std::string>) {
                        values.push_back(get_text(cell, cells_[i].width));
                    } else {
                        values.push_back(get<Value>(cell));
                    }
                }
            },
            frame.columns[i].values);
    }
    return frame;
}

}  // namespace backstock
