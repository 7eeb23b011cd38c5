// Every outage worked out by hand comes out of the simulator as written.

#include "tests/oracles/outage_stories.hpp"

#include "output/event_trace.hpp"
#include "policies/builtin.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <map>
#include <string>
#include <tuple>

using namespace backstock;
using namespace backstock::oracles;

namespace {

// What comes at one instant (in µs) to a place from a source, summed.
using Receipts = std::map<std::tuple<long long, std::string, std::string>, double>;

Receipts received(const std::string& scenario) {
    Catalog catalog;
    add_builtin(catalog);
    const Scenario loaded = load_scenario_text(scenario, "story.yaml", catalog);
    Receipts result;
    const auto trace = [](const Model& model, const World& world, FactObservers& observers, std::int64_t replication) {
        return std::make_unique<EventTrace>(model, world, observers, replication);
    };
    replicate(loaded.model, 1, {.extra = trace}, [&](std::int64_t, Outcome&&, std::unique_ptr<Extra> extra) {
        const auto& events = dynamic_cast<const EventTrace&>(*extra);
        const Frame rows = events.frame(0, events.rows());
        for (std::size_t i = 0; i < rows.rows(); ++i) {
            if (rows.cells<std::string>("fact")[i] != "GoodsReceived") continue;
            const auto instant = std::llround(rows.cells<double>("time")[i] * 86'400e6);
            result[{instant, rows.cells<std::string>("entity")[i], rows.cells<std::string>("source")[i]}] +=
                rows.cells<double>("quantity")[i];
        }
    });
    return result;
}

}  // namespace

TEST_CASE("outages worked out by hand", "[oracles][disruptions]") {
    for (const OutageStory& story : outage_stories()) {
        INFO(story.name << "\n" << story.scenario);
        const Receipts found = received(story.scenario);
        CHECK(found.size() == story.receipts.size());
        auto each = found.begin();
        for (const Receipt& expected : story.receipts) {
            if (each == found.end()) break;
            const auto& [instant, place, from] = each->first;
            CHECK(static_cast<double>(instant) / 86'400e6 == Approx(expected.day).margin(1e-6));
            CHECK(place == expected.place);
            if (!expected.from.empty()) CHECK(from == expected.from);
            CHECK(each->second == Approx(expected.units));
            ++each;
        }
    }
}
