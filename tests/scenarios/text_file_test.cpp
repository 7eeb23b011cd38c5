#include "scenarios/text_file.hpp"

#include "tests/catch.hpp"
#include "tests/paths.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <thread>

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("a text file is read whole", "[scenarios]") {
    const ScratchFolder folder;
    const std::string file = (folder / "a.txt").string();
    const std::string text(200'000, 'x');
    std::ofstream(file) << text;
    Problems problems;
    CHECK(read_text_file(file, {}, "", problems, 200'000) == text);
    CHECK_FALSE(problems.any());
    CHECK_FALSE(read_text_file(file, {}, "items.table", problems, 199'999));
    CHECK(problems.sorted().front().path == "items.table");
}

TEST_CASE("a file without permission says so", "[scenarios]") {
    if (geteuid() == 0) {
        return;  // root reads everything
    }
    const ScratchFolder folder;
    const std::string file = (folder / "a.txt").string();
    std::ofstream(file) << "x";
    std::filesystem::permissions(file, std::filesystem::perms::none);
    Problems problems;
    CHECK_FALSE(read_text_file(file, {}, "", problems, 100));
    CHECK(problems.sorted().front().message.ends_with("Permission denied"));
}

TEST_CASE("a pipe is read to its end, and given up where nobody writes", "[scenarios]") {
    const ScratchFolder folder;
    const std::string file = (folder / "pipe").string();
    REQUIRE(mkfifo(file.c_str(), 0600) == 0);
    CHECK(open_to_read(file, 10) < 0);
    CHECK(errno == ETIMEDOUT);
    CHECK(opening_error() == "nobody writes to this pipe");
    const std::string text(200'000, 'x');
    std::thread writer([&] { std::ofstream(file) << text; });
    Problems problems;
    CHECK(read_text_file(file, {}, "", problems, 200'000) == text);
    writer.join();
}

TEST_CASE("odd file names are no crash", "[scenarios]") {
    CHECK(reading_obstacle("") == "that is not a file name");
    CHECK(reading_obstacle(std::string("a\0b", 3)) == "that is not a file name");
    CHECK(reading_obstacle(std::string(10'000, 'x')) == "File name too long");
    CHECK(reading_obstacle("a/b/c/d") == "no such file");
}

TEST_CASE("the first odd byte is located", "[scenarios]") {
    SourceFiles files;
    Problems problems;
    CHECK(is_plain_text("tab\tand\r\nline", {}, problems));
    CHECK_FALSE(is_plain_text("\xC3\xA9\n\xC3\xA9\x01", {files.add("f"), 1, 1}, problems));
    CHECK(problems.sorted().front().line == 2);
    CHECK(problems.sorted().front().column == 2);
}
