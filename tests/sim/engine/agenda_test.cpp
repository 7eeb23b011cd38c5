#include "sim/engine/agenda.hpp"

#include "tests/catch.hpp"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <tuple>
#include <vector>

using namespace backstock;

namespace {

Due fact(Phase phase, std::uint32_t row) { return {0, phase, 0, row}; }

std::vector<std::uint32_t> rows_until(Agenda& agenda, Time last_instant) {
    std::vector<std::uint32_t> rows;
    for (Due due; agenda.next(last_instant, due);) {
        rows.push_back(due.row);
    }
    return rows;
}

using Rows = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("Facts come by time", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(3_d), fact(Phase::close, 3));
    agenda.schedule(Time::at(1_d), fact(Phase::expire, 1));
    agenda.schedule(Time::at(2_d), fact(Phase::demand, 2));
    REQUIRE(rows_until(agenda, Time::never()) == Rows{1, 2, 3});
    REQUIRE(agenda.now() == Time::at(3_d));
    REQUIRE(agenda.empty());
}

TEST_CASE("Facts of one instant come by phase, then as scheduled", "[agenda]") {
    Agenda agenda;
    std::uint32_t row = 0;
    for (const Phase phase :
         {Phase::expire, Phase::ship, Phase::demand, Phase::receive, Phase::disrupt, Phase::close}) {
        agenda.schedule(Time::at(1_d), fact(phase, row++));
        agenda.schedule(Time::at(1_d), fact(phase, row++));
    }
    REQUIRE(rows_until(agenda, Time::never()) == Rows{10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1});
}

TEST_CASE("Reviews of one instant go by row, then as scheduled", "[agenda]") {
    for (const Phase phase : {Phase::review, Phase::late_review}) {
        Agenda agenda;
        std::uint32_t generation = 0;
        for (const std::uint32_t row : {7U, 3U, 5U, 3U, 4'000'000'000U, 0U, 3U}) {
            agenda.schedule(Time::at(1_d), {1, phase, generation++, row});
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> got;
        for (Due due; agenda.next(Time::never(), due);) {
            got.emplace_back(due.row, due.generation);
            if (due.row == 3 && due.generation == 1) {  // one that follows upstream, one back downstream
                agenda.schedule(agenda.now(), {1, phase, generation++, 6});
                agenda.schedule(agenda.now(), {1, phase, generation++, 1});
            }
        }
        const std::vector<std::pair<std::uint32_t, std::uint32_t>> expected = {
            {0, 5}, {3, 1}, {1, 8}, {3, 3}, {3, 6}, {5, 2}, {6, 7}, {7, 0}, {4'000'000'000U, 4}};
        REQUIRE((got == expected));
    }
}

TEST_CASE("A fact may follow at its own instant, in an earlier phase too", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(1_h), fact(Phase::demand, 1));
    agenda.schedule(Time::at(1_h), fact(Phase::demand, 2));
    agenda.schedule(Time::at(2_h), fact(Phase::close, 5));
    Due due;
    REQUIRE(agenda.next(Time::never(), due));
    REQUIRE(due.row == 1);
    agenda.schedule(agenda.now(), fact(Phase::expire, 4));
    agenda.schedule(agenda.now(), fact(Phase::receive, 3));
    REQUIRE(rows_until(agenda, Time::never()) == Rows{3, 2, 4, 5});
}

TEST_CASE("The same holds when the fact was alone at its instant", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(1_h), fact(Phase::expire, 1));
    agenda.schedule(Time::at(2_h), fact(Phase::close, 4));
    Due due;
    REQUIRE(agenda.next(Time::never(), due));
    agenda.schedule(agenda.now(), fact(Phase::expire, 3));
    agenda.schedule(agenda.now(), fact(Phase::close, 2));
    REQUIRE(rows_until(agenda, Time::never()) == Rows{2, 3, 4});
}

TEST_CASE("Facts at time zero, before anything has run", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::zero(), fact(Phase::demand, 1));
    agenda.schedule(Time::zero(), fact(Phase::disrupt, 0));
    REQUIRE(agenda.size() == 2);
    REQUIRE(rows_until(agenda, Time::zero()) == Rows{0, 1});
}

TEST_CASE("A run stops at the last instant wanted, and the present stays", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(10), fact(Phase::demand, 1));
    agenda.schedule(Time::at(20), fact(Phase::demand, 3));
    REQUIRE(rows_until(agenda, Time::at(9)).empty());
    REQUIRE(rows_until(agenda, Time::at(19)) == Rows{1});
    REQUIRE(agenda.now() == Time::at(10));
    agenda.schedule(Time::at(15), fact(Phase::demand, 2));
    agenda.schedule(Time::at(10), fact(Phase::demand, 9));
    REQUIRE(rows_until(agenda, Time::at(9)).empty());  // what waits at the present is not before it
    REQUIRE(rows_until(agenda, Time::at(20)) == Rows{9, 2, 3});
}

