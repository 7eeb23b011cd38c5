#pragma once
// Those who watch: KPIs, timelines, traces, files. The model tells what happened and does not know who listens.
//
// An observer is any object with functions `saw(const Fact&, Time)` for the facts it cares about; there is no base
// class. It hears exactly those facts, in the order in which observers were added. A fact that nobody
// hears costs one comparison.

#include "sim/base/time.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace backstock {

// Whether an object can be told of a fact.
template<class Observer, class Fact>
concept Hears = requires(Observer& observer, const Fact& fact, Time now) {
    observer.saw(fact, now);
};

// The listeners to a closed list of facts, each named once.
template<class... Facts>
class Observers {
public:
    // Subscribes the observer to every fact that it has a `saw` for. It must outlive this object and all its copies,
    // and must change nothing in the model. An observer that hears none of the facts does not compile.
    template<class Observer>
    requires(Hears<Observer, Facts> || ...) void add(Observer& observer) { (subscribe<Facts>(observer), ...); }
    // A temporary would be gone before the first fact.
    template<class Observer>
    void add(const Observer&&) = delete;

    template<class Fact>
    void tell(const Fact& fact, Time now) const {
        for (const Listener<Fact>& listener : std::get<std::vector<Listener<Fact>>>(listeners_)) {
            listener.saw(listener.observer, fact, now);
        }
    }

    // Whether anybody hears this fact: spares the work of preparing one.
    template<class Fact>
    bool anyone_hears() const {
        return !std::get<std::vector<Listener<Fact>>>(listeners_).empty();
    }

    // Whether everybody who hears one of the parts hears the whole too: then the whole may be told in their place.
    template<class Whole, class... Parts>
    bool content_with() const {
        return (all_hear<Whole>(std::get<std::vector<Listener<Parts>>>(listeners_)) && ...);
    }

private:
    template<class Fact>
    struct Listener {
        void* observer;
        void (*saw)(void* observer, const Fact& fact, Time now);
    };

    template<class Whole, class Listeners>
    bool all_hear(const Listeners& of_part) const {
        const auto& of_whole = std::get<std::vector<Listener<Whole>>>(listeners_);
        return std::all_of(of_part.begin(), of_part.end(), [&](const auto& one) {
            return std::any_of(of_whole.begin(), of_whole.end(),
                               [&](const auto& other) { return other.observer == one.observer; });
        });
    }

    template<class Fact, class Observer>
    void subscribe(Observer& observer) {
        if constexpr (Hears<Observer, Fact>) {
            std::get<std::vector<Listener<Fact>>>(listeners_)
                .push_back({&observer,
                            [](void* o, const Fact& fact, Time now) { static_cast<Observer*>(o)->saw(fact, now); }});
        }
    }

    std::tuple<std::vector<Listener<Facts>>...> listeners_;
};

}  // namespace backstock
