#include "policies/distribution/alias_table.hpp"
#include "sim/policy/arrivals.hpp"
#include "sim/policy/catalog.hpp"

#include <algorithm>
#include <functional>

namespace backstock::arrivals {
namespace {

// A member costs 16 bytes, and every thread that plays replications has its own.
constexpr double most_members = 1e7;

// Members visit independently, each at intervals of the same law. At time 0 they are in the midst of an interval:
// a point in time falls into an interval with a probability in proportion to its length, and anywhere within it.
class Population : public ArrivalProcess {
public:
    Population(std::uint64_t size, std::unique_ptr<const Law> every)
        : size_(size), every_(std::move(every)), lengths_(lengths_of(*every_)), by_length_(lengths_) {}

    std::uint64_t members() const override { return size_; }
    Arrival first(ArrivalState& state) const override {
        state.members.clear();
        state.members.reserve(size_);
        for (std::uint64_t member = 0; member < size_; ++member) {
            const double interval = lengths_[by_length_.draw(state.stream)];
            const double rest = interval * uniform01(state.stream);
            state.members.emplace_back(Time::at(Duration::nearest(rest)), member);
        }
        std::make_heap(state.members.begin(), state.members.end(), std::greater<>());
        return soonest(state);
    }

    Arrival next(ArrivalState& state) const override {
        std::pop_heap(state.members.begin(), state.members.end(), std::greater<>());
        state.members.back().first = state.next.at + draw_duration(*every_, state.stream);
        std::push_heap(state.members.begin(), state.members.end(), std::greater<>());
        return soonest(state);
    }

private:
    // The law by 1,024 equally likely values.
    static std::vector<double> lengths_of(const Law& law) {
        constexpr int parts = 1024;
        std::vector<double> lengths;
        for (int i = 0; i < parts; ++i) lengths.push_back(law.quantile((i + 0.5) / parts));
        return lengths;
    }
    static Arrival soonest(const ArrivalState& state) {
        Arrival arrival;
        arrival.at = state.members.front().first;
        arrival.customer = state.members.front().second;
        return arrival;
    }

    std::uint64_t size_;
    std::unique_ptr<const Law> every_;
    std::vector<double> lengths_;
    distribution::AliasTable by_length_;
};

std::unique_ptr<const ArrivalProcess> make(Settings& settings) {
    const std::int64_t size =
        settings.integer("size", required, "how many customers there are, at most 10 million", Bounds{1, most_members});
    auto every = settings.law("every", Dimension::duration, required, "time between two visits of the same customer");
    if (!every || settings.describing() || size < 1) return nullptr;
    if (every->mean() < 1 || !(every->quantile(0.999) >= 1)) {
        settings.refuse("every", "must be longer than 0 on average");
        return nullptr;
    }
    return std::make_unique<Population>(static_cast<std::uint64_t>(size), std::move(every));
}

}  // namespace

void add_population(Catalog& catalog) {
    catalog.add<ArrivalProcess>("population",
                                "A fixed number of customers who come back again and again; at the start each is in "
                                "the midst of an interval.",
                                make);
}

}  // namespace backstock::arrivals
