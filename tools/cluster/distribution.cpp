#include "tools/cluster/distribution.hpp"

#include "scenarios/problems.hpp"
#include "tools/interruption.hpp"
#include "tools/progress_line.hpp"
#include "tools/study_crew.hpp"
#include "tools/study_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <thread>
#include <type_traits>

namespace backstock {
namespace {

using namespace std::chrono_literals;

// What is sent: a word, then the parts that belong to it.
class Letter {
public:
    Letter() = default;
    explicit Letter(std::string bytes) : bytes_(std::move(bytes)) {}

    template<class T>
    Letter& put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return *this;
    }
    Letter& put(const std::string& text) {
        put(static_cast<std::uint64_t>(text.size()));
        bytes_ += text;
        return *this;
    }
    Letter& put(const std::vector<double>& values) {
        put(static_cast<std::uint64_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
        return *this;
    }

    template<class T>
    T get() {
        T value;
        std::memcpy(&value, take(sizeof value), sizeof value);
        return value;
    }
    std::string text() {
        const auto size = get<std::uint64_t>();
        return {take(size), size};
    }
    std::vector<double> values() {
        const auto size = get<std::uint64_t>();
        const char* const bytes = take(size * sizeof(double));
        std::vector<double> values(size);
        if (size > 0) std::memcpy(values.data(), bytes, size * sizeof(double));
        return values;
    }
    const std::string& bytes() const { return bytes_; }

private:
    const char* take(std::size_t size) {
        if (size > bytes_.size() - at_) throw std::runtime_error("a rank sent a message that can't be read");
        const char* start = bytes_.data() + at_;
        at_ += size;
        return start;
    }
    std::string bytes_;
    std::size_t at_ = 0;
};

enum class Word : std::uint8_t { ready, played, failed, bad_input, play, stop, gone };

std::string played_message(const Unit& unit, const PlayedUnit& played) {
    return Letter()
        .put(Word::played)
        .put(unit)
        .put(played.bytes)
        .put(played.values.num)
        .put(played.values.den)
        .put(played.values.is_ratio)
        .bytes();
}

// The leader's view of the others.
class Followers {
public:
    Followers(Ranks& ranks, Crew& crew) : ranks_(ranks), crew_(crew) {}

    // Answers what has come. False where nothing had.
    bool attend() {
        std::optional<Ranks::Message> message = ranks_.receive();
        if (!message) return false;
        Letter parcel(std::move(message->text));
        switch (parcel.get<Word>()) {
            case Word::played: take(message->from, parcel); break;
            case Word::bad_input:
                crew_.failed(std::make_exception_ptr(BadInput({Problem{.message = parcel.text()}})));
                break;
            case Word::failed: crew_.failed(std::make_exception_ptr(std::runtime_error(parcel.text()))); break;
            default: break;
        }
        idle_.insert(message->from);
        return true;
    }

    // Gives work to all who have none.
    void employ() {
        for (auto rank = idle_.begin(); rank != idle_.end();) {
            std::optional<Unit> unit = crew_.try_next();
            if (!unit) unit = late_unit(*rank);
            if (!unit) return;
            under_way_[*rank] = *unit;
            ranks_.send(*rank, Letter().put(Word::play).put(*unit).bytes());
            rank = idle_.erase(rank);
        }
    }

    // What is still on its way is received before the ranks part: whoever sends it would wait for ever.
    void dismiss() {
        for (int rank = 1; rank < ranks_.size(); ++rank) ranks_.send(rank, Letter().put(Word::stop).bytes());
        for (int here = ranks_.size() - 1; here > 0;) {
            std::optional<Ranks::Message> message = ranks_.receive();
            if (!message)
                std::this_thread::sleep_for(1ms);
            else if (Letter(std::move(message->text)).get<Word>() == Word::gone)
                --here;
        }
    }

private:
    void take(int from, Letter& parcel) {
        const auto unit = parcel.get<Unit>();
        PlayedUnit played;
        played.bytes = parcel.text();
        played.values.num = parcel.values();
        played.values.den = parcel.values();
        played.values.is_ratio = parcel.get<bool>();
        under_way_.erase(from);
        crew_.finished(unit, played);
    }

    // A unit that another rank has had for long, where nothing else is left: once more, not thrice.
    std::optional<Unit> late_unit(int rank) {
        for (const auto& [other, unit] : under_way_) {
            if (other == rank || !twice_.insert(unit).second) continue;
            return unit;
        }
        return std::nullopt;
    }

    Ranks& ranks_;
    Crew& crew_;
    std::set<int> idle_;
    std::map<int, Unit> under_way_;  // by rank
    std::set<Unit> twice_;
};

// Rank 0's own player, on a thread of its own.
class OwnPlayer {
public:
    OwnPlayer(const StudyWork& work, Crew& crew, ProgressLine& line)
        : thread_([&] { play_units(work, crew, &line); }) {}
    ~OwnPlayer() { thread_.join(); }

private:
    std::thread thread_;
};

std::string failure(const std::exception& error) {
    return Letter().put(Word::failed).put(std::string(error.what())).bytes();
}

}  // namespace

void lead(Ranks& ranks, const StudyWork& work, Schedule& schedule, UnitFile& units, bool show_progress) {
    std::string announced = Letter().put(work.terms()).put(work.text()).bytes();
    ranks.broadcast(announced);
    ProgressLine line(units_left(schedule), work.common().run.horizon, show_progress);
    Crew crew(schedule, units, line.progress());
    Followers followers(ranks, crew);
    {
        const OwnPlayer own(work, crew, line);
        auto pause = 100us;
        while (crew.open()) {
            bool came = false;
            try {
                Interruption::check();
                came = followers.attend();
                followers.employ();
            } catch (...) {
                crew.failed(std::current_exception());
            }
            pause = came ? 100us : std::min<std::chrono::microseconds>(2 * pause, 5ms);
            if (!came) std::this_thread::sleep_for(pause);
        }
    }
    followers.dismiss();
    crew.conclude();
}

void call_off(Ranks& ranks) {
    std::string nothing;
    ranks.broadcast(nothing);
}

void follow(Ranks& ranks, ScenarioInput& input) {
    std::string announced;
    ranks.broadcast(announced);
    if (announced.empty()) return;
    Letter parcel(std::move(announced));
    const auto terms = parcel.get<UnitTerms>();
    const Study study = input.load_study_text(parcel.text(), "study.yaml");
    UnitPlayer player(study, terms, nullptr);
    ranks.send(0, Letter().put(Word::ready).bytes());
    auto pause = 100us;
    while (true) {
        std::optional<Ranks::Message> message = ranks.receive();
        if (!message) {
            std::this_thread::sleep_for(pause);
            pause = std::min<std::chrono::microseconds>(2 * pause, 5ms);
            continue;
        }
        pause = 100us;
        Letter order(std::move(message->text));
        if (order.get<Word>() == Word::stop) return ranks.send(0, Letter().put(Word::gone).bytes());
        const auto unit = order.get<Unit>();
        try {
            ranks.send(0, played_message(unit, player.play(unit)));
        } catch (const BadInput& bad) {
            ranks.send(0, Letter().put(Word::bad_input).put(std::string(bad.what())).bytes());
        } catch (const std::exception& error) {
            ranks.send(0, failure(error));
        }
    }
}

}  // namespace backstock
