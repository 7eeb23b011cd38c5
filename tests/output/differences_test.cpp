#include "output/differences.hpp"

#include "output/results_writer.hpp"
#include "tests/catch.hpp"
#include "tests/output/children.hpp"

#include <functional>

using namespace backstock;
using namespace backstock::testing;

namespace {

using Names = std::vector<std::string>;

struct Sample {
    std::string created = "yesterday";
    std::int64_t seed = 42;
    std::string text = "scenario: v\n";
    Frame kpis = awkward_frame();
    Frame orders = long_frame(70000);
    bool extra = false;
};

void write(const std::filesystem::path& path, const Sample& sample) {
    ResultsWriter writer(path);
    writer.attribute("/", "created", sample.created);
    writer.attribute("/", "seed", sample.seed);
    writer.text("/model/v", sample.text);
    writer.write("/v/kpis", sample.kpis);
    writer.stream("/v/orders", sample.orders).append(sample.orders);
    if (sample.extra) {
        writer.write("/w/kpis", sample.kpis);
        writer.attribute("/v/kpis", "note", std::string("x"));
    }
    writer.commit();
}

Names differing(const Sample& left, const Sample& right) {
    const ScratchFolder folder;
    write(folder / "a.h5", left);
    write(folder / "b.h5", right);
    const ResultsReader a(folder / "a.h5");
    const ResultsReader b(folder / "b.h5");
    return differences(a, b);
}

}  // namespace

TEST_CASE("files with the same results don't differ, whenever they were written", "[output]") {
    CHECK(differing({}, {}).empty());
    CHECK(differing({}, {.created = "today"}).empty());
}

TEST_CASE("every difference between results has its name", "[output]") {
    Sample other;
    other.kpis.cells<double>("fill_rate")[4] = 0.0;
    CHECK(differing({}, other) == Names{"/v/kpis"});
    other = {};
    other.kpis.columns[1].unit = std::string("%");
    CHECK(differing({}, other) == Names{"/v/kpis"});
    other = {};
    other.kpis.columns[1].name = std::string("ready_rate");
    CHECK(differing({}, other) == Names{"/v/kpis"});
    other = {};
    other.orders.cells<std::int64_t>("order")[69999] += 1;
    CHECK(differing({}, other) == Names{"/v/orders"});
    other = {};
    other.orders = long_frame(69999);
    CHECK(differing({}, other) == Names{"/v/orders"});
    CHECK(differing({}, {.seed = 43}) == Names{"/@seed"});
    CHECK(differing({}, {.text = "scenario: w\n"}) == Names{"/model/v", "/model/v@sha256"});
    CHECK(differing({}, {.extra = true}) == Names{"/w", "/v/kpis@note", "/w/kpis"});
    CHECK(differing({.extra = true}, {}) == Names{"/w", "/v/kpis@note", "/w/kpis"});
}
