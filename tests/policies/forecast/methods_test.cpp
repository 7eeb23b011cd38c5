// What each forecast says, by sequences worked out by hand and by recursions written independently here.
#include "sim/policy/forecast.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/policies/settings_stub.hpp"
#include "tests/skip.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace backstock;
using namespace backstock::testing;

namespace {

// A forecast with its memory, fed as the simulator feeds it.
struct Watch {
    std::unique_ptr<const ForecastPolicy> policy;
    ForecastState state;

    Watch(const std::string& word, const Given& given) : policy(make<ForecastPolicy>(word, given)) { REQUIRE(policy); }
    Watch& sees(const std::vector<double>& demands) {
        for (const double demand : demands) {
            policy->observe(state, demand);
            ++state.periods;
        }
        return *this;
    }
    double mean(double periods = 1) const { return policy->predict(state, periods).mean; }
    double sd() const { return policy->predict(state, 1).sd; }
};

Given alpha(double a) { return Given().set("alpha", a); }

}  // namespace

TEST_CASE("naive expects the last period again", "[policies][forecast]") {
    Watch naive("naive", {});
    CHECK(naive.mean() == 0);
    CHECK(naive.sees({7}).mean() == 7);
    CHECK(naive.sd() == 0);
    CHECK(naive.sees({3}).mean() == 3);
    CHECK(naive.sd() == 4);
    CHECK(naive.sees({5}).mean(2.5) == 5);
    CHECK(naive.sd() == Approx(std::sqrt((16 + 4) / 2.0)));
}

TEST_CASE("moving average: mean and sample deviation of the window", "[policies][forecast]") {
    Watch cold("moving_average", Given().set("periods", 3));
    CHECK(cold.mean() == 0);
    CHECK(cold.sees({6}).mean() == 6);
    CHECK(cold.sees({10}).mean() == 8);
    CHECK(cold.sees({2, 12}).mean() == Approx(8));  // 10, 2, 12
    CHECK(cold.sd() == Approx(std::sqrt((4 + 36 + 16) / 2.0)));
    Watch warm("moving_average", Given().set("periods", 4).set("initial", 10.0).set("initial_sd", 3.0));
    CHECK(warm.mean() == 10);
    CHECK(warm.sees({2}).mean() == 8);
    CHECK(warm.sd() == 3);
}

TEST_CASE("exponential smoothing, cold and warm, and how its error is learnt", "[policies][forecast]") {
    Watch cold("exponential_smoothing", alpha(0.25));
    CHECK(cold.sees({8, 16}).mean() == 10);
    CHECK(cold.sd() == 8);
    Watch warm("exponential_smoothing",
               alpha(0.5).set("initial", 10.0).set("initial_sd", 2.0).set("error_weight", 0.25));
    CHECK(warm.mean() == 10);
    CHECK(warm.sd() == 2);
    CHECK(warm.sees({14}).mean() == 12);
    CHECK(warm.sd() == Approx(std::sqrt(0.75 * 4 + 0.25 * 16)));
}

TEST_CASE("Holt's level and trend, damped and not, over several periods ahead", "[policies][forecast]") {
    Given given = alpha(0.5).set("beta", 0.4);
    Watch holt("holt", given);
    holt.sees({10, 14});  // level 12, trend 0.8
    CHECK(holt.mean() == Approx(12.8));
    CHECK(holt.mean(2.5) == Approx((12.8 + 13.6 + 0.5 * 14.4) / 2.5));
    Watch damped("holt", given.set("damped", 0.5));
    damped.sees({10, 14, 12});  // 12, 0.8; then level 0.5 12 + 0.5 12.4 = 12.2, trend 0.4 0.2 + 0.6 0.4 = 0.32
    CHECK(damped.mean() == Approx(12.36));
    CHECK(damped.mean(2) == Approx((12.36 + 12.44) / 2));
}

TEST_CASE("Holt-Winters follows an independent recursion", "[policies][forecast]") {
    const double a = 0.3, b = 0.1, g = 0.2, phi = 0.9;
    std::vector<double> demand;
    for (int t = 0; t < 60; ++t) demand.push_back(100 + t + 30 * std::sin(t * 1.5707963) + (t * 37 % 11));
    for (const bool product : {false, true}) {
        Watch watch("holt_winters", alpha(a)
                                        .set("beta", b)
                                        .set("gamma", g)
                                        .set("damped", phi)
                                        .set("season", 4)
                                        .set("kind", product ? "multiplicative" : "additive"));
        // Level, trend and the seasons in the order of time: s[t] belongs to period t + 4.
        double level = (demand[0] + demand[1] + demand[2] + demand[3]) / 4;
        double trend = 0;
        std::vector<double> s;
        for (int t = 0; t < 4; ++t) s.push_back(product ? demand[t] / level : demand[t] - level);
        for (int t = 0; t < 60; ++t) {
            watch.sees({demand[t]});
            if (t < 4) continue;
            const double base = level + phi * trend;
            const double y = demand[t], season = s[t - 4];
            const double next = a * (product ? y / season : y - season) + (1 - a) * base;
            trend = b * (next - level) + (1 - b) * phi * trend;
            s.push_back(g * (product ? y / base : y - base) + (1 - g) * season);
            level = next;
            double sum = 0;
            double damping = 0;
            for (int h = 1; h <= 6; ++h) {
                damping += std::pow(phi, h);
                const double part = s[t - 4 + (h - 1) % 4 + 1];
                sum += product ? (level + damping * trend) * part : level + damping * trend + part;
            }
            CHECK(watch.mean(6) == Approx(sum / 6).epsilon(1e-12));
        }
    }
}

