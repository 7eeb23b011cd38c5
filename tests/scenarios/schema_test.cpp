#include "scenarios/schema.hpp"

#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/scenarios/loading.hpp"
#include "tests/skip.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

nlohmann::json schema() {
    const Catalog catalog = builtin_catalog();
    return nlohmann::json::parse(json_schema(catalog));
}

}  // namespace

TEST_CASE("the schema has every section, with its sentence, and nothing else may be there") {
    const nlohmann::json root = schema();
    CHECK(root["$schema"] == "http://json-schema.org/draft-07/schema#");
    CHECK(root["additionalProperties"] == false);
    for (const char* section :
         {"backstock", "run", "items", "suppliers", "stores", "customers", "lanes", "record", "expect"}) {
        INFO(section);
        REQUIRE(root["properties"].contains(section));
        CHECK(root["properties"][section].contains("description"));
    }
}

TEST_CASE("a family of choices lists its words") {
    const nlohmann::json inventory = schema()["definitions"]["inventory"]["anyOf"];
    const nlohmann::json& object = inventory.back();
    CHECK(object["maxProperties"] == 1);
    CHECK(object["properties"].contains("s_S"));
    CHECK(object["properties"]["s_S"]["required"] == nlohmann::json({"s", "S"}));
    const auto is_none = [](const nlohmann::json& word) { return word.value("const", "") == "none"; };
    CHECK(std::any_of(inventory.begin(), inventory.end(), is_none));  // a word alone: it needs no settings
}

TEST_CASE("the schema is the same every time") {
    const Catalog catalog = builtin_catalog();
    CHECK(json_schema(catalog) == json_schema(catalog));
}

TEST_CASE("the gallery is valid by the schema, and spoilt files are not") {
    const std::string probe = python() + " -c 'import jsonschema, yaml' 2>/dev/null";
    if (std::system(probe.c_str()) != 0) return skip("Python's jsonschema and yaml are not installed");
    const ScratchFolder folder;
    const Catalog catalog = builtin_catalog();
    std::ofstream(folder / "schema.json") << json_schema(catalog);
    std::ofstream(folder / "studies.json") << study_schema(catalog);
    std::ofstream(folder / "bad4.yaml") << "backstock-study: 1\nbase: shop.yaml\nvarients: {}\n";
    std::ofstream(folder / "bad5.yaml") << with(small, "stores:", "shops:");
    std::ofstream(folder / "bad1.yaml") << with(small, "horizon: 30 d", "horizon: 30");
    std::ofstream(folder / "bad2.yaml") << with(small, "s_S", "s_s");
    std::ofstream(folder / "bad3.yaml") << with(small, "holding", "holdng");
    std::ofstream(folder / "good.yaml") << small;
    const std::string command = python() + " " + (repository_root() / "tests/scenarios/fixtures/validate.py").string() +
                                " " + (folder / "schema.json").string() + " " + (folder / "studies.json").string() +
                                " " + (repository_root() / "scenarios").string() + " " + folder.path().string();
    CHECK(std::system(command.c_str()) == 0);
}
