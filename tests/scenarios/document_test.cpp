#include "scenarios/document.hpp"

#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/reading.hpp"

#include <chrono>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;
using Lines = std::vector<std::string>;

namespace {

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) {
        out += text;
    }
    return out;
}

int depth_of(const Node& node) {
    int deepest = 0;
    for (const Node& item : node.items()) {
        deepest = std::max(deepest, depth_of(item));
    }
    for (const Node::Entry& entry : node.entries()) {
        deepest = std::max(deepest, depth_of(entry.value));
    }
    return node.is_map() || node.is_list() ? deepest + 1 : deepest;
}

Lines problems_of_file(const std::filesystem::path& file) {
    ReadText reading;
    CHECK_FALSE(read_document(file.string(), reading.files, reading.problems));
    Lines lines = reading.lines();
    for (std::string& line : lines) {
        const std::string folder = file.parent_path().string() + "/";
        for (std::size_t at = line.find(folder); at != std::string::npos; at = line.find(folder)) {
            line.erase(at, folder.size());
        }
    }
    return lines;
}

void write(const std::filesystem::path& file, std::string_view text) { std::ofstream(file, std::ios::binary) << text; }

}  // namespace

TEST_CASE("a document becomes a tree with the place of everything", "[scenarios]") {
    ReadText reading;
    const auto root = reading.parse(
        "run: {seed: 42, currency: 'USD'}\n"
        "tiers:\n"
        "  - gold\n"
        "  - {été: ~, sommer: x}\n"
        "none:\n"
        "text: |\n"
        "  two\n"
        "  lines\n");
    REQUIRE(root);
    CHECK(reading.lines() == Lines{});
    REQUIRE(root->entries().size() == 4);
    const Node& seed = *root->find("run")->find("seed");
    CHECK(seed.text() == "42");
    CHECK_FALSE(seed.quoted());
    CHECK(*seed.place().file == "a.yaml");
    CHECK(seed.place().line == 1);
    CHECK(seed.place().column == 13);
    CHECK(root->find("run")->find("currency")->quoted());
    const Node& tiers = *root->find("tiers");
    REQUIRE(tiers.items().size() == 2);
    CHECK(tiers.items()[0].text() == "gold");
    const Node::Entry& after_accents = tiers.items()[1].entries()[1];
    CHECK(after_accents.key == "sommer");
    CHECK(after_accents.key_place.line == 4);
    CHECK(after_accents.key_place.column == 14);  // characters, not bytes
    CHECK(root->find("none")->is_empty());
    CHECK(root->find("none")->place().line == 5);
    CHECK(root->find("text")->text() == "two\nlines\n");
}

TEST_CASE("Windows line ends and a byte-order mark change nothing", "[scenarios]") {
    const ScratchFolder folder;
    write(folder / "a.yaml",
          "\xEF\xBB\xBF"
          "a: 1\r\nb: 2\r\n");
    ReadText reading;
    const auto root = read_document((folder / "a.yaml").string(), reading.files, reading.problems);
    REQUIRE(root);
    CHECK(*root == tree("a: 1\nb: 2\n"));
    CHECK(root->entries()[1].key_place.line == 2);
    CHECK(root->entries()[0].key_place.column == 1);
}

TEST_CASE("words of YAML 1.1 stay words", "[scenarios]") {
    const Node root = tree("on: off\nno: yes\n1: 010\ndate: 2026-03-17\n");
    CHECK(root.find("on")->text() == "off");
    CHECK(root.find("no")->text() == "yes");
    CHECK(root.find("1")->text() == "010");
    CHECK(tree("a: ~").find("a")->is_empty());
    CHECK(tree("a: null").find("a")->is_empty());
    CHECK(tree("a: '~'").find("a")->text() == "~");
}

TEST_CASE("a key written twice is located at the second, every time", "[scenarios]") {
    CHECK(problems_in("stores:\n  shop: 1\n  web: 2\n  shop: 3\n  shop: 4\n") ==
          Lines{"a.yaml:4:3: stores.shop: 'shop' is written twice; the first is in line 2",
                "a.yaml:5:3: stores.shop: 'shop' is written twice; the first is in line 2"});
    ReadText reading;
    const auto root = reading.parse("a: 1\na: 2\nb: 3\n");
    REQUIRE(root);
    CHECK(*root == tree("a: 1\nb: 3\n"));
}

TEST_CASE("what hides where a value comes from is refused, all of it at once", "[scenarios]") {
    const Lines lines = problems_in(
        "base: &common {a: 1}\n"
        "one: *common\n"
        "two: {<<: *common, b: 2}\n"
        "three: !money 5\n"
        "four: !!str 5\n");
    REQUIRE(lines.size() == 5);
    CHECK(
        lines[0].starts_with("a.yaml:1:7: base: anchors (&) are not part of the format; write what is common under "
                             "'defaults'"));
    CHECK(lines[1].starts_with("a.yaml:2:6: one: aliases (*) are not part of the format"));
    CHECK(lines[2].starts_with("a.yaml:3:7: two: merge keys (<<) are not part of the format"));
    CHECK(lines[3].starts_with("a.yaml:3:11: two: aliases"));
    CHECK(lines[4].starts_with("a.yaml:4:8: three: the tag '!money' is not part of the format"));
    CHECK(problems_in("a: *nowhere\n").front().starts_with("a.yaml:1:4: a: aliases (*) are not part"));
}

