#include "output/unit_file.hpp"

#include "output/file_error.hpp"
#include "output/outcome_bytes.hpp"
#include "output/unit_files.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"
#include "tests/output/shop_model.hpp"
#include "tests/paths.hpp"

#include <sys/resource.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

using namespace backstock;

namespace {
const std::string digest(64, 'a');
const UnitLabel label{digest, "suppliers", "backstock-study: 1\nbase: {}\n"};
}  // namespace

TEST_CASE("units come back from the file, in any order, once each") {
    const testing::ScratchFolder folder;
    const auto path = folder / "s.units";
    {
        UnitFile file = UnitFile::create(path, label);
        file.add({3, 1}, "later");
        file.add({0, 0}, std::string(100'000, 'x'));
        file.add({3, 1}, "ignored");
        file.sync();
        CHECK(file.size() == 2);
        CHECK(file.bytes({3, 1}) == "later");
    }
    UnitFile again = UnitFile::resume(path, digest);
    CHECK(again.units() == std::vector<Unit>{{0, 0}, {3, 1}});
    CHECK(again.bytes({0, 0}).size() == 100'000);
    again.add({4, 0}, "");
    CHECK(UnitFile::read_only(path).has({4, 0}));
    CHECK(UnitFile::read_only(path).label().name == "suppliers");
    CHECK(UnitFile::read_only(path).label().study == label.study);
}

TEST_CASE("a file that was cut off anywhere goes on with the units before the cut") {
    const testing::ScratchFolder folder;
    const auto path = folder / "s.units";
    {
        UnitFile file = UnitFile::create(path, label);
        for (std::uint64_t i = 0; i < 5; ++i) file.add({i, 0}, std::string(50 + i, static_cast<char>('a' + i)));
    }
    const auto whole = std::filesystem::file_size(path);
    const std::uint64_t header = whole - 5 * 32 - (50 + 51 + 52 + 53 + 54);
    std::size_t last = 6;
    for (auto size = whole; size >= header; --size) {
        std::filesystem::resize_file(path, size);
        UnitFile file = UnitFile::resume(path, digest);
        REQUIRE(file.size() <= last);
        last = file.size();
        for (const Unit& unit : file.units()) REQUIRE(file.bytes(unit).size() == 50 + unit.cell);
    }
    CHECK(last == 0);
    for (std::uint64_t size = header; size-- > 0;) {
        std::filesystem::resize_file(path, size);
        REQUIRE_THROWS_AS(UnitFile::resume(path, digest), FileError);
    }
}

TEST_CASE("a damaged unit is dropped with all behind it") {
    const testing::ScratchFolder folder;
    const auto path = folder / "s.units";
    std::uint64_t middle = 0;
    {
        UnitFile file = UnitFile::create(path, label);
        file.add({0, 0}, "first");
        middle = std::filesystem::file_size(path);
        file.add({1, 0}, "second");
        file.add({2, 0}, "third");
    }
    std::fstream bytes(path, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(middle + 34));
    bytes.put('X');
    bytes.close();
    CHECK(UnitFile::resume(path, digest).units() == std::vector<Unit>{{0, 0}});
}

TEST_CASE("a file of another study, of something else, or in use is refused") {
    const testing::ScratchFolder folder;
    const auto path = folder / "s.units";
    const UnitFile file = UnitFile::create(path, label);
    CHECK_THROWS_WITH(UnitFile::resume(path, digest), testing::containing("another run is writing it"));
    CHECK_THROWS_AS(UnitFile::read_only(folder / "none"), FileError);
    std::ofstream(folder / "text")
        << "something else that is long enough to hold a header of eighty-two characters or so";
    CHECK_THROWS_WITH(UnitFile::read_only(folder / "text"), testing::containing("does not hold the units"));
    const auto other = folder / "other.units";
    { const UnitFile made = UnitFile::create(other, {std::string(64, 'b'), "other", ""}); }
    CHECK_THROWS_WITH(UnitFile::resume(other, digest), testing::containing("another study"));
}

TEST_CASE("an outcome comes back from its bytes to the bit, and damaged bytes are refused") {
    const Model model = testing::busy_model();
    std::vector<Outcome> outcomes;
    std::string bytes;
    for (int r = 0; r < 3; ++r) {
        outcomes.push_back(replicate_once(model, r));
        bytes += packed(outcomes.back());
    }
    const std::vector<Outcome> back = unpacked(bytes);
    REQUIRE(back.size() == 3);
    const auto same = [](const KpiRow& a, const KpiRow& b) {
        return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(KpiValue)) == 0;
    };
    for (std::size_t r = 0; r < 3; ++r) {
        CHECK(same(back[r].network, outcomes[r].network));
        for (std::size_t e = 0; e < tables_by.size(); ++e) {
            REQUIRE(back[r].by[e].size() == outcomes[r].by[e].size());
            for (std::size_t i = 0; i < back[r].by[e].size(); ++i) CHECK(same(back[r].by[e][i], outcomes[r].by[e][i]));
        }
        CHECK(back[r].books.debits == outcomes[r].books.debits);
        CHECK(std::memcmp(back[r].timeline.data(), outcomes[r].timeline.data(), 8 * outcomes[r].timeline.size()) == 0);
        CHECK(back[r].orders == outcomes[r].orders);
    }
    for (std::size_t cut = 1; cut < bytes.size(); cut += 97) {
        const std::string part = bytes.substr(0, cut);
        std::size_t whole = 0;
        try {
            whole = unpacked(part).size();
        } catch (const FileError&) {
        }
        REQUIRE(whole < 3);
    }
}

TEST_CASE("several files are one, in any order, if they are of one study") {
    const testing::ScratchFolder folder;
    {
        UnitFile first = UnitFile::create(folder / "1", label);
        first.add({0, 0}, "a");
        first.add({1, 0}, "b");
        UnitFile second = UnitFile::create(folder / "2", label);
        second.add({1, 0}, "b");
        second.add({0, 1}, "c");
        const UnitFile other = UnitFile::create(folder / "3", {std::string(64, 'b'), "other", ""});
    }
    for (const bool turned : {false, true}) {
        const UnitFiles files({folder / (turned ? "2" : "1"), folder / (turned ? "1" : "2")});
        CHECK(files.units() == std::vector<Unit>{{0, 0}, {0, 1}, {1, 0}});
        CHECK(files.bytes({0, 1}) == "c");
        CHECK(files.label().study == label.study);
    }
    CHECK_THROWS_AS(UnitFiles({folder / "1", folder / "3"}), FileError);
}

TEST_CASE("a file of units that the disk had no room to begin is not left behind") {
    const testing::ScratchFolder folder;
    const int result = testing::in_child([&] {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{40, 40};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            UnitFile::create(folder / "s.units", label);
        } catch (const FileError&) {
            return 3;
        }
        return 0;
    });
    CHECK(result == 3);
    CHECK(std::filesystem::is_empty(folder.path()));
}
