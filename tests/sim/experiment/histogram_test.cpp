#include "sim/experiment/histogram.hpp"

#include "tests/catch.hpp"

#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

using namespace backstock;

namespace {

Duration exact_quantile(std::vector<Duration> all, double p) {
    std::sort(all.begin(), all.end());
    const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(all.size())));
    return all[std::max<std::size_t>(rank, 1) - 1];
}

double relative_error(Duration found, Duration exact) {
    return std::abs(static_cast<double>(found.us() - exact.us())) /
           static_cast<double>(std::max<std::int64_t>(exact.us(), 1));
}

}  // namespace

TEST_CASE("an empty histogram knows nothing") {
    const DurationHistogram h;
    CHECK(h.count() == 0);
    CHECK(h.sum_in_days() == 0);
    CHECK_FALSE(h.quantile(0.5).has_value());
    CHECK_FALSE(h.lowest().has_value());
    CHECK_FALSE(h.highest().has_value());
}

TEST_CASE("short durations and single values are exact") {
    DurationHistogram h;
    for (int i = 1; i <= 255; ++i) {
        h.add(Duration::us(i));
    }
    CHECK(h.quantile(0.0) == 1_us);
    CHECK(h.quantile(0.5) == 128_us);
    CHECK(h.quantile(1.0) == 255_us);

    for (Duration d : {Duration::zero(), 1_us, 256_us, 12_h, 30_d, Duration::max()}) {
        DurationHistogram one;
        one.add(d);
        CHECK(one.quantile(0.95) == d);
        CHECK(one.highest() == d);
    }
}

TEST_CASE("quantiles are within 0.5 % from microseconds to centuries") {
    boost::random::mt19937_64 engine(7);
    for (double centre : {5.0, 12.0, 20.0, 27.0, 32.0}) {
        boost::random::lognormal_distribution<double> law(centre, 1.5);
        DurationHistogram h;
        std::vector<Duration> all;
        for (int i = 0; i < 20000; ++i) {
            all.push_back(Duration::us(static_cast<std::int64_t>(law(engine))));
            h.add(all.back());
        }
        for (double p : {0.0, 0.01, 0.05, 0.5, 0.9, 0.95, 0.999, 1.0}) {
            INFO(centre << " " << p);
            CHECK(relative_error(*h.quantile(p), exact_quantile(all, p)) <= 0.005);
        }
    }
}

TEST_CASE("both edges of every bucket are within 0.5 %") {
    for (int bit = 0; bit < 63; ++bit) {
        const std::int64_t power = std::int64_t{1} << bit;
        for (std::int64_t us : {power - 1, power, power + power / 128, power + power / 128 - 1, power + (power - 1)}) {
            DurationHistogram h;
            h.add(Duration::us(us));
            h.add(Duration::zero());
            h.add(Duration::max());
            CHECK(relative_error(*h.quantile(0.5), Duration::us(us)) <= 0.005);
        }
    }
}

TEST_CASE("count and sum are exact, beyond what a Duration holds") {
    DurationHistogram h;
    h.add(30_d, 200'000'000);
    h.add(36_h);
    CHECK(h.count() == 200'000'001);
    CHECK(h.sum_in_days() == 6e9 + 1.5);
    h.add(1_d, 0);
    CHECK(h.lowest() == 36_h);
    CHECK_THROWS_AS(h.add(-1_us), BrokenLaw);
    CHECK_THROWS_AS(h.quantile(1.1), BrokenLaw);
}

TEST_CASE("merged histograms are as if all had been added to one") {
    DurationHistogram a;
    DurationHistogram b;
    DurationHistogram both;
    for (int i = 0; i < 1000; ++i) {
        const Duration d = 1_min * (i * i % 977);
        (i % 3 == 0 ? a : b).add(d);
        both.add(d);
    }
    b.add(90_d);
    both.add(90_d);
    const DurationHistogram copy = a;
    a.merge(b);
    a.merge(DurationHistogram());
    CHECK(a.count() == both.count());
    CHECK(a.sum_in_days() == both.sum_in_days());
    CHECK(a.lowest() == both.lowest());
    CHECK(a.highest() == both.highest());
    for (double p : {0.01, 0.25, 0.5, 0.95, 1.0}) {
        CHECK(a.quantile(p) == both.quantile(p));
    }
    CHECK(copy.count() == 334);
}

TEST_CASE("a reset histogram starts anew") {
    DurationHistogram h;
    h.add(10_d, 5);
    h.reset();
    CHECK(h.count() == 0);
    CHECK(h.sum_in_days() == 0);
    CHECK_FALSE(h.quantile(0.5).has_value());
    h.add(2_h);
    CHECK(h.quantile(0.5) == 2_h);
    CHECK(h.highest() == 2_h);
}
