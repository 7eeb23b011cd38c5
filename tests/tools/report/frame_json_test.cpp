#include "tools/report/frame_json.hpp"

#include "output/results_file.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"

#include <cmath>
#include <limits>

using namespace backstock;
using namespace backstock::testing;

namespace {

const double nan = std::nan("");

// Two replications of three items: counts, a ratio with its parts, a figure that one item never has.
Frame by_item() {
    Frame frame;
    frame.add("replication", "", Counts{0, 0, 0, 1, 1, 1});
    frame.add("item", "", Texts{"cup", "<b>", "lid", "cup", "<b>", "lid"});
    frame.add("units_demanded", "unit", Numbers{10, 100, 1, 20, 300, 2});
    frame.add("fill_rate", "1", Numbers{.5, 1, nan, .25, .5, 1});
    frame.add("fill_rate_num", "1", Numbers{5, 100, 0, 5, 150, 2});
    frame.add("fill_rate_den", "1", Numbers{10, 100, 0, 20, 300, 2});
    frame.add("scrap", "unit", Numbers{nan, nan, nan, nan, nan, nan});
    return frame;
}

class WrittenFile {
public:
    WrittenFile() {
        ResultsWriter writer(path());
        writer.write("/shop/by_item", by_item());
        writer.commit();
    }
    [[nodiscard]] ResultsReader reader() const { return ResultsReader(path()); }

private:
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "a.h5"; }
    ScratchFolder folder_;
};

}  // namespace

TEST_CASE("a table by entity has means over the replications, and ratios of sums", "[report]") {
    const WrittenFile file;
    const Json table = entities_json(file.reader(), "/shop/by_item", 10);
    CHECK(table["total"] == 3);
    CHECK(table["columns"] == Json::parse(R"([{"name": "item", "unit": ""}, {"name": "units_demanded", "unit": "unit"},
                                              {"name": "fill_rate", "unit": "1"}])"));
    // By demand, the largest first: 400/2, 30/2, 3/2; fill rates 250/400, 10/30, 2/2.
    REQUIRE(table["rows"].size() == 3);
    CHECK(table["rows"][0] == Json::array({"<b>", 200.0, 0.625}));
    CHECK(table["rows"][1] == Json::array({"cup", 15.0, 10.0 / 30}));
    CHECK(table["rows"][2] == Json::array({"lid", 1.5, 1.0}));
    const Json short_one = entities_json(file.reader(), "/shop/by_item", 1);
    CHECK(short_one["rows"].size() == 1);
    CHECK(short_one["total"] == 3);
}

TEST_CASE("a table as it stands keeps its cells; what is no number is null", "[report]") {
    const WrittenFile file;
    const Json table = table_json(file.reader(), "/shop/by_item", 3);
    CHECK(table["rows"].size() == 3);
    CHECK(table["total"] == 6);
    CHECK(table["rows"][2] == Json::array({0, "lid", 1.0, nullptr, 0.0, 0.0, nullptr}));
    CHECK(number_or_null(std::numeric_limits<double>::infinity()).is_null());
    CHECK(number_or_null(-0.5) == -0.5);
}

TEST_CASE("text within a script ends no script", "[report]") {
    const Json hostile{{"name", "</script><script>alert(1)</script><!--"}, {"byte", "\xFF"}};
    const std::string text = script_text(hostile);
    CHECK(text.find('<') == std::string::npos);
    CHECK(Json::parse(text)["name"] == hostile["name"]);
}
