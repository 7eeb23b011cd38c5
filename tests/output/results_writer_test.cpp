#include "output/results_writer.hpp"

#include "output/differences.hpp"
#include "output/file_error.hpp"
#include "output/object_path.hpp"
#include "output/results_reader.hpp"
#include "output/sha256.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/skip.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

// A file with a little of everything, large enough for chunks.
void write_sample(const std::filesystem::path& path, const std::string& created) {
    ResultsWriter writer(path);
    writer.attribute("/", "created", created);
    writer.attribute("/", "seed", std::int64_t{42});
    writer.attribute("/", "horizon", 365.25);
    for (int i = 0; i < 12; ++i) {
        writer.attribute("/", "more " + std::to_string(i), std::int64_t{i});
    }
    writer.text("/model/boutique", "scenario: boutique # größer\n");
    writer.write("/boutique/kpis", awkward_frame());
    RowStream& orders = writer.stream("/boutique/orders", long_frame(0), {.rows_per_chunk = 1000});
    orders.append(long_frame(2500));
    writer.write("/boutique/timeline", long_frame(20000));
    writer.commit();
}

// Mounts a file system of 128 KiB that only this process sees, and that goes with it. False where that isn't allowed.
bool mount_small(const std::filesystem::path& place) {
    const uid_t user = geteuid();
    if (unshare(CLONE_NEWNS | (user == 0 ? 0 : CLONE_NEWUSER)) != 0) {
        return false;
    }
    if (user != 0) {
        std::ofstream("/proc/self/uid_map") << "0 " << user << " 1";
    }
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("none", place.c_str(), "tmpfs", 0, "size=128k") == 0;
}

}  // namespace

TEST_CASE("what is written is read back to the bit", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5", "now");
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.read("/boutique/kpis") == awkward_frame());
    CHECK(reader.read("/boutique/timeline") == long_frame(20000));
    CHECK(reader.read("/boutique/orders") == long_frame(2500));
    CHECK(reader.text("/model/boutique") == "scenario: boutique # größer\n");
    CHECK(reader.attribute("/", "seed") == Attribute(std::int64_t{42}));
    CHECK(reader.attribute("/", "horizon") == Attribute(365.25));
    CHECK(reader.attribute("/", "created") == Attribute(std::string("now")));
    CHECK(reader.attribute("/model/boutique", "sha256") == Attribute(sha256("scenario: boutique # größer\n")));
    CHECK(reader.attributes("/").size() == 17);
    CHECK_FALSE(reader.attribute("/", "no such"));
}

TEST_CASE("objects are listed in the order they were written", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5", "now");
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.groups() == std::vector<std::string>{"/model", "/boutique"});
    CHECK(reader.tables() == std::vector<std::string>{"/boutique/kpis", "/boutique/orders", "/boutique/timeline"});
    CHECK(reader.texts() == std::vector<std::string>{"/model/boutique"});
}

TEST_CASE("the same results give the same bytes", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5", "2026-01-01 00:00");
    sleep(1);
    write_sample(folder / "b.h5", "2026-01-01 00:00");
    write_sample(folder / "c.h5", "2027-07-07 07:07");
    CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
    const std::string a = bytes_of(folder / "a.h5");
    const std::string c = bytes_of(folder / "c.h5");
    REQUIRE(a.size() == c.size());
    std::size_t differing = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        differing += a[i] != c[i];
    }
    CHECK(differing <= 16);
    CHECK(differing > 0);
}

TEST_CASE("empty tables, wide tables and texts of any length survive", "[output]") {
    const ScratchFolder folder;
    Frame wide;
    for (int i = 0; i < 700; ++i) {
        wide.add("a column with a rather long name, number " + std::to_string(i), "units/d", Numbers{1.0 * i});
    }
    const std::string long_text(5000000, 'y');
    {
        ResultsWriter writer(folder / "a.h5");
        writer.write("/v/empty", awkward_frame().heading());
        writer.write("/v/wide", wide);
        writer.text("/model/v", long_text);
        writer.text("/model/empty", "");
        writer.stream("/v/orders", awkward_frame());
        writer.commit();
    }
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.read("/v/empty") == awkward_frame().heading());
    CHECK(reader.read("/v/orders") == awkward_frame().heading());
    CHECK(reader.read("/v/wide") == wide);
    CHECK(reader.text("/model/v") == long_text);
    CHECK(reader.text("/model/empty").empty());
}

