#include "policies/prioritization/reserve.hpp"
#include "sim/policy/catalog.hpp"

#include <fmt/format.h>

#include <array>

namespace backstock::prioritization {
namespace {

/// Whether `a` goes before `b` by one key; the keys of a longest list.
struct Key {
    std::string_view name;
    bool (*before)(const WaitingView& a, const WaitingView& b);
};
constexpr std::array<Key, 8> keys{{
    {"tier", [](const WaitingView& a, const WaitingView& b) { return a.tier < b.tier; }},
    {"promised", [](const WaitingView& a, const WaitingView& b) { return a.promised < b.promised; }},
    {"placed", [](const WaitingView& a, const WaitingView& b) { return a.placed < b.placed; }},
    {"waited", [](const WaitingView& a, const WaitingView& b) { return a.since < b.since; }},
    {"value", [](const WaitingView& a, const WaitingView& b) { return a.value > b.value; }},
    {"margin", [](const WaitingView& a, const WaitingView& b) { return a.margin > b.margin; }},
    {"quantity", [](const WaitingView& a, const WaitingView& b) { return a.quantity < b.quantity; }},
    {"random", [](const WaitingView& a, const WaitingView& b) { return a.chance < b.chance; }},
}};

class Rank : public PrioritizationPolicy {
public:
    Rank(std::vector<const Key*> by, std::optional<Reserve> reserve)
        : by_(std::move(by)), reserve_(std::move(reserve)) {}
    bool before(const WaitingView& a, const WaitingView& b) const override {
        for (const Key* key : by_) {
            if (key->before(a, b)) return true;
            if (key->before(b, a)) return false;
        }
        return false;
    }
    bool by_tier() const override { return !by_.empty() && by_.front() == &keys[0]; }
    const Reserve* reserve() const override { return reserve_ ? &*reserve_ : nullptr; }

private:
    std::vector<const Key*> by_;
    std::optional<Reserve> reserve_;
};

std::unique_ptr<const PrioritizationPolicy> make(Settings& settings) {
    settings.positional("by");
    std::vector<const Key*> by;
    std::string valid;
    for (const Key& key : keys) valid += fmt::format("{}{}", valid.empty() ? "" : ", ", key.name);
    for (const std::string& name : settings.texts(
             "by",
             "the keys, the first that differs decides: tier (best first), promised (earliest promised date "
             "first), placed (earliest order first), waited (longest wait here first), value (dearest order "
             "first), margin (the same, less what the goods cost), quantity (fewest units first), random; as "
             "things stood when the wait began")) {
        const Key* found = nullptr;
        for (const Key& key : keys)
            if (key.name == name) found = &key;
        if (found == nullptr)
            settings.refuse("by", fmt::format("unknown key '{}'; expected one of {}", name, valid));
        else
            by.push_back(found);
    }
    if (!settings.has("by")) settings.refuse("", "'by' is missing: the keys, such as by: [tier, placed]");
    return std::make_unique<Rank>(std::move(by), read_reserve(settings));
}

}  // namespace

void add_rank(Catalog& catalog) {
    catalog.add<PrioritizationPolicy>("rank", "By any keys: the first that differs decides who is served first.", make);
}

}  // namespace backstock::prioritization
