// Whole runs through outages that overlap and tie, against plain arithmetic: when each unit is done, and so who waits.
// Customers come at even steps, outages begin and end on half days, so that much happens at the same instant.
#include "sim/engine/stream.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/oracles/formulas/outage_clock.hpp"
#include "tests/scenarios/loading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace backstock::oracles {
namespace {

constexpr double horizon = 60;

struct Draws {
    Stream stream;
    double one_of(std::initializer_list<double> values) {
        return values.begin()[static_cast<std::size_t>(uniform01(stream) * static_cast<double>(values.size()))];
    }
    int up_to(int n) { return static_cast<int>(uniform01(stream) * (n + 1)); }
};

struct Outages {
    std::vector<OutageWindow> windows;
    std::string yaml;

    Outages(Draws& draws, const std::string& strikes) {
        for (int i = draws.up_to(3); i >= 0; --i) {
            OutageWindow w{.from = 1 + 0.5 * draws.up_to(78), .length = 0.5 * (1 + draws.up_to(14))};
            w.left = draws.one_of({0, 0, 0.3, 0.5, 0.8});
            if (draws.up_to(2) == 0) w.ramp = draws.one_of({1, 3, 5.5});
            if (w.ramp == 0 && draws.up_to(3) == 0) w.restores = draws.one_of({0.7, 2});
            const std::string recovery = w.ramp > 0       ? fmt::format("{{ramp: {} d}}", w.ramp)
                                         : w.restores > 0 ? fmt::format("{{exponential: {} d}}", w.restores)
                                                          : "step";
            yaml += fmt::format(
                "  o{}: {{strikes: {}, when: {{scheduled: [{{from: {} d, for: {} d}}]}}, capacity: {}, recovery: "
                "{}}}\n",
                i, strikes, w.from, w.length, w.left, recovery);
            windows.push_back(w);
        }
    }

    /// Work that ends in the instant in which everything stops waits for the end of that.
    [[nodiscard]] double done(double start, double units, double speed) const {
        double at = done_at(start, units, speed, windows);
        for (std::size_t i = 0; i < windows.size(); ++i)
            for (const OutageWindow& w : windows)
                if (w.left == 0 && at > w.from - 1e-7 && at < w.from + w.length - 1e-7) at = w.from + w.length;
        return at;
    }
};

// Time averages of a base-stock point whose k-th unit after the first `level` is there at arrives[k - level], where a
// customer comes at each multiple of `step`.
struct Averages {
    double on_hand = 0, backorders = 0, on_order = 0;

    Averages(const std::vector<double>& arrives, double step, int level) {
        std::vector<double> units(static_cast<std::size_t>(level), 0.0);
        std::vector<double> sorted = arrives;
        std::sort(sorted.begin(), sorted.end());
        units.insert(units.end(), sorted.begin(), sorted.end());
        for (std::size_t k = 0; k < units.size(); ++k) {
            const double there = std::min(units[k], horizon);
            const double wanted = k < arrives.size() ? static_cast<double>(k) * step : horizon;
            on_hand += std::max(0.0, wanted - there) / horizon;
            backorders += std::max(0.0, there - wanted) / horizon;
        }
        for (std::size_t k = 0; k < arrives.size(); ++k)
            on_order += (std::min(arrives[k], horizon) - static_cast<double>(k) * step) / horizon;
    }
};

void expect_exactly(const std::string& yaml, const Averages& exact) {
    INFO(yaml);
    const Scenario scenario = testing::loaded(yaml);
    const Outcome outcome = replicate_once(scenario.model, 0);
    const auto kpi = [&](Kpi k) { return outcome.network[index(k)].value(); };
    CHECK(kpi(Kpi::on_hand) == Approx(exact.on_hand).margin(1e-5));
    CHECK(kpi(Kpi::backorders) == Approx(exact.backorders).margin(1e-5));
    CHECK(kpi(Kpi::on_order) == Approx(exact.on_order).margin(1e-5));
}

std::string run_and_customers(double step, const std::string& store) {
    return fmt::format(
        "backstock: 1\nrun: {{horizon: {} d, replications: 1}}\nitems: {{widget: {{price: 1}}}}\n"
        "customers: {{all: {{store: {}, arrivals: {{per_period: {{every: {} d, quantity: 1}}}}, buys: {{widget: "
        "1}}}}}}\n",
        horizon, store, step);
}

}  // namespace

TEST_CASE("outages: a supplier with capacity, unit by unit", "[oracles][disruptions]") {
    Draws draws{Stream(11, 0, 0, "cases", 0)};
    for (int round = 0; round < 80; ++round) {
        const double step = draws.one_of({0.25, 0.5, 1, 2});
        const double speed = draws.one_of({1, 1.25, 2, 4}) / step;
        const double lead = draws.one_of({1, 2, 2.5, 4});
        const int level = draws.up_to(8);
        const Outages outages(draws, "{supplier: mill}");
        std::vector<double> arrives;
        double free = 0;
        for (int i = 0; i * step < horizon; ++i) {
            free = outages.done(std::max(i * step, free), 1, speed);
            arrives.push_back(free + lead);
        }
        expect_exactly(
            run_and_customers(step, "shop") +
                fmt::format(
                    "suppliers: {{mill: {{sells: {{widget: {{cost: 1}}}}, lead_time: {} d, capacity: {} /d}}}}\n"
                    "stores: {{shop: {{backorder: allow, stock: {{widget: {{initial: {}, inventory: "
                    "{{base_stock: {{S: {}}}}}}}}}}}}}\ndisruptions:\n",
                    lead, speed, level, level) +
                outages.yaml,
            Averages(arrives, step, level));
    }
}

TEST_CASE("outages: a plant with several lines, unit by unit", "[oracles][disruptions]") {
    Draws draws{Stream(12, 0, 0, "cases", 0)};
    for (int round = 0; round < 80; ++round) {
        const double step = draws.one_of({1, 1.5, 2});
        const double time = draws.one_of({0.5, 1, 1.5, 2.5});
        const int lines = 1 + draws.up_to(2), level = draws.up_to(8);
        const Outages outages(draws, "{plant: works}");
        std::vector<double> arrives;
        std::vector<double> free(static_cast<std::size_t>(lines), 0.0);
        for (int i = 0; i * step < horizon; ++i) {
            double& line = *std::min_element(free.begin(), free.end());
            line = outages.done(std::max(i * step, line), time, 1);
            arrives.push_back(line);
        }
        expect_exactly(
            run_and_customers(step, "works") +
                fmt::format("plants: {{works: {{lines: {}, makes: {{widget: {{time: {} d}}}}, backorder: "
                            "allow, stock: {{widget: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}}}}}}}\n"
                            "disruptions:\n",
                            lines, time, level, level) +
                outages.yaml,
            Averages(arrives, step, level));
    }
}

}  // namespace backstock::oracles
