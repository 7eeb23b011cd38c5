#pragma once
// Writes a results file: groups, tables with units, texts and attributes. The format is described in output/README.md.

#include "output/file_driver.hpp"
#include "output/frame.hpp"
#include "output/hdf5.hpp"
#include "output/pending_file.hpp"
#include "output/results_format.hpp"
#include "output/row_stream.hpp"

#include <deque>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Collects the results in a temporary file beside the target and puts it in place on commit(); see PendingFile for what
// this promises when a run fails, is killed, or meets another writer. The same calls in the same order give the same
// bytes: neither times nor names of the machine are stored, unless the caller stores them (`created`).
//
// Paths are absolute ("/boutique/kpis"); groups on the way are created. Names that users chose go through
// object_name() first. One thread at a time. All functions throw FileError when the disk refuses; after such a failure
// commit() refuses too.
class ResultsWriter {
public:
    // Reserves the temporary file. Throws FileError if the target can't be written.
    explicit ResultsWriter(const std::filesystem::path& target);

    // Without commit, everything written is removed.
    ~ResultsWriter();
    ResultsWriter(const ResultsWriter&) = delete;
    ResultsWriter& operator=(const ResultsWriter&) = delete;

    // Writes a table. The frame must pass Frame::check(), the path must be free; 0 rows are allowed.
    void write(std::string_view path, const Frame& frame);

    // Opens a table that grows, with the columns of `heading` (its rows, if any, are not written). The stream lives
    // until the writer goes; what it holds is written by commit().
    RowStream& stream(std::string_view path, const Frame& heading, const StreamOptions& options = {});

    // Writes a text (UTF-8 without NUL), with its SHA-256 digest in the attribute `sha256`.
    void text(std::string_view path, const std::string& text);

    // Writes an attribute of a table, a text or a group (created if missing; "/" is the file itself). The object must
    // not have it yet.
    void attribute(std::string_view path, const std::string& name, const Attribute& value);

    // Completes the file and puts it in place. Nothing may be written afterwards.
    void commit();

private:
    // A place in the file: the open group and the name within.
    struct Place {
        hdf5::Group group;
        std::string name;
    };

    void attempt(std::string_view verb, std::string_view path, const std::function<void(const std::string&)>& write);
    hdf5::Group group(const std::vector<std::string>& parts, const std::string& doing);
    Place place(std::string_view path, const std::string& doing);
    void write_attribute(hid_t object, const std::string& name, const Attribute& value, const std::string& doing);

    PendingFile pending_;
    hdf5::Writes writes_;
    hdf5::File file_;
    std::deque<RowStream> streams_;
    bool failed_ = false;
};

}  // namespace backstock
