#include "policies/clock/instants.hpp"
#include "sim/policy/clock.hpp"
#include "tests/catch.hpp"
#include "tests/policies/settings_stub.hpp"

#include <cmath>

using namespace backstock;
using namespace backstock::testing;

namespace {

std::vector<ClockMove> moves_of(const ClockPolicy& clock, std::size_t count, std::uint64_t replication = 0) {
    ClockState state{.streams = Streams(1, replication), .key = name_key("flood"), .now = clock.first()};
    std::vector<ClockMove> moves;
    while (moves.size() < count) {
        state.now = clock.next(state);
        if (state.now.at == Time::never()) break;
        moves.push_back(state.now);
    }
    return moves;
}

// The mean length of what begins with the severity, within 4.5 standard errors of the exact one.
void lasts(const std::vector<ClockMove>& moves, double severity, double mean_days, double sd_days) {
    double sum = 0;
    double n = 0;
    for (std::size_t i = 0; i + 1 < moves.size(); ++i) {
        if (moves[i].severity != severity) continue;
        sum += (moves[i + 1].at - moves[i].at).in_days();
        ++n;
    }
    REQUIRE(n > 100);
    CHECK(std::abs(sum / n - mean_days) < 4.5 * sd_days / std::sqrt(n));
}

Given windows(std::vector<std::pair<Duration, Duration>> from_for) {
    Given given;
    for (const auto& [from, lasts] : from_for)
        given.map("outages", Given().set("from", Time::at(from)).set("for", lasts));
    return given;
}

}  // namespace

TEST_CASE("clock random: up first, then down, each by its own law", "[disruptions]") {
    const auto clock =
        make<ClockPolicy>("random", Given()
                                        .choose("up", "exponential", Given().set("mean", 10_d))
                                        .choose("down", "gamma", Given().set("mean", 3_d).set("sd", 1_d)));
    REQUIRE(clock);
    const std::vector<ClockMove> moves = moves_of(*clock, 20'000);
    CHECK(moves.front().severity == 1);
    CHECK(moves.front().at > Time::zero());
    lasts(moves, 1, 3, 1);
    lasts(moves, 0, 10, 10);
    CHECK(clock->mean_outage() == Approx(3 * 86'400e6));
    for (std::uint64_t r = 0; r < 200; ++r) CHECK(moves_of(*clock, 1, r).front().at > Time::zero());
    CHECK_FALSE(make<ClockPolicy>("random", Given()
                                                .choose("up", "constant", Given().set("value", Duration::zero()))
                                                .choose("down", "constant", Given().set("value", 1_d))));
}

TEST_CASE("clock markov: sojourns are geometric, from one period on, at period starts", "[disruptions]") {
    const auto clock = make<ClockPolicy>("markov", Given().set("every", 2_d).set("fail", 0.04).set("recover", 0.25));
    REQUIRE(clock);
    const std::vector<ClockMove> moves = moves_of(*clock, 20'000);
    for (const ClockMove& move : moves) REQUIRE(move.at.since_start() % 2_d == Duration::zero());
    lasts(moves, 1, 2 / 0.25, 2 * std::sqrt(0.75) / 0.25);
    lasts(moves, 0, 2 / 0.04, 2 * std::sqrt(0.96) / 0.04);
    CHECK(moves_of(*make<ClockPolicy>("markov", Given().set("every", 1_d).set("fail", 0.0).set("recover", 0.5)), 5)
              .empty());
    const auto always = make<ClockPolicy>("markov", Given().set("every", 1_d).set("fail", 1.0).set("recover", 1.0));
    CHECK(moves_of(*always, 3)[2].at == Time::at(3_d));
}

TEST_CASE("clock scheduled: windows that overlap or touch are one outage", "[disruptions]") {
    const auto clock = make<ClockPolicy>("scheduled", windows({{20_d, 5_d}, {1_d, 3_d}, {2_d, 4_d}, {6_d, 1_d}}));
    REQUIRE(clock);
    const std::vector<ClockMove> moves = moves_of(*clock, 10);
    REQUIRE(moves.size() == 4);
    CHECK(moves[0].at == Time::at(1_d));
    CHECK(moves[1].at == Time::at(7_d));
    CHECK(moves[1].severity == 0);
    CHECK(moves[2].at == Time::at(20_d));
    CHECK(clock->mean_outage() == Approx(5.5 * 86'400e6));
    Report report;
    make<ClockPolicy>("scheduled", Given().map("outages", Given().set("from", Time::at(2_d))), report);
    CHECK(report.mistakes.size() == 1);
}

TEST_CASE("clock trace: dates, times since the start, and the least capacity where rows overlap", "[disruptions]") {
    const auto clock = make<ClockPolicy>("trace", Given().file("file", {{"from", "until", "for", "capacity"},
                                                                        {"2026-01-06", "2026-01-10", "", "60 %"},
                                                                        {"3 d", "", "48 h", "0.2"},
                                                                        {"20", "", "1 wk", ""}}));
    REQUIRE(clock);
    const std::vector<ClockMove> moves = moves_of(*clock, 10);
    REQUIRE(moves.size() == 5);
    CHECK(moves[0].at == Time::at(1_d));
    CHECK(moves[0].capacity == 0.6);
    CHECK(moves[1].at == Time::at(3_d));
    CHECK(moves[1].capacity == 0.2);
    CHECK(moves[2].at == Time::at(5_d));
    CHECK(moves[2].severity == 0);
    CHECK(std::isnan(moves[3].capacity));
    CHECK(moves[4].at == Time::at(27_d));
    for (const char* wrong : {"tomorrow", "-3 d", "5 parsecs"}) {
        Report report;
        make<ClockPolicy>("trace", Given().file("file", {{"from", "for"}, {wrong, "1 d"}}), report);
        INFO(wrong);
        CHECK(report.mistakes.size() == 1);
    }
}

TEST_CASE("cells of outages: durations, instants and shares", "[disruptions]") {
    CHECK(clock::duration_in("36h") == 36_h);
    CHECK(clock::duration_in(" 1.5 ") == 36_h);
    CHECK_FALSE(clock::duration_in("0 d"));
    CHECK(clock::instant_in("2026-01-05 12:00", 20'458) == Time::at(12_h));
    CHECK(clock::share_in("30 %") == 0.3);
    CHECK_FALSE(clock::share_in("130 %"));
}
