#include "sim/engine/observers.hpp"

#include "tests/catch.hpp"

#include <string>
#include <vector>

using namespace backstock;

namespace {

struct Placed {
    int order;
};
struct Shipped {
    int order;
};
struct Lost {};

using Watchers = Observers<Placed, Shipped, Lost>;

struct Story {
    std::vector<std::string> lines;
    void saw(const Placed& fact, Time now) {
        lines.push_back("placed " + std::to_string(fact.order) + " at " + std::to_string(now.us()));
    }
    void saw(const Shipped& fact, Time) { lines.push_back("shipped " + std::to_string(fact.order)); }
};

struct Counter {
    int losses = 0;
    void saw(const Lost&, Time) { ++losses; }
};

struct Everything {
    int heard = 0;
    template<class Fact>
    void saw(const Fact&, Time) {
        ++heard;
    }
};

struct Deaf {
    void saw(int, Time) {}
};

template<class Observer>
concept CanBeAdded = requires(Watchers watchers, Observer observer) {
    watchers.add(observer);
};
template<class Observer>
concept CanBeAddedAsTemporary = requires(Watchers watchers) {
    watchers.add(Observer{});
};

}  // namespace

TEST_CASE("An observer hears exactly the facts that it has words for", "[observers]") {
    Watchers watchers;
    Story story;
    Counter counter;
    Everything everything;
    watchers.add(story);
    watchers.add(counter);
    watchers.add(everything);
    watchers.tell(Placed{7}, Time::at(3));
    watchers.tell(Lost{}, Time::at(4));
    watchers.tell(Shipped{7}, Time::at(5));
    REQUIRE(story.lines == std::vector<std::string>{"placed 7 at 3", "shipped 7"});
    REQUIRE(counter.losses == 1);
    REQUIRE(everything.heard == 3);
}

TEST_CASE("Nobody listens at first", "[observers]") {
    Watchers watchers;
    REQUIRE_NOTHROW(watchers.tell(Placed{1}, Time::zero()));
    REQUIRE_FALSE(watchers.anyone_hears<Lost>());
    Counter counter;
    watchers.add(counter);
    REQUIRE(watchers.anyone_hears<Lost>());
    REQUIRE_FALSE(watchers.anyone_hears<Placed>());
}

TEST_CASE("Observers hear in the order in which they were added", "[observers]") {
    struct Echo {
        std::vector<int>* heard;
        int name;
        void saw(const Placed&, Time) { heard->push_back(name); }
    };
    std::vector<int> heard;
    Echo first{&heard, 1}, second{&heard, 2};
    Watchers watchers;
    watchers.add(second);
    watchers.add(first);
    watchers.tell(Placed{1}, Time::zero());
    REQUIRE(heard == std::vector<int>{2, 1});
}

TEST_CASE("Who hears nothing, or would be gone at once, does not compile", "[observers]") {
    STATIC_REQUIRE(CanBeAdded<Story>);
    STATIC_REQUIRE(CanBeAdded<Everything>);
    STATIC_REQUIRE_FALSE(CanBeAdded<Deaf>);
    STATIC_REQUIRE_FALSE(CanBeAddedAsTemporary<Story>);
}
