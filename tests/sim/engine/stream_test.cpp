#include "sim/engine/stream.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

using namespace backstock;

namespace {

Stream numbered(std::uint64_t seed, std::uint64_t replication, Key64 entity, Key64 purpose, std::uint64_t n) {
    return Stream(seed, replication, entity, Purpose(purpose), n);
}

// The i-th of a family of streams whose names differ in one part only, by one each time.
struct Family {
    const char* part;
    std::function<Stream(std::uint64_t)> at;
};

const std::vector<Family>& families() {
    static const std::vector<Family> all = {
        {"seed", [](std::uint64_t i) { return Streams(i, 0).at(name_key("shop"), "demand"); }},
        {"replication", [](std::uint64_t i) { return Streams(1, i).at(name_key("shop"), "demand"); }},
        {"n", [](std::uint64_t i) { return Streams(1, 0).at(name_key("shop"), "demand", i); }},
        {"entity name",
         [](std::uint64_t i) { return Streams(1, 0).at(name_key("item-" + std::to_string(i)), "demand"); }},
        {"entity pair", [](std::uint64_t i) { return Streams(1, 0).at(joined_key(name_key("shop"), i), "demand"); }},
        {"bare entity key", [](std::uint64_t i) { return numbered(1, 0, i, 0, 0); }},
        {"bare purpose key", [](std::uint64_t i) { return numbered(1, 0, 0, i, 0); }},
    };
    return all;
}

constexpr std::uint64_t count = 65'536;

// Pearson's statistic of 256 equal classes, as a standard normal deviate (Wilson and Hilferty).
double deviate_of(const std::array<std::uint64_t, 256>& classes, std::uint64_t draws) {
    const double expected = static_cast<double>(draws) / 256;
    double chi_square = 0;
    for (const std::uint64_t observed : classes) {
        const double difference = static_cast<double>(observed) - expected;
        chi_square += difference * difference / expected;
    }
    constexpr double freedom = 255;
    return (std::cbrt(chi_square / freedom) - (1 - 2 / (9 * freedom))) / std::sqrt(2 / (9 * freedom));
}

// sqrt(N) times the correlation of two uniform samples: about standard normal when they are independent.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += (a[i] - 0.5) * (b[i] - 0.5);
    }
    return 12 * sum / std::sqrt(static_cast<double>(a.size()));
}

}  // namespace