TEST_CASE("a file holds one document", "[scenarios]") {
    CHECK(tree("%YAML 1.2\n---\na: 1\n...\n") == tree("a: 1\n"));
    CHECK(problems_in("a: 1\n---\nb: 2\n") ==
          Lines{"a.yaml:2:1: a second document begins here; a file holds one, and takes another as its base with "
                "'extends: FILE'"});
    CHECK(problems_in("{a: 1} {b: 2}\n") == Lines{"a.yaml:1:8: unexpected text: what stands before it is complete"});
    CHECK(problems_in("{},{},{},") == Lines{"a.yaml:1:3: unexpected text: what stands before it is complete"});
}

TEST_CASE("mistakes in YAML's syntax are located and put in words of what to write", "[scenarios]") {
    CHECK(problems_in("run: {seed: 1\ntitle: x\n") ==
          Lines{"a.yaml:2:6: run: expected ',' or '}' for the bracket opened in line 1, column 6"});
    CHECK(problems_in("tiers: [gold, silver\nrun: 1\n").front().starts_with("a.yaml:2:4: tiers: expected ',' or ']'"));
    CHECK(problems_in("title: what: now\n") ==
          Lines{"a.yaml:1:12: title: ':' can't stand here; text that contains ': ' is quoted"});
    CHECK(problems_in("a:\n\tb: 1\n") == Lines{"a.yaml:2:3: a: a tab in the indentation; indent with spaces"});
    CHECK(problems_in("a:\n  b: 1\n c: 2\n").front().starts_with("a.yaml:3:2: "));
    CHECK(problems_in("a: @x\n") == Lines{"a.yaml:1:4: a: a value can't begin with this character; quote it"});
    CHECK(problems_in("a: %x\n") == Lines{"a.yaml:1:4: a: a value can't begin with this character; quote it"});
    CHECK(problems_in("a: 1\nb\n") == Lines{"a.yaml:2:1: b: ':' is missing after 'b'"});
    CHECK(problems_in("a: 1\n'b'  # why\n").front().starts_with("a.yaml:2:1: "));
    CHECK(problems_in("a: 1\nb :\n'c' :\n? d\ne: {f}").empty());
    CHECK(problems_in("a: 1\nb\nc: 2\n") ==
          Lines{"a.yaml:3:2: ':' can't stand here; is one missing in the line above, or the indentation different?"});
    CHECK(problems_in("a: ]\n").size() == 1);
    CHECK(problems_in("a: \"\\q\"\n").size() == 1);
}

TEST_CASE("a quote that is never closed does not swallow the file silently", "[scenarios]") {
    CHECK(problems_in("a: 'it\nb: 2\n") == Lines{"a.yaml:1:4: a: the quote opened here is never closed"});
    CHECK(problems_in("a: \"it\\\"\nb: 2\n") == Lines{"a.yaml:1:4: a: the quote opened here is never closed"});
    CHECK(problems_in("'a") == Lines{"a.yaml:1:1: the quote opened here is never closed"});
    CHECK(problems_in("a: 1\nb: ['x', 'it]\nc: 3") == Lines{"a.yaml:2:10: b: the quote opened here is never closed"});
    CHECK(problems_in("a: 'it''s'\nb: \"\\\"\"\nc: ''\n").empty());
    CHECK(problems_in("a: |\n  'not a quote\nb: 1\n").empty());
}

TEST_CASE("keys are words", "[scenarios]") {
    CHECK(problems_in("a: {: 1}\n") == Lines{"a.yaml:1:5: a: a name is missing before ':'"});
    CHECK(problems_in("'': 1\n") == Lines{"a.yaml:1:1: a name is missing before ':'"});
    CHECK(problems_in("? [a, b]\n: 1\nc: 2\n") == Lines{"a.yaml:1:3: a key must be a word, not a list"});
    CHECK(problems_in("? {a: b}\n: {c: 1}\nc: 2\n") == Lines{"a.yaml:1:3: a key must be a word, not a map"});
    CHECK(problems_in("\"a\\nb\": 1\n") == Lines{"a.yaml:1:1: the name 'a\\nb' holds control characters"});
    CHECK(problems_in(repeated("n", 300) + ": 1\n").front().find("has more than 256 bytes") != std::string::npos);
    CHECK(problems_in(repeated("n", 256) + ": 1\n").empty());
}

TEST_CASE("nesting is read to a hundred levels and no further", "[scenarios]") {
    const auto nested = [](int levels) { return repeated("[", levels) + repeated("]", levels); };
    CHECK(depth_of(tree(nested(100))) == 100);
    CHECK(problems_in(nested(101)) == Lines{"a.yaml:1:101: more than 100 levels of maps and lists"});
}

