#include "output/results_reader.hpp"

#include "output/file_error.hpp"
#include "output/results_writer.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <sys/stat.h>

#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

void put(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

void write_small(const std::filesystem::path& path) {
    ResultsWriter writer(path);
    writer.attribute("/", "seed", std::int64_t{42});
    writer.text("/model/v", "scenario: v\n");
    writer.write("/v/kpis", small_frame());
    writer.stream("/v/orders", long_frame(0), {.rows_per_chunk = 64}).append(long_frame(200));
    writer.commit();
}

// Reads everything in the file.
void read_all(const std::filesystem::path& path) {
    const ResultsReader reader(path);
    for (const std::string& table : reader.tables()) {
        reader.read(table);
        reader.attributes(table);
    }
    for (const std::string& text : reader.texts()) {
        reader.text(text);
    }
    for (const std::string& group : reader.groups()) {
        reader.attributes(group);
    }
    reader.attributes("/");
}

// 0 when all is read, 1 when the file is refused in words, minus the signal when reading crashes or hangs.
int outcome(const std::filesystem::path& path) {
    return in_child(
        [&] {
            try {
                read_all(path);
                return 0;
            } catch (const FileError&) {
                return 1;
            }
        },
        10);
}

}  // namespace

TEST_CASE("files that are no results are refused in words", "[output]") {
    const ScratchFolder folder;
    CHECK_THROWS_WITH(ResultsReader(folder / "no.h5"), containing("no.h5: can't open: No such file or directory"));
    CHECK_THROWS_WITH(ResultsReader(folder.path()), containing("it is a directory"));
    CHECK_THROWS_WITH(ResultsReader("/dev/null"), containing("it is not a regular file"));
    put(folder / "empty.h5", "");
    CHECK_THROWS_WITH(ResultsReader(folder / "empty.h5"), containing("not a results file: it is empty"));
    put(folder / "text.h5", "scenario: boutique\n");
    CHECK_THROWS_WITH(ResultsReader(folder / "text.h5"), containing("not a results file: it is not HDF5"));
    put(folder / "signature.h5", "\x89HDF\r\n\x1a\n");
    CHECK_THROWS_WITH(ResultsReader(folder / "signature.h5"), containing("damaged or cut short"));
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_THROWS_WITH(ResultsReader(folder / "pipe"), containing("it is not a regular file"));
}

TEST_CASE("HDF5 files of other programs and of newer versions are refused in words", "[output]") {
    const ScratchFolder folder;
    const auto write = [&](const char* name, const std::string& format, std::int64_t version) {
        const hdf5::File file(H5Fcreate((folder / name).c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), "create");
        if (!format.empty()) {
            hdf5::write_text_attribute(file.get(), "format", format, "write");
        }
        if (version != 0) {
            const hdf5::Space scalar(H5Screate(H5S_SCALAR), "space");
            const hdf5::Attribute attribute(
                H5Acreate2(file.get(), "format_version", H5T_STD_I64LE, scalar.get(), H5P_DEFAULT, H5P_DEFAULT),
                "write");
            H5Awrite(attribute.get(), H5T_NATIVE_INT64, &version);
        }
        return folder / name;
    };
    CHECK_THROWS_WITH(ResultsReader(write("a.h5", "", 1)), containing("it is HDF5, but not written by backstock"));
    CHECK_THROWS_WITH(ResultsReader(write("b.h5", "other", 1)), containing("it is HDF5, but not written by backstock"));
    CHECK_THROWS_WITH(ResultsReader(write("c.h5", "backstock-results", 0)), containing("no format version"));
    CHECK_THROWS_WITH(ResultsReader(write("d.h5", "backstock-results", 2)),
                      containing("format version 2 is newer than 1"));
    CHECK_NOTHROW(ResultsReader(write("e.h5", "backstock-results", 1)));
}

TEST_CASE("what a results file doesn't hold is refused in words", "[output]") {
    const ScratchFolder folder;
    write_small(folder / "a.h5");
    const ResultsReader reader(folder / "a.h5");
    CHECK_THROWS_WITH(reader.read("/v/nothing"), containing("a.h5: read /v/nothing: there is no such table"));
    CHECK_THROWS_WITH(reader.read("/model/v"), containing("there is no such table"));
    CHECK_THROWS_WITH(reader.read("/v"), containing("there is no such table"));
    CHECK_THROWS_WITH(reader.text("/v/kpis"), containing("there is no such text"));
    CHECK_THROWS_AS(reader.attribute("/nothing", "x"), FileError);
    CHECK(reader.has_table("/v/kpis"));
    CHECK(reader.heading("/v/kpis") == small_frame().heading());
    CHECK(reader.rows("/v/orders") == 200);
}

TEST_CASE("a results file cut short anywhere is refused", "[output]") {
    const ScratchFolder folder;
    write_small(folder / "a.h5");
    const std::string whole = bytes_of(folder / "a.h5");
    const std::size_t without_seal = whole.size() - 32;
    for (std::size_t size = 0; size < without_seal; size += size < 1000 ? 17 : 997) {
        put(folder / "cut.h5", whole.substr(0, size));
        CAPTURE(size);
        CHECK(outcome(folder / "cut.h5") == 1);
    }
    put(folder / "cut.h5", whole.substr(0, without_seal - 1));
    CHECK(outcome(folder / "cut.h5") == 1);
}

TEST_CASE("a changed scenario text is noticed by its digest", "[output]") {
    const ScratchFolder folder;
    write_small(folder / "a.h5");
    std::string bytes = bytes_of(folder / "a.h5");
    const std::size_t at = bytes.find("scenario: v");
    REQUIRE(at != std::string::npos);
    bytes[at] = 'S';
    put(folder / "a.h5", bytes.substr(0, bytes.size() - 32));
    CHECK_THROWS_WITH(ResultsReader(folder / "a.h5").text("/model/v"), containing("SHA-256"));
}

TEST_CASE("a results file with a wrong byte anywhere is refused", "[output]") {
    const ScratchFolder folder;
    write_small(folder / "a.h5");
    const std::string whole = bytes_of(folder / "a.h5");
    const std::size_t seal_start = whole.size() - 32;
    // In one child, which would end by a signal if HDF5 got to see a damaged file and crashed.
    const int result = in_child(
        [&] {
            for (std::size_t at = 0; at < whole.size(); at += 23) {
                for (const int change : {0x01, 0xff}) {
                    std::string bytes = whole;
                    bytes[at] = static_cast<char>(bytes[at] ^ change);
                    put(folder / "changed.h5", bytes);
                    try {
                        read_all(folder / "changed.h5");
                        if (at < seal_start) {
                            return 1;
                        }
                    } catch (const FileError&) {
                    }
                }
            }
            return 0;
        },
        300);
    CHECK(result == 0);
}

TEST_CASE("a results file without its checksum is read as HDF5 reads it", "[output]") {
    const ScratchFolder folder;
    write_small(folder / "a.h5");
    const std::string whole = bytes_of(folder / "a.h5");
    put(folder / "bare.h5", whole.substr(0, whole.size() - 32));
    CHECK_NOTHROW(read_all(folder / "bare.h5"));
    put(folder / "half.h5", whole.substr(0, whole.size() / 2));
    CHECK_THROWS_AS(read_all(folder / "half.h5"), FileError);
}