// Known answers of Philox4x64-10 from the tests of Random123 (kat_vectors).
TEST_CASE("Philox gives the published answers", "[stream]") {
    using Philox = r123::Philox4x64;
    using Words = std::array<std::uint64_t, 4>;
    const auto philox = [](Words counter, std::array<std::uint64_t, 2> key) {
        const Philox::ctr_type out = Philox()({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
        return Words{out.v[0], out.v[1], out.v[2], out.v[3]};
    };
    constexpr std::uint64_t ones = ~std::uint64_t{0};
    REQUIRE((philox({0, 0, 0, 0}, {0, 0}) ==
             Words{0x16554D9ECA36314C, 0xDB20FE9D672D0FDC, 0xD7E772CEE186176B, 0x7E68B68AEC7BA23B}));
    REQUIRE((philox({ones, ones, ones, ones}, {ones, ones}) ==
             Words{0x87B092C3013FE90B, 0x438C3C67BE8D0224, 0x9CC7D7C69CD777B6, 0xA09CAEBF594F0BA0}));
    REQUIRE((philox({0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89},
                    {0x452821E638D01377, 0xBE5466CF34E90C6C}) ==
             Words{0xA528F45403E61D95, 0x38C72DBD566E9788, 0xA5A1610E72FD18B5, 0x57BD43B5E52B7FE6}));
}

TEST_CASE("A stream is Philox counted by its name", "[stream]") {
    Stream zero = numbered(0, 0, 0, 0, 0);
    REQUIRE(zero() == 0x16554D9ECA36314C);
    REQUIRE(zero() == 0xDB20FE9D672D0FDC);
    REQUIRE(zero() == 0xD7E772CEE186176B);
    REQUIRE(zero() == 0x7E68B68AEC7BA23B);
    const r123::Philox4x64::ctr_type second = r123::Philox4x64()({{1, 5, 3, 4}}, {{1, 2}});
    Stream named = numbered(1, 2, 3, 4, 5);
    for (int i = 0; i < 4; ++i) {
        named();
    }
    for (const std::uint64_t word : second) {
        REQUIRE(named() == word);
    }
}

TEST_CASE("Every part of the name counts", "[stream]") {
    const std::uint64_t first = numbered(1, 2, 3, 4, 5)();
    REQUIRE(numbered(9, 2, 3, 4, 5)() != first);
    REQUIRE(numbered(1, 9, 3, 4, 5)() != first);
    REQUIRE(numbered(1, 2, 9, 4, 5)() != first);
    REQUIRE(numbered(1, 2, 3, 9, 5)() != first);
    REQUIRE(numbered(1, 2, 3, 4, 9)() != first);
    REQUIRE(numbered(2, 1, 3, 4, 5)() != first);
    REQUIRE(numbered(1, 2, 4, 3, 5)() != first);
}

TEST_CASE("First draws of neighbouring streams are uniform", "[stream]") {
    for (const Family& family : families()) {
        std::array<std::uint64_t, 256> high{}, low{};
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::uint64_t word = family.at(i)();
            ++high[word >> 56];
            ++low[word & 0xFF];
        }
        CAPTURE(family.part);
        REQUIRE(std::abs(deviate_of(high, count)) < 4.5);
        REQUIRE(std::abs(deviate_of(low, count)) < 4.5);
    }
}

TEST_CASE("Neighbouring streams are uncorrelated", "[stream]") {
    for (const Family& family : families()) {
        std::vector<double> first, second, next_first;
        for (std::uint64_t i = 0; i < count; ++i) {
            Stream stream = family.at(i), neighbour = family.at(i + 1);
            first.push_back(uniform01(stream));
            second.push_back(uniform01(stream));
            next_first.push_back(uniform01(neighbour));
        }
        CAPTURE(family.part);
        REQUIRE(std::abs(correlation(first, next_first)) < 4.5);
        REQUIRE(std::abs(correlation(first, second)) < 4.5);
        REQUIRE(std::abs(correlation(second, next_first)) < 4.5);
    }
}

TEST_CASE("Neighbouring streams differ in half of their bits", "[stream]") {
    for (const Family& family : families()) {
        double bits = 0;
        for (std::uint64_t i = 0; i < count; ++i) {
            bits += std::popcount(family.at(i)() ^ family.at(i + 1)());
        }
        CAPTURE(family.part);
        // A binomial of 64 tosses a pair has standard deviation 4.
        REQUIRE(std::abs(bits / count - 32) < 4.5 * 4 / std::sqrt(static_cast<double>(count)));
    }
}

TEST_CASE("Pairs of first draws fill the square", "[stream]") {
    for (const Family& family : families()) {
        std::array<std::uint64_t, 256> cells{};
        for (std::uint64_t i = 0; i < count; ++i) {
            ++cells[(family.at(2 * i)() >> 60) * 16 + (family.at(2 * i + 1)() >> 60)];
        }
        CAPTURE(family.part);
        REQUIRE(std::abs(deviate_of(cells, count)) < 4.5);
    }
}

TEST_CASE("No two streams share a draw", "[stream]") {
    std::vector<std::uint64_t> draws;
    for (const Family& family : families()) {
        for (std::uint64_t i = 1; i <= 10'000; ++i) {  // from 1: number 0 is the same stream in several families
            Stream stream = family.at(i);
            for (int k = 0; k < 6; ++k) {
                draws.push_back(stream());
            }
        }
    }
    std::sort(draws.begin(), draws.end());
    REQUIRE(std::adjacent_find(draws.begin(), draws.end()) == draws.end());
}

TEST_CASE("A long stream is uniform, and so is every place within its blocks", "[stream]") {
    Stream stream = Streams(42, 7).at(name_key("long"), "test");
    std::array<std::array<std::uint64_t, 256>, 4> classes{};
    for (std::uint64_t i = 0; i < 4 * count; ++i) {
        ++classes[i % 4][static_cast<std::size_t>(uniform01(stream) * 256)];
    }
    for (const auto& place : classes) {
        REQUIRE(std::abs(deviate_of(place, count)) < 4.5);
    }
}

TEST_CASE("The draws of one name do not depend on any other's", "[stream]") {
    const Streams streams(5, 3);
    const auto arrivals = [&](int disturbance) {
        Stream arrival = streams.at(name_key("shop"), "arrival");
        Stream other = streams.at(name_key("supplier"), "lead_time");
        std::vector<std::uint64_t> draws;
        for (int i = 0; i < 100; ++i) {
            for (int k = 0; k < disturbance; ++k) {
                other();
            }
            draws.push_back(arrival());
        }
        return draws;
    };
    REQUIRE(arrivals(0) == arrivals(3));
}

TEST_CASE("A copied stream draws the same", "[stream]") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<Stream>);
    STATIC_REQUIRE(sizeof(Stream) <= 96);
    Stream stream = Streams(1, 1).at(1, "copy");
    stream();
    Stream copy = stream;
    for (int i = 0; i < 20; ++i) {
        REQUIRE(copy() == stream());
    }
}

TEST_CASE("Uniforms and exponentials", "[stream]") {
    Stream stream = Streams(11, 0).at(1, "moments");
    constexpr int n = 400'000;
    double sum = 0, squares = 0, least = 1, most = 0, exponential_sum = 0;
    int beyond_three = 0;
    for (int i = 0; i < n; ++i) {
        const double u = uniform01(stream);
        sum += u;
        squares += u * u;
        least = std::min(least, u);
        most = std::max(most, u);
        const double e = unit_exponential(stream);
        REQUIRE(e >= 0);
        exponential_sum += e;
        beyond_three += e > 3;
    }
    REQUIRE(least >= 0);
    REQUIRE(most < 1);
    REQUIRE(std::abs(sum / n - 0.5) < 4.5 * std::sqrt(1.0 / 12 / n));
    REQUIRE(std::abs(squares / n - 1.0 / 3) < 4.5 * std::sqrt(4.0 / 45 / n));
    REQUIRE(std::abs(exponential_sum / n - 1) < 4.5 / std::sqrt(n));
    const double p = std::exp(-3.0);
    REQUIRE(std::abs(beyond_three / double{n} - p) < 4.5 * std::sqrt(p * (1 - p) / n));
}

TEST_CASE("Names have keys that do not change and do not coincide", "[stream]") {
    STATIC_REQUIRE(name_key("demand") == name_key(std::string_view("demand")));
    STATIC_REQUIRE(name_key("a") != name_key("b"));
    STATIC_REQUIRE(joined_key(1, 2) != joined_key(2, 1));
    REQUIRE(name_key("") == mixed(0xCBF29CE484222325U));
    REQUIRE(name_key("foobar") == mixed(0x85944171F73967E8U));  // FNV-1a's published test value
    std::vector<Key64> keys;
    for (int i = 0; i < 1000; ++i) {
        keys.push_back(name_key("item-" + std::to_string(i)));
        for (Key64 j = 0; j < 100; ++j) {
            keys.push_back(joined_key(name_key("item-" + std::to_string(i)), j));
        }
    }
    std::sort(keys.begin(), keys.end());
    REQUIRE(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}