TEST_CASE("intermittent demand by hand", "[policies][forecast]") {
    const std::vector<double> demand = {0, 0, 6, 0, 0, 0, 10, 4};
    // First demand: size 6, interval 3. Then 10 after 4: 6.8, 3.2. Then 4 after 1: 6.24, 2.76.
    Watch croston("croston", alpha(0.2));
    CHECK(croston.sees({0, 0}).mean() == 0);
    CHECK(croston.sees({6}).mean() == Approx(2));
    CHECK(croston.sees({0, 0, 0, 10}).mean() == Approx(6.8 / 3.2));
    CHECK(croston.sees({4}).mean() == Approx(6.24 / 2.76));
    CHECK(Watch("sba", alpha(0.2)).sees(demand).mean() == Approx(0.9 * 6.24 / 2.76));
    CHECK(Watch("sba", alpha(0.2).set("beta", 0.5)).sees({0, 0, 6}).mean() == Approx(0.75 * 2));
    // TSB: probability 1/3, then three times 0.8, then + 0.2.
    double p = 1 / 3.0 * 0.8 * 0.8 * 0.8;
    p += 0.2 * (1 - p);
    CHECK(Watch("tsb", alpha(0.2)).sees({0, 0, 6, 0, 0, 0, 10}).mean() == Approx(p * 6.8));
    CHECK(Watch("croston", alpha(0.2).set("initial", 0.5).set("initial_interval", 4)).mean() == 0.5);
    CHECK(Watch("tsb", alpha(0.2).set("initial", 0.5).set("initial_interval", 4)).mean() == 0.5);
}

TEST_CASE("known says what it was told", "[policies][forecast]") {
    Watch stated("known", Given().set("mean", 10.0).set("sd", 3.0));
    CHECK(stated.sees({99}).mean(5) == 10);
    CHECK(stated.sd() == 3);
    Watch law("known", Given().choose("demand", "poisson", Given().set("mean", 9.0)));
    CHECK(law.mean() == 9);
    CHECK(law.sd() == 3);
    CHECK_FALSE(make<ForecastPolicy>("known", Given()));
    CHECK_FALSE(
        make<ForecastPolicy>("known", Given().set("mean", 1.0).choose("demand", "poisson", Given().set("mean", 9.0))));
}

// Mean squared errors over spare-parts series, against the methods written as loops over whole series.
TEST_CASE("errors on real intermittent demand", "[policies][forecast]") {
    const char* data = std::getenv("BACKSTOCK_DATA");
    std::ifstream in(data == nullptr ? std::string() : std::string(data) + "/expsmooth/carparts_monthly.csv");
    if (!in) return skip("no spare-parts data: BACKSTOCK_DATA/expsmooth/carparts_monthly.csv");
    std::vector<std::vector<double>> series;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream cells(line);
        std::string cell;
        std::getline(cells, cell, ',');  // the month
        for (std::size_t i = 0; std::getline(cells, cell, ','); ++i) {
            if (i == series.size()) series.emplace_back();
            if (cell.find_first_of("0123456789") != std::string::npos && cell != "NA")
                series[i].push_back(std::stod(cell[0] == '"' ? cell.substr(1) : cell));
        }
    }
    REQUIRE(series.size() == 2674);
    const double a = 0.1;
    for (const std::string word : {"croston", "sba", "tsb"}) {
        double simulated = 0;
        double direct = 0;
        double count = 0;
        for (const std::vector<double>& y : series) {
            Watch watch(word, alpha(a));
            for (const double demand : y) {
                simulated += (demand - watch.mean()) * (demand - watch.mean());
                watch.sees({demand});
            }
            double z = 0, interval = 0, probability = 0, last = -1, forecast = 0;
            for (std::size_t t = 0; t < y.size(); ++t) {
                direct += (y[t] - forecast) * (y[t] - forecast);
                count += 1;
                const auto now = static_cast<double>(t);
                if (last >= 0) probability = (1 - a) * probability + (y[t] > 0 ? a : 0);
                if (y[t] > 0) {
                    const double gap = now - last;
                    z = last < 0 ? y[t] : (1 - a) * z + a * y[t];
                    interval = last < 0 ? gap : (1 - a) * interval + a * gap;
                    if (last < 0) probability = 1 / gap;
                    last = now;
                }
                if (last < 0) continue;
                forecast = word == "tsb" ? probability * z : (word == "sba" ? 1 - a / 2 : 1.0) * z / interval;
            }
        }
        INFO(word << " over " << count << " months");
        CHECK(count > 100'000);
        CHECK(simulated / count == Approx(direct / count).epsilon(1e-10));
    }
}
