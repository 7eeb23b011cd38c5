#include "output/object_path.hpp"

#include "output/file_error.hpp"
#include "tests/catch.hpp"

#include <rapidcheck.h>

using namespace backstock;

TEST_CASE("names with a meaning in paths are escaped, others stay", "[output]") {
    CHECK(object_name("s=5/S=20") == "s=5%2FS=20");
    CHECK(object_name("100%") == "100%25");
    CHECK(object_name(".") == "%2E");
    CHECK(object_name("..") == "%2E%2E");
    CHECK(object_name("...") == "...");
    CHECK(object_name("a\nb") == "a%0Ab");
    CHECK(object_name("Zürich Süd 🛒") == "Zürich Süd 🛒");
    CHECK_THROWS_AS(object_name(""), FileError);
}

TEST_CASE("any name comes back from its escaped form", "[output]") {
    CHECK(rc::check([](const std::string& name) {
        RC_PRE(!name.empty());
        const std::string part = object_name(name);
        RC_ASSERT(user_name(part) == name);
        RC_ASSERT(path_parts("/" + part) == std::vector<std::string>{part});
    }));
    CHECK(user_name("100%") == "100%");
    CHECK(user_name("%zz%2") == "%zz%2");
}

TEST_CASE("paths in a results file are absolute and plain", "[output]") {
    CHECK(path_parts("/").empty());
    CHECK(path_parts("/a/b c") == std::vector<std::string>{"a", "b c"});
    for (const char* path : {"", "a", "a/b", "//", "/a/", "/a//b", "/./a", "/a/..", "/.."}) {
        CAPTURE(path);
        CHECK_THROWS_AS(path_parts(path), FileError);
    }
    CHECK_THROWS_AS(path_parts(std::string("/a\0b", 4)), FileError);
}