TEST_CASE("a million rows are read back to the bit, whole and in parts", "[output][slow]") {
    const ScratchFolder folder;
    const Frame frame = long_frame(1000000);
    {
        ResultsWriter writer(folder / "a.h5");
        writer.write("/v/orders", frame);
        writer.commit();
    }
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.read("/v/orders") == frame);
    Frame part = frame.heading();
    part.append(frame, 123456, 7);
    CHECK(reader.read("/v/orders", 123456, 7) == part);
    CHECK(reader.read("/v/orders", 999999, 7).rows() == 1);
    CHECK(reader.read("/v/orders", 1000000, 7).rows() == 0);
    CHECK(reader.read("/v/orders", ~std::uint64_t{0}, ~std::uint64_t{0}).rows() == 0);
    CHECK(std::filesystem::file_size(folder / "a.h5") < 14000000);
}

TEST_CASE("variants with any name have a group of their own", "[output]") {
    const ScratchFolder folder;
    const std::vector<std::string> names{"s=5/S=20", ".", "..", "%2E", "größer 🛒", "a b", std::string(300, 'v')};
    {
        ResultsWriter writer(folder / "a.h5");
        for (const std::string& name : names) {
            writer.write("/" + object_name(name) + "/kpis", small_frame());
        }
        writer.commit();
    }
    const ResultsReader reader(folder / "a.h5");
    REQUIRE(reader.groups().size() == names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        CHECK(user_name(path_parts(reader.groups()[i]).at(0)) == names[i]);
        CHECK(reader.read("/" + object_name(names[i]) + "/kpis") == small_frame());
    }
}

TEST_CASE("attributes belong to groups, tables and texts", "[output]") {
    const ScratchFolder folder;
    {
        ResultsWriter writer(folder / "a.h5");
        writer.write("/v/kpis", small_frame());
        writer.attribute("/v/kpis", "title", std::string("KPIs, ö"));
        writer.attribute("/v", "replications", std::int64_t{-3});
        writer.attribute("/w/deep", "x", -0.0);
        writer.attribute("/w/deep", "empty", std::string());
        CHECK_THROWS_WITH(writer.attribute("/w/deep", "x", 1.0), containing("'x' is set already"));
    }
    CHECK(files_in(folder.path()) == 0);
    ResultsWriter writer(folder / "a.h5");
    writer.write("/v/kpis", small_frame());
    writer.attribute("/v/kpis", "title", std::string("KPIs, ö"));
    writer.attribute("/w/deep", "empty", std::string());
    writer.commit();
    const ResultsReader reader(folder / "a.h5");
    CHECK(reader.attribute("/v/kpis", "title") == Attribute(std::string("KPIs, ö")));
    CHECK(reader.attribute("/w/deep", "empty") == Attribute(std::string()));
    CHECK(reader.attributes("/v/kpis").size() == 1);
}

