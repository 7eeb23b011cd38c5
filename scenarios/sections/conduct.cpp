#include "scenarios/sections/sections.hpp"

#include <cmath>

namespace backstock {
namespace {

void read_patience(Sheet& s, Conduct& conduct) {
    s.part("patience", "how long they put up with waiting; absent: for ever", [&](Sheet& patience) {
        conduct.quoted_patience =
            patience.kept_law("quoted", Dimension::duration, "the longest quoted wait that they accept when ordering");
        conduct.waiting_patience =
            patience.kept_law("waiting", Dimension::duration, "how long they wait for stock before they cancel");
        conduct.uninformed = patience.share(
            "uninformed", 1, "what remains of the waiting patience left when a promised date passes without a notice");
        if (patience.has("uninformed") && !patience.has("waiting"))
            patience.refuse("uninformed", "there is no 'waiting' patience that it could shorten");
    });
}

// Alerts: {share, converts, within}.
void read_alert(Sheet& alert, Reactions& reactions) {
    alert.positional("share");
    reactions.shares[static_cast<std::size_t>(Reaction::alert)] =
        alert.share("share", 0, "who leave an address, to be told when goods are there");
    reactions.converts = alert.share("converts", 0, "of those who are told, who order again");
    reactions.within = alert.duration("within", optional, "how long an address is of use; absent: for ever");
}

void read_retry(Sheet& retry, Reactions& reactions) {
    retry.positional("share");
    reactions.shares[static_cast<std::size_t>(Reaction::retry)] = retry.share("share", 0, "who come again");
    reactions.retry_after = retry.duration("after", 1_d, "how long until they do", positive);
    reactions.retries = retry.integer("times", 1, "how often, until they are served", Bounds{1, 1e6});
}

Reactions read_reactions(Sheet& s) {
    Reactions reactions;
    const std::size_t before = s.mistakes();
    const auto at = [&](Reaction reaction) -> double& { return reactions.shares[static_cast<std::size_t>(reaction)]; };
    at(Reaction::wait) = s.share(
        "wait", 0,
        "who wait, where the shop offers it and quotes a date within their patience; otherwise they do as the others, "
        "in proportion");
    at(Reaction::substitute) = s.share("substitute", 0, "who take another item, see `substitutes` of the item");
    s.part("alert", "who leave an address, to be told when goods are there",
           [&](Sheet& alert) { read_alert(alert, reactions); });
    s.part("retry", "who come again later", [&](Sheet& retry) { read_retry(retry, reactions); });
    double sum = 0;
    for (const double share : reactions.shares) sum += share;
    const auto leave = s.share("leave", optional, "who leave for good; absent: the rest");
    at(Reaction::leave) = leave.value_or(std::fmax(0, 1 - sum));
    sum += leave.value_or(0);
    const bool sums_up = leave ? std::fabs(sum - 1) <= 1e-6 : sum <= 1 + 1e-6;
    if (!sums_up && s.mistakes() == before && !s.describing())
        s.refuse("", leave ? "the shares must come to 100 %" : "the shares must come to at most 100 %");
    return reactions;
}

Loyalty read_loyalty(Sheet& s) {
    Loyalty loyalty;
    loyalty.after_stockout =
        s.share("lost_after_stockout", 0, "who never come back after an order of which nothing was accepted");
    loyalty.after_late =
        s.share("lost_after_late", 0, "who never come back after an order that shipped after its first promised date");
    loyalty.after_cancellation =
        s.share("lost_after_cancellation", 0, "who never come back after an order that was cancelled");
    loyalty.market = static_cast<std::uint64_t>(s.integer(
        "market", 0,
        "how many customers there are, each equally likely to be the next who comes: those who are lost stay away; "
        "0: without limit",
        Bounds{0, 1e8}));
    return loyalty;
}

Contacts read_contacts(Sheet& s) {
    Contacts contacts;
    const double per_week =
        s.number("per_waiting_week", required, "questions of a waiting order in a week, on average", not_negative);
    const auto informed = s.number("if_informed", optional,
                                   "the same while the shop has told how things stand; absent: the same", not_negative);
    contacts.per_day = per_week / 7;
    contacts.per_day_if_informed = informed.value_or(per_week) / 7;
    contacts.cost = s.money("cost", Money::zero(), "of each question");
    return contacts;
}

}  // namespace

void read_conduct(Sheet& s, Conduct& conduct) {
    read_patience(s, conduct);
    s.part("if_unavailable", "what share of them does what when stock does not cover their order; absent: all wait",
           [&](Sheet& part) { conduct.reactions = read_reactions(part); });
    s.part("loyalty", "what share of them never comes back after what",
           [&](Sheet& part) { conduct.loyalty = read_loyalty(part); });
    s.part("contacts", "how often they ask where their goods are",
           [&](Sheet& part) { conduct.contacts = read_contacts(part); });
}

std::optional<Returns> read_returns(Sheet& s, std::string_view doc) {
    std::optional<Returns> returns;
    s.part("returns", doc, [&](Sheet& part) {
        returns.emplace();
        returns->share =
            part.share("share", required, "of delivered units, each by itself; of a divisible item, of deliveries");
        returns->after =
            part.kept_law("after", Dimension::duration, "from delivery until they are back; absent: no time");
        returns->restock = part.share("restock", 1, "of them goes back to the shelf; the rest is written off");
        returns->refund = part.share("refund", 1, "of the price that is paid back");
    });
    return returns;
}

}  // namespace backstock