TEST_CASE("The clock passes what nothing is due in", "[agenda]") {
    Agenda agenda;
    REQUIRE(agenda.pass_to(Time::at(1_d)));
    REQUIRE(agenda.now() == Time::at(1_d));
    agenda.schedule(Time::at(3_d), fact(Phase::demand, 3));
    agenda.schedule(Time::at(2_d), fact(Phase::demand, 2));
    REQUIRE_FALSE(agenda.pass_to(Time::at(3_d)));
    REQUIRE_FALSE(agenda.pass_to(Time::at(2_d)));  // beside it: its phase decides
    REQUIRE(agenda.now() == Time::at(1_d));
    REQUIRE(rows_until(agenda, Time::at(2_d)) == Rows{2});
    REQUIRE(agenda.pass_to(Time::at(2_d) + 1_h));
    REQUIRE(agenda.now() == Time::at(2_d) + 1_h);
    REQUIRE(rows_until(agenda, Time::never()) == Rows{3});
}

TEST_CASE("Never does not come, unless it is asked for", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::never(), fact(Phase::demand, 1));
    REQUIRE(rows_until(agenda, Time::at(1'000'000 * 1_d)).empty());
    REQUIRE(agenda.size() == 1);
    REQUIRE(rows_until(agenda, Time::never()) == Rows{1});
}

TEST_CASE("Nothing can be scheduled in the past", "[agenda]") {
    Agenda agenda;
    REQUIRE_THROWS_AS(agenda.schedule(Time::at(-1), fact(Phase::demand, 1)), BrokenLaw);
    agenda.schedule(Time::at(5), fact(Phase::demand, 1));
    rows_until(agenda, Time::never());
    REQUIRE_THROWS_AS(agenda.schedule(Time::at(4), fact(Phase::demand, 1)), BrokenLaw);
    REQUIRE_NOTHROW(agenda.schedule(Time::at(5), fact(Phase::demand, 1)));
}

TEST_CASE("A fact comes out as it went in", "[agenda]") {
    Agenda agenda;
    const Due extreme{255, Phase::expire, Due::generation_mask, 0xFFFF'FFFF};
    const Due plain{1, Phase::close, 77, 0};
    agenda.schedule(Time::at(1), extreme);
    agenda.schedule(Time::at(2), plain);
    Due due;
    REQUIRE(agenda.next(Time::never(), due));
    REQUIRE((due == extreme));
    REQUIRE(agenda.next(Time::never(), due));
    REQUIRE((due == plain));
    agenda.schedule(agenda.now(), extreme);
    REQUIRE(agenda.next(Time::never(), due));
    REQUIRE((due == extreme));
}

TEST_CASE("Stale facts are counted and swept when they are the greater part", "[agenda]") {
    Agenda agenda;
    for (std::uint32_t row = 0; row < 4000; ++row) {
        agenda.schedule(Time::at(1_d + Duration::us(row)), fact(Phase::expire, row));
    }
    for (int i = 0; i < 2000; ++i) {
        agenda.retire();
    }
    REQUIRE_FALSE(agenda.wants_sweep());
    agenda.retire();
    REQUIRE(agenda.wants_sweep());
    agenda.skipped();
    REQUIRE_FALSE(agenda.wants_sweep());
    agenda.retire();
    const auto odd = [](Due due) { return due.row % 2 == 1; };
    REQUIRE(agenda.remove_if(odd) == 2000);
    REQUIRE(agenda.size() == 2000);
    REQUIRE_FALSE(agenda.wants_sweep());
    const Rows rest = rows_until(agenda, Time::never());
    REQUIRE(rest.size() == 2000);
    REQUIRE(std::is_sorted(rest.begin(), rest.end()));
    REQUIRE(std::none_of(rest.begin(), rest.end(), [](std::uint32_t row) { return row % 2 == 1; }));
}

TEST_CASE("Few stale facts are not worth a sweep", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(1), fact(Phase::expire, 1));
    for (int i = 0; i < 1024; ++i) {
        agenda.retire();
    }
    REQUIRE_FALSE(agenda.wants_sweep());
}

TEST_CASE("A cleared agenda starts at zero", "[agenda]") {
    Agenda agenda;
    agenda.schedule(Time::at(5), fact(Phase::demand, 1));
    agenda.schedule(Time::at(5), fact(Phase::demand, 2));
    agenda.schedule(Time::at(7), fact(Phase::demand, 3));
    Due due;
    REQUIRE(agenda.next(Time::never(), due));
    agenda.clear();
    REQUIRE(agenda.empty());
    REQUIRE(agenda.now() == Time::zero());
    agenda.schedule(Time::at(1), fact(Phase::demand, 4));
    REQUIRE(rows_until(agenda, Time::never()) == Rows{4});
}