TEST_CASE("what can't be written is refused, and the file with it", "[output]") {
    const ScratchFolder folder;
    Frame with_nul = small_frame();
    with_nul.cells<std::string>("item")[1] = std::string("a\0b", 3);
    const auto attempt = [&](const auto& write) {
        ResultsWriter writer(folder / "a.h5");
        writer.write("/v/kpis", small_frame());
        CHECK_THROWS_AS(write(writer), FileError);
        CHECK_THROWS_AS(writer.commit(), FileError);
    };
    attempt([&](ResultsWriter& writer) { writer.write("/v/kpis", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("/v/kpis/below", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("/v", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("/", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("v", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("/v/../x", small_frame()); });
    attempt([&](ResultsWriter& writer) { writer.write("/v/x", with_nul); });
    attempt([&](ResultsWriter& writer) { writer.text("/model/v", std::string("a\0b", 3)); });
    attempt([&](ResultsWriter& writer) { writer.attribute("/", "seed", std::string("a\0b", 3)); });
    CHECK(files_in(folder.path()) == 0);
    ResultsWriter writer(folder / "a.h5");
    CHECK_THROWS_AS(writer.write("/v/x", Frame()), BrokenLaw);
    writer.commit();
    CHECK_THROWS_AS(writer.commit(), BrokenLaw);
    CHECK_THROWS_AS(writer.write("/v/x", small_frame()), BrokenLaw);
    CHECK_THROWS_WITH(ResultsWriter(folder / "no/a.h5"), containing("there is no directory"));
}

TEST_CASE("HDF5 says nothing on the terminal, whatever fails", "[output]") {
    const ScratchFolder folder;
    const int result = in_child([&] {
        const int out = open((folder / "stderr").c_str(), O_WRONLY | O_CREAT, 0600);
        dup2(out, 2);
        for (const bool commits : {false, true}) {
            ResultsWriter writer(folder / "a.h5");
            writer.stream("/v/orders", long_frame(0)).append(long_frame(10));
            try {
                if (!commits) {
                    writer.write("/v/orders", small_frame());
                }
            } catch (const FileError&) {
            }
            if (commits) {
                writer.commit();
            }
        }
        return 0;
    });
    CHECK(result == 0);
    CHECK(bytes_of(folder / "stderr").empty());
}

TEST_CASE("a run that is killed while it writes leaves the old file whole", "[output]") {
    const ScratchFolder folder;
    write_sample(folder / "a.h5", "before");
    const std::string before = bytes_of(folder / "a.h5");
    for (int rows = 0; rows < 5; ++rows) {
        const int result = in_child([&] {
            ResultsWriter writer(folder / "a.h5");
            RowStream& orders = writer.stream("/v/orders", long_frame(0), {.rows_per_chunk = 1000});
            for (int i = 0; i < rows; ++i) {
                orders.append(long_frame(3000));
            }
            return raise(SIGKILL);
        });
        CHECK(result == -SIGKILL);
    }
    CHECK(bytes_of(folder / "a.h5") == before);
    CHECK(ResultsReader(folder / "a.h5").read("/boutique/orders") == long_frame(2500));
    write_sample(folder / "a.h5", "after");
    CHECK(ResultsReader(folder / "a.h5").attribute("/", "created") == Attribute(std::string("after")));
}

TEST_CASE("two runs that write the same file at once leave one of them whole", "[output]") {
    const ScratchFolder folder;
    ResultsWriter first(folder / "a.h5");
    const int result = in_child([&] {
        ResultsWriter second(folder / "a.h5");
        second.write("/second/kpis", small_frame());
        second.commit();
        return 0;
    });
    CHECK(result == 0);
    first.write("/first/kpis", long_frame(50000));
    const ResultsReader open_before(folder / "a.h5");
    first.commit();
    CHECK(open_before.read("/second/kpis") == small_frame());
    CHECK(ResultsReader(folder / "a.h5").tables() == std::vector<std::string>{"/first/kpis"});
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("a disk that is full, at whatever byte, costs the new file only", "[output][slow]") {
    const ScratchFolder folder;
    write_sample(folder / "whole.h5", "before");
    const std::string before = bytes_of(folder / "whole.h5");
    std::filesystem::copy_file(folder / "whole.h5", folder / "a.h5");
    const auto size = static_cast<rlim_t>(before.size());
    // A limit on the size of files fails the write that passes it, as a full disk does. HDF5 1.10 crashes when the
    // program ends over a file it could not close; the child ends HDF5 as an exit would.
    for (rlim_t room = 0; room <= size + size / 40; room += size / 40) {
        const int result = in_child([&] {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{room, room};
            setrlimit(RLIMIT_FSIZE, &limit);
            int status = 1;
            try {
                write_sample(folder / "a.h5", "before");
                status = 0;
            } catch (const FileError& error) {
                const std::string text = error.what();
                const bool clear =
                    text.find("a.h5: ") != std::string::npos && text.find("File too large") != std::string::npos;
                status = clear ? 3 : 4;
            }
            H5close();
            return status;
        });
        CAPTURE(room, size);
        CHECK(result == (room < size ? 3 : 0));
        CHECK(bytes_of(folder / "a.h5") == before);
        CHECK(files_in(folder.path()) == 2);
    }
}

TEST_CASE("a full file system is reported as such", "[output]") {
    const ScratchFolder folder;
    std::filesystem::create_directory(folder / "small");
    const int result = in_child([&] {
        if (!mount_small(folder / "small")) {
            return 77;
        }
        int status = 1;
        try {
            write_sample(folder / "small/a.h5", "now");
        } catch (const FileError& error) {
            status = std::string(error.what()).find("No space left on device") == std::string::npos ? 2 : 0;
        }
        H5close();
        return files_in(folder / "small") == 0 ? status : 3;
    });
    if (result == 77) {
        return skip("no right to mount a small file system here");
    }
    CHECK(result == 0);
}
