#include "sim/policy/catalog.hpp"
#include "sim/policy/notification.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace backstock::notification {
namespace {

// What a user may ask for; the other notices follow from other settings.
constexpr Notice events[] = {Notice::backordered, Notice::delayed, Notice::sooner, Notice::shipped, Notice::cancelled};

struct Effects {
    Money cost;
    double cancels = 0;
    double lengthens = 0;
};

class Updates : public NotificationPolicy {
public:
    Updates(unsigned told, Duration every, Duration least_move, Effects effects)
        : told_(told), every_(every), least_move_(least_move), effects_(effects) {}
    bool tells(Notice notice) const override { return (told_ >> static_cast<unsigned>(notice) & 1U) != 0; }
    Duration every() const override { return every_; }
    Duration least_move() const override { return least_move_; }
    Money cost() const override { return effects_.cost; }
    double cancels() const override { return effects_.cancels; }
    double lengthens() const override { return effects_.lengthens; }

private:
    unsigned told_;
    Duration every_;
    Duration least_move_;
    Effects effects_;
};

constexpr unsigned bit(Notice notice) { return 1U << static_cast<unsigned>(notice); }

unsigned told_in(Settings& settings) {
    const std::vector<std::string> words = settings.texts(
        "on",
        "what customers are told of when it happens: backordered, delayed (the promise has moved to later), sooner, "
        "shipped, cancelled; absent: backordered, delayed and shipped");
    if (settings.describing() || !settings.has("on"))
        return bit(Notice::backordered) | bit(Notice::delayed) | bit(Notice::shipped);
    unsigned told = 0;
    for (const std::string& word : words) {
        const auto* found = std::find_if(std::begin(events), std::end(events), [&](Notice notice) {
            return notices[static_cast<std::size_t>(notice)] == word;
        });
        if (found == std::end(events)) {
            settings.refuse(
                "on", "expected some of backordered, delayed, sooner, shipped, cancelled; there is no '" + word + "'");
            continue;
        }
        told |= bit(*found);
    }
    return told;
}

std::unique_ptr<const NotificationPolicy> make(Settings& settings) {
    const auto every =
        settings.duration("every", optional, "time between regular updates of those who wait; absent: none", positive);
    const unsigned told = told_in(settings);
    const Duration least_move = settings.duration(
        "moved_by", 1_d, "a promise is told anew once it has moved by so much; a promise that passes always is");
    const Effects effects{
        .cost = settings.money("cost", Money::zero(), "of each notice"),
        .cancels = settings.share("cancels", 0, "share of the customers told of a delay who cancel at once"),
        .lengthens = settings.share("lengthens", 0,
                                    "by what share of itself the waiting patience left grows when a customer told of a "
                                    "delay goes on waiting",
                                    not_negative)};
    return std::make_unique<Updates>(told, every.value_or(Duration::zero()), least_move, effects);
}

}  // namespace

void add_updates(Catalog& catalog) {
    catalog.add<NotificationPolicy>("updates",
                                    "Tells customers how their order stands, now and then and when it changes.", make);
}

}  // namespace backstock::notification