namespace {

// The agenda as one would define it: a list of all that is pending, searched for the least.
class Definition {
public:
    void schedule(Time at, Due due) { pending_.push_back({at, due, scheduled_++}); }
    bool next(Time last_instant, Time& now, Due& due) {
        const auto rank = [](const Entry& e) {
            return std::tuple(e.at, e.due.phase, goes_by_row(e.due.phase) ? e.due.row : 0, e.number);
        };
        const auto least = std::min_element(pending_.begin(), pending_.end(),
                                            [&](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
        if (least == pending_.end() || least->at > last_instant) {
            return false;
        }
        now = least->at;
        due = least->due;
        pending_.erase(least);
        return true;
    }
    template<class Predicate>
    std::size_t remove_if(Predicate predicate) {
        return std::erase_if(pending_, [&](const Entry& e) { return predicate(e.due); });
    }
    std::size_t size() const { return pending_.size(); }
    bool is_free_until(Time last_instant) const {
        return std::none_of(pending_.begin(), pending_.end(), [&](const Entry& e) { return e.at <= last_instant; });
    }

private:
    struct Entry {
        Time at;
        Due due;
        std::uint64_t number;
    };
    std::vector<Entry> pending_;
    std::uint64_t scheduled_ = 0;
};

class Twins {
public:
    Twins(std::uint64_t seed, std::int64_t reach, std::size_t most) : chance_(seed), reach_(reach), most_(most) {}

    // One random step on both; throws a failed check when they differ.
    void step() {
        const auto choice = chance_() % 100;
        if (choice < 52 && definition_.size() < most_) {
            schedule_some();
        } else if (choice < 60) {
            pass();
        } else if (choice < 98) {
            take_one();
        } else if (choice == 98) {
            const auto rest = chance_() % 5;
            const auto stale = [&](Due due) { return due.generation % 5 == rest; };
            REQUIRE(agenda_.remove_if(stale) == definition_.remove_if(stale));
        } else {
            const Agenda checkpoint = agenda_;
            agenda_ = checkpoint;
        }
        REQUIRE(agenda_.size() == definition_.size());
    }
    std::size_t passed() const { return passed_; }

private:
    // Nothing may be passed by; what is free may be refused.
    void pass() {
        const Time to = agenda_.now() + Duration::us(static_cast<std::int64_t>(chance_() % 8) * reach_ / 800);
        const Time before = agenda_.now();
        const bool passed = agenda_.pass_to(to);
        if (passed) REQUIRE(definition_.is_free_until(to));
        REQUIRE(agenda_.now() == (passed ? to : before));
        passed_ += passed;
    }
    void schedule_some() {
        for (auto count = 1 + chance_() % 3; count != 0; --count) {
            const bool at_once = chance_() % 4 == 0;
            const auto lag = at_once ? 0 : static_cast<std::int64_t>(chance_() % static_cast<std::uint64_t>(reach_));
            const Due due{static_cast<std::uint8_t>(chance_()), static_cast<Phase>(chance_() % phase_count), number_++,
                          static_cast<std::uint32_t>(chance_() % 6)};
            agenda_.schedule(agenda_.now() + Duration::us(lag), due);
            definition_.schedule(agenda_.now() + Duration::us(lag), due);
        }
    }
    void take_one() {
        const Time until = chance_() % 3 == 0 ? agenda_.now() + Duration::us(reach_ / 8) : Time::never();
        Due due, expected;
        Time at = agenda_.now();
        const bool some = agenda_.next(until, due);
        REQUIRE(some == definition_.next(until, at, expected));
        REQUIRE(agenda_.now() == at);
        if (some) {
            REQUIRE((due == expected));
        }
    }

    std::mt19937_64 chance_;
    std::int64_t reach_;
    std::size_t most_;
    std::size_t passed_ = 0;
    std::uint32_t number_ = 0;
    Agenda agenda_;
    Definition definition_;
};

}  // namespace

TEST_CASE("The agenda agrees with its definition under any history", "[agenda]") {
    for (const std::int64_t reach : std::initializer_list<std::int64_t>{2, 10, 200, 100'000, 86'400'000'000}) {
        for (const std::size_t most : {3U, 400U}) {
            CAPTURE(reach, most);
            Twins twins(static_cast<std::uint64_t>(reach), reach, most);
            for (int i = 0; i < 8'000; ++i) {
                twins.step();
            }
            REQUIRE((twins.passed() > 0 || most > 3));
        }
    }
}

TEST_CASE("A copy of the agenda is a checkpoint", "[agenda]") {
    Agenda agenda;
    for (std::uint32_t row = 0; row < 5000; ++row) {
        agenda.schedule(Time::at(static_cast<std::int64_t>(row * 7919U % 1000U)), fact(Phase::demand, row));
    }
    Due due;
    for (int i = 0; i < 1003; ++i) {  // in the middle of an instant
        REQUIRE(agenda.next(Time::never(), due));
    }
    Agenda copy = agenda;
    REQUIRE(rows_until(copy, Time::never()) == rows_until(agenda, Time::never()));
}
