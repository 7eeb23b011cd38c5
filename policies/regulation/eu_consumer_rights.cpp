#include "sim/policy/catalog.hpp"
#include "sim/policy/regulation.hpp"

namespace backstock::regulation {
namespace {

struct Terms {
    Duration deliver_within;
    Duration additional;
    double terminates = 0;
    Duration withdrawal;
};

// Past the date the customer sets a time that is appropriate; past that too, the contract can be ended.
class ConsumerRights : public RegulationPolicy {
public:
    explicit ConsumerRights(const Terms& terms) : terms_(terms) {}

    Deadline first(Time now, Time promised, Duration transit) const override {
        const Time due = promised == Time::never() ? now + terms_.deliver_within : promised + transit;
        return {due, due};
    }

    DelayRuling rule(const DelayView& view) const override {
        const Time end = view.now + terms_.additional;
        if (view.stage == 0) return {.next = {end, end}, .stage = 1};
        return {.ends = terms_.terminates, .ends_at = view.now, .stage = view.stage + 1};
    }

    Duration withdrawal() const override { return terms_.withdrawal; }

private:
    Terms terms_;
};

std::unique_ptr<const RegulationPolicy> make(Settings& settings) {
    Terms terms;
    terms.deliver_within = settings.duration(
        "deliver_within", 30_d,
        "when an order must be delivered where no date was agreed, Directive 2011/83/EU, article 18(1)", positive);
    terms.additional = settings.duration(
        "additional", 14_d,
        "the additional time that customers set once the date has passed, article 18(2); its length is an assumption");
    terms.terminates = settings.share(
        "terminates", 0.5, "share of customers who end the contract when that time has passed too; an assumption");
    terms.withdrawal = settings.duration(
        "withdrawal", 14_d,
        "goods sent back within this time from delivery are paid back in full, whatever `returns` says, article 9(1)");
    return std::make_unique<ConsumerRights>(terms);
}

}  // namespace

void add_eu_consumer_rights(Catalog& catalog) {
    catalog.add<RegulationPolicy>(
        "eu_consumer_rights",
        "The European Union's Consumer Rights Directive (2011/83/EU, read 2026-11): deliver by the agreed date or "
        "within 30 days; after an additional time customers may end the contract and are paid back; 14 days to send "
        "goods back.",
        make);
}

}  // namespace backstock::regulation
