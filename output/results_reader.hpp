#pragma once
// Reads a results file back.

#include "output/frame.hpp"
#include "output/hdf5.hpp"
#include "output/results_format.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backstock {

// An open results file. It stays readable as it was, even if another run replaces it meanwhile. One thread at a time.
// All functions throw FileError for what is missing or of another kind than asked for.
class ResultsReader {
public:
    // Throws FileError unless the file is a results file this program can read: it exists, is HDF5, is undamaged, says
    // it is ours, and has no newer format version. Its checksum is verified, which reads the whole file once; a file
    // that another program has changed has none, and is taken as HDF5 reads it.
    explicit ResultsReader(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }

    // The paths of all groups (without "/"), tables and texts, parents first and otherwise in the order they were
    // written.
    const std::vector<std::string>& groups() const { return groups_; }
    const std::vector<std::string>& tables() const { return tables_; }
    const std::vector<std::string>& texts() const { return texts_; }

    bool has_table(std::string_view path) const;

    // A table's columns with their units, without rows; and the number of its rows.
    Frame heading(const std::string& path) const;
    std::uint64_t rows(const std::string& path) const;

    // A whole table, or `count` rows of it from row `first` on; fewer at its end, and none beyond.
    Frame read(const std::string& path) const;
    Frame read(const std::string& path, std::uint64_t first, std::uint64_t count) const;

    // A text, whose SHA-256 digest must be the one stored with it.
    std::string text(const std::string& path) const;

    // An attribute of a group, a table, a text or the file ("/"), if the object has it.
    std::optional<Attribute> attribute(const std::string& path, const std::string& name) const;

    // All single-valued attributes of an object, by name. The units of a table are in its heading instead.
    std::vector<std::pair<std::string, Attribute>> attributes(const std::string& path) const;

private:
    // A table opened for reading.
    struct OpenTable;

    std::string doing(std::string_view verb, std::string_view path) const;
    OpenTable open_table(const std::string& path) const;
    void check_format() const;
    void list_objects();

    std::filesystem::path path_;
    hdf5::File file_;
    std::vector<std::string> groups_;
    std::vector<std::string> tables_;
    std::vector<std::string> texts_;
};

}  // namespace backstock
