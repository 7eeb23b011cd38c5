#include "tools/report/model_data.hpp"

#include "output/story.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/timeline_recorder.hpp"
#include "tools/inspect/findings.hpp"
#include "tools/inspect/supply_graph.hpp"
#include "tools/scout.hpp"

#include <map>
#include <set>
#include <utility>

namespace backstock {
namespace {

constexpr std::size_t most_outages = 400;

const char* word(SupplySite::Kind kind) {
    switch (kind) {
        case SupplySite::Kind::supplier: return "supplier";
        case SupplySite::Kind::plant: return "plant";
        case SupplySite::Kind::store: return "store";
        case SupplySite::Kind::customers: return "customers";
    }
    return "";
}

// Notes every outage of a replication, and an order worth telling of.
class Chronicle : public Extra {
public:
    Chronicle(const Model& model, const World& world, FactObservers& observers, Json& outages, std::uint64_t& order)
        : model_(model), scout_(world, observers), outages_(outages), order_(order) {
        observers.add(*this);
    }

    void saw(const OutageBegan& e, Time now) {
        if (open_.contains(e.strike)) return;  // already down
        if (outages_.size() >= most_outages) return;
        const Strike& strike = model_.strikes[e.strike];
        open_[e.strike] = outages_.size();
        outages_.push_back({{"name", model_.disruptions[strike.disruption].name},
                            {"from", now.in_days()},
                            {"until", nullptr},
                            {"recovered", nullptr}});
    }
    void saw(const OutageEnded& e, Time now) {
        if (open_.contains(e.strike)) outages_[open_[e.strike]]["until"] = now.in_days();
    }
    void saw(const OutageRecovered& e, Time now) {
        if (!open_.contains(e.strike)) return;
        outages_[open_[e.strike]]["recovered"] = now.in_days();
        open_.erase(e.strike);
    }
    void done() override { order_ = scout_.found(); }

private:
    const Model& model_;
    Scout scout_;
    Json& outages_;
    std::uint64_t& order_;
    std::map<Id<Strike>, std::size_t> open_;
};

}  // namespace

Json network_json(const Model& model) {
    const SupplyGraph network = supply_graph(model);
    const Findings findings = inspect(network);
    std::vector<std::size_t> alone(network.sites.size());
    for (const Dependence& one : findings.dependences)
        for (const std::uint32_t site : one.sites) ++alone[site];
    Json sites = Json::array();
    for (std::size_t i = 0; i < network.sites.size(); ++i) {
        const SupplySite& site = network.sites[i];
        sites.push_back({{"name", site.name},
                         {"kind", word(site.kind)},
                         {"region", site.region},
                         {"capacity", number_or_null(site.capacity)},
                         {"alone", alone[i]}});
    }
    struct Flow {
        double days = 0;
        std::set<std::string> items;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Flow> flows;
    for (const auto edge : boost::make_iterator_range(boost::edges(network.graph))) {
        const SupplyNode& from = network.graph[boost::source(edge, network.graph)];
        const SupplyNode& to = network.graph[boost::target(edge, network.graph)];
        if (from.site == to.site) continue;
        Flow& flow = flows[{from.site, to.site}];
        flow.days = std::max(flow.days, network.graph[edge].days + from.days);
        flow.items.insert(model.items[from.item].name);
    }
    Json lines = Json::array();
    for (const auto& [ends, flow] : flows)
        lines.push_back({{"from", ends.first}, {"to", ends.second}, {"days", flow.days}, {"items", flow.items.size()}});
    return {{"sites", sites}, {"flows", lines}, {"wishes", findings.dependences.size()}};
}

Json replay_json(const Model& model) {
    Json outages = Json::array();
    std::uint64_t order = 0;
    const Outcome outcome =
        replicate_once(model, 0, [&](const Model& played, const World& world, FactObservers& observers, std::int64_t) {
            return std::unique_ptr<Extra>(std::make_unique<Chronicle>(played, world, observers, outages, order));
        });
    const TimelinePlan plan(model);
    const auto instants = static_cast<std::size_t>(plan.instants);
    Json series = Json::array();
    for (std::size_t s = 0; s < plan.series.size(); ++s) {
        const TimelineSeries& one = plan.series[s];
        if (one.measure != "backorders" && one.measure != "on_hand") continue;
        if (one.entity.find('.') != std::string::npos || series.size() >= 24) continue;
        Json values = Json::array();
        for (std::size_t i = 0; i < instants; ++i) values.push_back(number_or_null(outcome.timeline[s * instants + i]));
        series.push_back({{"entity", one.entity}, {"measure", one.measure}, {"values", values}});
    }
    return {{"outages", outages},
            {"step", plan.step(model).in_days()},
            {"series", series},
            {"order", order},
            {"story", order == 0 ? Json(nullptr) : Json(tell_order(model, 0, order))}};
}

}  // namespace backstock
