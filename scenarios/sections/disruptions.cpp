#include "scenarios/sections/sections.hpp"
#include "sim/policy/clock.hpp"
#include "sim/policy/recovery.hpp"

namespace backstock {
namespace {

// Things may be named in the singular or the plural.
template<class Read>
void read_both(std::string_view one, std::string_view several, const Read& read) {
    read(one);
    read(several);
}

void read_names(Sheet& s, std::string_view key, Named named, std::string_view doc, std::vector<std::uint32_t>& all) {
    const std::size_t before = s.mistakes();
    const std::vector<std::uint32_t> read = s.references(key, named, doc);
    if (s.mistakes() == before) all.insert(all.end(), read.begin(), read.end());
}

void read_texts(Sheet& s, std::string_view key, std::string_view doc, std::vector<DisruptionDraft::Name>& all) {
    for (const std::string& text : s.texts(key, doc)) all.push_back({text, s.place_of(key)});
}

void read_strikes(Sheet& s, DisruptionDraft& drafted) {
    read_both("supplier", "suppliers",
              [&](std::string_view key) { read_names(s, key, Named::supplier, "suppliers", drafted.suppliers); });
    read_both("plant", "plants", [&](std::string_view key) {
        std::vector<std::uint32_t> plants;
        read_names(s, key, Named::plant,
                   "what plants make; what they have on the shelf still ships, unless the site is struck as a store",
                   plants);
        for (const std::uint32_t plant : plants)
            drafted.plants.push_back(s.find(Named::store, s.names(Named::plant)[plant], key));
    });
    read_both("store", "stores", [&](std::string_view key) {
        read_names(s, key, Named::store, "own sites: what they ship, and what they make", drafted.stores);
    });
    read_both("lane", "lanes", [&](std::string_view key) {
        read_texts(s, key, "lanes by their two ends, such as warehouse -> shop", drafted.lanes);
    });
    read_both("region", "regions", [&](std::string_view key) {
        read_texts(s, key, "every supplier and own site of a region", drafted.regions);
    });
    read_texts(s, "stock", "an item at a site, such as shop.dress or mill.dress", drafted.stock);
    read_texts(s, "demand", "segments of customers, or all", drafted.demand);
}

void read_effects(Sheet& s, Disruption& disruption) {
    const Bounds factor{0, 1000};
    disruption.left[static_cast<std::size_t>(Effect::capacity)] =
        s.share("capacity", 1.0, "what is left of it while struck");
    disruption.left[static_cast<std::size_t>(Effect::lead_time)] =
        s.number("lead_time", 1.0, "factor on lead times and transits that begin meanwhile", factor);
    disruption.left[static_cast<std::size_t>(Effect::yield)] = s.share(
        "yield", 1.0, "share of what suppliers send and plants make meanwhile that is good", Bounds{0, 1, true});
    disruption.left[static_cast<std::size_t>(Effect::demand)] =
        s.share("demand", 1.0, "factor on the demand of struck segments, or of the customers of struck stores", factor);
    disruption.destroys =
        s.share("destroys", 0.0, "share of the stock on hand and not allocated that is lost when an outage begins");
    disruption.scraps = s.word("work", {"pause", "scrap"}, 0, "work under way when capacity falls to 0 %") == 1;
    disruption.refuses = s.word("orders", {"queue", "refuse"}, 0, "purchases that reach a supplier at 0 %") == 1;
}

void read_knowledge(Sheet& s, Disruption& disruption) {
    disruption.detected =
        s.kept_law("detected", Dimension::duration, "how long until the buyer knows of an outage; absent: at once");
    s.part("warning", "what can be known beforehand", [&](Sheet& warning) {
        disruption.foresight.lead = warning.duration(
            "lead", required, "how long before an outage its warning comes, and how long a false one stands", positive);
        disruption.foresight.detected = warning.share("detected", 1.0, "share of the outages that are warned of");
        const Rate rate = warning.rate("false_alarms", Rate{}, "warnings that nothing follows, such as 1 /yr");
        if (rate.percent) warning.refuse("false_alarms", "expected warnings per time such as 1 /yr");
        disruption.foresight.false_alarms = rate.per_day;
    });
}

void read_contagion(Sheet& s, DisruptionDraft& drafted) {
    s.part("spreads", "how an outage reaches other sites", [&](Sheet& spreads) {
        Contagion& contagion = drafted.disruption.contagion;
        const std::vector<std::string> to = spreads.texts(
            "to", "suppliers and own sites; or network: whoever buys from a struck site, and so on downstream");
        for (const std::string& name : to) {
            if (name == "network") {
                drafted.spreads_downstream = true;
            } else {
                const std::size_t before = spreads.mistakes();
                const std::uint32_t site = spreads.find(Named::site, name, "to");
                if (spreads.mistakes() == before) drafted.spreads_to.push_back(site);
            }
        }
        if (!spreads.has("to")) spreads.refuse("", "'to' is missing: a list of sites, or network");
        if (drafted.spreads_downstream && !drafted.spreads_to.empty())
            spreads.refuse("to", "expected either network or a list of sites");
        contagion.probability = spreads.share("probability", 1.0, "chance that an outage reaches each of them");
        contagion.after = spreads.kept_law("after", Dimension::duration, "how long it takes; absent: at once");
        contagion.lasts = spreads.kept_law("lasts", Dimension::duration,
                                           "how long it lasts there; absent: as long as where it came from");
    });
}

}  // namespace

void read_disruptions(Sheet& sheet, Draft& draft) {
    sheet.part(
        "disruptions", "what can go wrong: outages of suppliers, sites and lanes, surges of demand", [&](Sheet& all) {
            all.others("disruption", "what it strikes, when, and how hard", [&](std::string_view name, Sheet& s) {
                DisruptionDraft drafted;
                drafted.place = s.place_of("");
                drafted.disruption.name = name;
                const std::size_t before = s.mistakes();
                if (!s.part("strikes", "what it hits, all at the same time",
                            [&](Sheet& strikes) { read_strikes(strikes, drafted); }))
                    s.refuse("", "'strikes' is missing; expected for example strikes: {supplier: mill}");
                drafted.strikes_at = s.place_of("strikes");
                drafted.disruption.clock = s.kept<ClockPolicy>("when", "", "when outages begin and end");
                if (!s.has("when"))
                    s.refuse("",
                             "'when' is missing; expected for example when: {scheduled: [{from: 60 d, for: 21 d}]}");
                read_effects(s, drafted.disruption);
                drafted.disruption.recovery =
                    s.kept<RecoveryPolicy>("recovery", "step", "how things get better after an outage");
                read_knowledge(s, drafted.disruption);
                read_contagion(s, drafted);
                drafted.sound = s.mistakes() == before;
                draft.disruptions.push_back(std::move(drafted));
            });
        });
}

}  // namespace backstock
