#include "scenarios/merge.hpp"

#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/choices.hpp"
#include "tests/scenarios/reading.hpp"

#include <fstream>

using namespace backstock;
using namespace backstock::testing;
using Lines = std::vector<std::string>;

namespace {

Node merged_texts(std::string_view base, std::string_view over) {
    return merged(tree(base), tree(over), ChoicesByKey());
}

// A folder of files, and what loading one of them gives.
class Files {
public:
    void add(const std::filesystem::path& name, std::string_view text) {
        std::filesystem::create_directories((folder_ / name).parent_path());
        std::ofstream(folder_ / name) << text;
    }
    std::optional<Node> load(const std::string& name) {
        return load_with_bases((folder_ / name).string(), ChoicesByKey(), reading_.files, reading_.problems);
    }
    Lines lines() const {
        Lines out = reading_.lines();
        const std::string prefix = folder_.path().string() + "/";
        for (std::string& line : out) {
            for (std::size_t at = line.find(prefix); at != std::string::npos; at = line.find(prefix)) {
                line.erase(at, prefix.size());
            }
        }
        return out;
    }

private:
    ScratchFolder folder_;
    ReadText reading_;
};

}  // namespace

TEST_CASE("maps merge, scalars and lists replace", "[scenarios]") {
    CHECK(merged_texts("{a: 1, b: {c: 2, d: [1, 2]}}", "{b: {d: [3], e: 4}, f: 5}") ==
          tree("{a: 1, b: {c: 2, d: [3], e: 4}, f: 5}"));
    CHECK(merged_texts("{a: 1}", "{a: {b: 2}}") == tree("{a: {b: 2}}"));
    CHECK(merged_texts("{a: {b: 2}}", "{a: 1}") == tree("{a: 1}"));
    CHECK(merged_texts("{a: [1]}", "{a: {b: 2}}") == tree("{a: {b: 2}}"));
    CHECK(merged_texts("{a: {b: 2}}", "{}") == tree("{a: {b: 2}}"));
    CHECK(merged_texts("{items: {x: {price: 1}}}", "{items: {y: {price: 2}}}") ==
          tree("{items: {x: {price: 1}, y: {price: 2}}}"));
}

TEST_CASE("~ removes what the base has and stays where it has nothing", "[scenarios]") {
    CHECK(merged_texts("{a: 1, b: {c: 1, d: 2}}", "{a: ~, b: {c: }}") == tree("{b: {d: 2}}"));
    CHECK(merged_texts("{a: {b: 1}}", "{a: ~}") == tree("{}"));
    CHECK(merged_texts("{a: 1}", "{z: ~}") == tree("{a: 1, z: ~}"));
    CHECK(merged_texts("{a: ~}", "{a: ~}") == tree("{}"));
}

TEST_CASE("a choice merges only with the same word", "[scenarios]") {
    CHECK(merged_texts("{inventory: {s_S: {s: 1, S: 2}}}", "{inventory: {s_S: {S: 9}}}") ==
          tree("{inventory: {s_S: {s: 1, S: 9}}}"));
    CHECK(merged_texts("{inventory: {s_S: {s: 1, S: 2}}}", "{inventory: {r_Q: {r: 9}}}") ==
          tree("{inventory: {r_Q: {r: 9}}}"));
    CHECK(merged_texts("{inventory: none}", "{inventory: {r_Q: {r: 9}}}") == tree("{inventory: {r_Q: {r: 9}}}"));
    CHECK(merged_texts("{inventory: {s_S: {s: 1}}}", "{inventory: none}") == tree("{inventory: none}"));
    CHECK(merged_texts("{inventory: {none: {a: 1}}}", "{inventory: none}") == tree("{inventory: none}"));
    CHECK(merged_texts("{inventory: {s_S: {s: 1}}}", "{inventory: {s_S: ~}}") == tree("{inventory: {s_S: ~}}"));
    CHECK(merged_texts("{inventory: {single: a}}", "{inventory: {single: b}}") == tree("{inventory: {single: b}}"));
    CHECK(merged_texts("{inventory: {s_S: {s: 1}}}", "{inventory: {s_S: {s: ~}}}") == tree("{inventory: {s_S: {}}}"));
    // Choices within the parameters of a choice.
    CHECK(merged_texts("{inventory: {a: {x: 1, inventory: {b: {y: 1}}}}}",
                       "{inventory: {a: {inventory: {c: {z: 1}}}}}") ==
          tree("{inventory: {a: {x: 1, inventory: {c: {z: 1}}}}}"));
    // Two words are for the reader to refuse, as they stand.
    CHECK(merged_texts("{inventory: {s_S: {s: 1}}}", "{inventory: {s_S: {}, r_Q: {}}}") ==
          tree("{inventory: {s_S: {}, r_Q: {}}}"));
    // The same trees where no choice is expected.
    CHECK(merged_texts("{items: {s_S: {s: 1}}}", "{items: {r_Q: {r: 9}}}") ==
          tree("{items: {s_S: {s: 1}, r_Q: {r: 9}}}"));
}

