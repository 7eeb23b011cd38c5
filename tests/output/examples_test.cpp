// The examples for other tools read what a run wrote, and say what it said.
#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace backstock;
using namespace backstock::testing;

namespace {

// A run with shop.h5 and shop/ (the export), and the lines that every example prints of it.
class ExampleFolder : public ShopFolder {
public:
    ExampleFolder() {
        const nlohmann::json run = nlohmann::json::parse(tool_in(path(), "run shop.yaml --json").out);
        for (const auto& row : run["summary"])
            if (row["kpi"] == "fill_rate") fill_rate(row);
        REQUIRE(tool_in(path(), "export shop.h5 --csv csv").status == 0);
    }

    bool has(const std::string& command) const { return shell_in(path(), command).status == 0; }

    void check(const std::string& command, bool draws) const {
        const Called example = shell_in(path(), command);
        INFO(command << "\n" << example.out << example.err);
        CHECK(example.status == 0);
        CHECK(contains(example.out, rate_));
        CHECK(contains(example.out, width_));
        CHECK(contains(example.out, "shop: "));
        CHECK(contains(example.out, "at 60 instants"));
        if (draws) CHECK(contains(content(*this / "figure.svg"), "<svg"));
    }

private:
    void fill_rate(const nlohmann::json& row) {
        rate_ = fmt::format("fill rate {:.6f}", row["mean"].get<double>());
        width_ = fmt::format("{:.6f} in {} replications", row["half_width"].get<double>(), row["n"].get<int>());
    }

    std::string rate_;
    std::string width_;
};

std::string example(const char* name) {
    return "'" + (repository_root() / "output" / "examples" / name).string() + "'";
}

}  // namespace

TEST_CASE("the example in Python reads a run", "[output][examples]") {
    const ExampleFolder folder;
    if (!folder.has(python() + " -c 'import h5py, pandas'")) return skip("no h5py and pandas here");
    folder.check(python() + " " + example("stock.py") + " shop.h5", false);
}

TEST_CASE("the example in Python draws a figure", "[output][examples]") {
    const ExampleFolder folder;
    if (!folder.has(python() + " -c 'import h5py, pandas, matplotlib'"))
        return skip("no h5py, pandas and matplotlib here");
    folder.check(python() + " " + example("stock.py") + " shop.h5 figure.svg", true);
}

TEST_CASE("the example in R reads a run and draws a figure", "[output][examples]") {
    const ExampleFolder folder;
    if (!folder.has("Rscript -e 'library(rhdf5)'")) return skip("no R with rhdf5 here");
    folder.check("Rscript " + example("stock.R") + " shop.h5 figure.svg", true);
}

TEST_CASE("the example in Octave reads an export", "[output][examples]") {
    const ExampleFolder folder;
    if (!folder.has("octave --version")) return skip("no Octave here");
    folder.check("octave --no-gui " + example("stock.m") + " csv/shop", false);
}

TEST_CASE("the example in Octave draws a figure", "[output][examples]") {
    const ExampleFolder folder;
    if (!folder.has("octave --no-gui --eval 'assert(numel(available_graphics_toolkits()) > 0)'"))
        return skip("no Octave that can draw here");
    folder.check("octave --no-gui " + example("stock.m") + " csv/shop figure.svg", true);
}