TEST_CASE("hostile texts end quickly with a problem", "[scenarios]") {
    const auto start = std::chrono::steady_clock::now();
    for (const std::string_view piece :
         {"[",    "{",     "- ",  "? ", "{a: ", "[a: ", "!x ",   "&a ",   "\"",  "*a ", "| ", ":",  "{},",
          "[[],", "{a: [", "a: ", ",",  "]",    "}",    "---\n", "...\n", ":\n", "?\n", "!!", "!<", "%"}) {
        INFO("repeated: " << piece);
        ReadText reading;
        const auto root = reading.parse(repeated(piece, 100'000));
        CHECK((reading.problems.any() || (root && root->is_empty())));
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    CHECK(seconds.count() < 60);  // generous: sanitizers run this too
}

TEST_CASE("a billion laughs are refused before the first", "[scenarios]") {
    std::string text = "a0: &a0 [lol, lol]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string below = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below + ", " + below + "]\n";
    }
    CHECK(problems_in(text).size() == 30 + 2 * 29);
}

TEST_CASE("size and number of nodes are limited", "[scenarios]") {
    DocumentLimits limits;
    limits.nodes = 1000;
    CHECK(problems_in("[" + repeated("1,", 2000) + "1]", limits).front().find("more than 1000 values") !=
          std::string::npos);
    limits.signs = 1500;
    CHECK(
        problems_in("[" + repeated("1,", 2000) + "1]", limits).front().starts_with("a.yaml: more than 1500 brackets"));
    limits.bytes = 100;
    CHECK(problems_in(repeated("#", 101), limits) == Lines{"a.yaml:1:1: the text is longer than 100 bytes"});
    const ScratchFolder folder;
    write(folder / "big.yaml", repeated("# 345678\n", 1000));
    ReadText reading;
    CHECK_FALSE(read_document((folder / "big.yaml").string(), reading.files, reading.problems, {}, "", limits));
    CHECK(reading.lines().front().find("it is larger than") != std::string::npos);
}

TEST_CASE("what is no text says what it is", "[scenarios]") {
    CHECK(problems_in(std::string_view("a: 1\nb: \0", 9)) ==
          Lines{"a.yaml:2:4: a NUL byte: the file is binary or UTF-16, not UTF-8 text"});
    CHECK(problems_in("a: 1\nb: caf\xE9\n") == Lines{"a.yaml:2:7: byte 0xe9 is not UTF-8; save the file as UTF-8"});
    CHECK(problems_in("a: \x04") == Lines{"a.yaml:1:4: control character 0x04: the file is not text"});
    CHECK(problems_in(std::string_view("\xFF\xFE"
                                       "a\0:\0",
                                       6)) == Lines{"a.yaml: this is UTF-16; save the file as UTF-8"});
    CHECK(problems_in("\x1f\x8b\x08").front() == "a.yaml: this is a gzip file; unpack it first");
    CHECK(problems_in("\x89HDF\r\n\x1a\n").front().find("HDF5 results file") != std::string::npos);
}

TEST_CASE("files that can't be read say why", "[scenarios]") {
    const ScratchFolder folder;
    write(folder / "empty.yaml", "");
    write(folder / "comment.yaml", "# nothing yet\n");
    write(folder / "bom.yaml", "\xEF\xBB\xBF");
    CHECK(problems_of_file(folder / "none.yaml") == Lines{"none.yaml: cannot read 'none.yaml': no such file"});
    CHECK(problems_of_file(folder / "empty.yaml") == Lines{"empty.yaml: cannot read 'empty.yaml': the file is empty"});
    CHECK(problems_of_file(folder / "bom.yaml") == Lines{"bom.yaml: cannot read 'bom.yaml': the file is empty"});
    CHECK(problems_of_file(folder / "comment.yaml") == Lines{"comment.yaml: the file holds nothing but comments"});
    std::filesystem::create_directory(folder / "folder.yaml");
    CHECK(problems_of_file(folder / "folder.yaml") ==
          Lines{"folder.yaml: cannot read 'folder.yaml': it is a directory"});
    CHECK(problems_of_file("/dev/null").front().find("not a regular file") != std::string::npos);
    ReadText reading;
    const Place named{reading.files.add("study.yaml"), 2, 7};
    CHECK_FALSE(read_document("none.yaml", reading.files, reading.problems, named));
    CHECK(reading.lines() == Lines{"study.yaml:2:7: cannot read 'none.yaml': no such file"});
}

TEST_CASE("a text may begin anywhere", "[scenarios]") {
    ReadText reading;
    parse_document("{a: 1, a: 2}", {reading.files.add("--set"), 1, 20}, reading.problems);
    parse_document("a: 1\na: 2", {reading.files.add("b"), 10, 20}, reading.problems);
    CHECK(reading.lines() == Lines{"--set:1:27: a: 'a' is written twice; the first is in line 1",
                                   "b:11:1: a: 'a' is written twice; the first is in line 10"});
}