TEST_CASE("large maps merge in linear time", "[scenarios]") {
    std::string base = "items:\n", over = "items:\n";
    for (int i = 0; i < 20'000; ++i) {
        base += "  item" + std::to_string(i) + ": {price: 1}\n";
        over += "  item" + std::to_string(19'999 - i) + ": {cost: 2}\n";
    }
    const Node both = merged_texts(base, over);
    REQUIRE(both.find("items")->entries().size() == 20'000);
    CHECK(both.find("items")->entries()[7].key == "item7");
    CHECK(both.find("items")->entries()[7].value == tree("{price: 1, cost: 2}"));
}

TEST_CASE("a file extends another, beside it, and that one the next", "[scenarios]") {
    Files files;
    files.add("base.yaml", "a: 1\nb: {c: 1, d: 1}\n");
    files.add("sub/middle.yaml", "extends: ../base.yaml\nb: {d: 2, e: 2}\n");
    files.add("top.yaml", "b: {e: 3}\nextends: sub/middle.yaml\n");
    const auto root = files.load("top.yaml");
    CHECK(files.lines() == Lines{});
    REQUIRE(root);
    CHECK(*root == tree("{a: 1, b: {c: 1, d: 2, e: 3}}"));
    CHECK(root->find("a")->place().file->ends_with("base.yaml"));
    CHECK(root->find("b")->find("c")->place().line == 2);
    CHECK(root->find("b")->find("d")->place().file->ends_with("sub/middle.yaml"));
    CHECK(root->find("b")->find("e")->place().file->ends_with("top.yaml"));
    CHECK(root->find("b")->find("e")->place().column == 8);
}

TEST_CASE("circles, missing bases and lists of them are located", "[scenarios]") {
    Files files;
    files.add("a.yaml", "x: 1\nextends: b.yaml\n");
    files.add("b.yaml", "extends: ./a.yaml\n");
    files.add("self.yaml", "extends: self.yaml\n");
    files.add("lost.yaml", "extends: nowhere.yaml\n");
    files.add("list.yaml", "extends: [a.yaml, b.yaml]\n");
    files.add("none.yaml", "extends:\nx: 1\n");
    files.add("folder.yaml", "extends: .\n");
    files.add("scalar.yaml", "just text\n");
    files.add("onto.yaml", "extends: scalar.yaml\n");
    for (const char* file :
         {"a.yaml", "self.yaml", "lost.yaml", "list.yaml", "none.yaml", "folder.yaml", "onto.yaml"}) {
        CHECK_FALSE(files.load(file));
    }
    const Lines lines = files.lines();
    REQUIRE(lines.size() == 7);
    CHECK(lines[0] == "b.yaml:1:10: extends: the files extend each other in a circle: a.yaml -> b.yaml -> a.yaml");
    CHECK(lines[1].starts_with("folder.yaml:1:10: "));
    CHECK(lines[1].ends_with("it is a directory"));
    CHECK(lines[2] ==
          "list.yaml:1:10: extends: expected the name of one file, not a list; that file may extend the next");
    CHECK(lines[3] == "lost.yaml:1:10: extends: cannot read 'nowhere.yaml': no such file");
    CHECK(lines[4] == "none.yaml:1:1: extends: expected the name of one file, not nothing");
    CHECK(lines[5] == "scalar.yaml:1:1: expected a map of sections, not 'just text'");
    CHECK(lines[6] == "self.yaml:1:10: extends: the files extend each other in a circle: self.yaml -> self.yaml");
}

TEST_CASE("a chain of bases ends somewhere", "[scenarios]") {
    Files files;
    for (int i = 0; i < 60; ++i) {
        files.add(std::to_string(i) + ".yaml", "extends: " + std::to_string(i + 1) + ".yaml\n");
    }
    CHECK_FALSE(files.load("0.yaml"));
    REQUIRE(files.lines().size() == 1);
    CHECK(files.lines().front() == "49.yaml:1:10: extends: more than 50 files extend each other");
}

TEST_CASE("mistakes of a base and of what extends it are told together", "[scenarios]") {
    Files files;
    files.add("base.yaml", "a: 1\na: 2\n");
    files.add("top.yaml", "extends: base.yaml\nb: 1\nb: 2\n");
    CHECK(files.load("top.yaml"));
    CHECK(files.lines() == Lines{"base.yaml:2:1: a: 'a' is written twice; the first is in line 1",
                                 "top.yaml:3:1: b: 'b' is written twice; the first is in line 2"});
}
