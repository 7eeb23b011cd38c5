// backstock inspect: what can be read off a supply network before anything is simulated.

#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/inspect/drawing.hpp"
#include "tools/inspect/findings.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstock {
namespace {

class Inspect : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("SCENARIO", file_, "the scenario file (YAML)")->required();
        add_sets(app, sets_);
        app.add_option("--item", item_, "only what concerns this item")->type_name("NAME");
        app.add_option("--svg", svg_, "draw the network (needs Graphviz)")->type_name("FILE");
        app.add_option("--dot", dot_, "write the drawing in Graphviz' language")->type_name("FILE");
        app.add_option("--limit", limit_, "how many lines of each list; 0 for all")
            ->check(whole_number(0, any_size))
            ->type_name("LINES");
        app.add_flag("--json", json_, "print one JSON object");
        app.footer(fmt::format(
            "Examples:\n  {0} inspect shop.yaml\n  {0} inspect shop.yaml --svg network.svg\n"
            "  {0} inspect shop.yaml --item dress --json\n"
            "Shows what each customer's item hangs on (single points of failure), the longest chain of lead\n"
            "times, and whether capacities let the demand through. Nothing is simulated.",
            program));
    }

    int run() override {
        ScenarioInput input;
        const Scenario scenario = input.load(file_, sets_);
        const Model& model = scenario.model;
        const SupplyGraph network = supply_graph(model);
        Findings findings = inspect(network);
        if (!item_.empty()) keep_item(findings, model, network);
        if (!dot_.empty()) write_text(dot_, drawing(model, network, findings));
        if (!svg_.empty()) draw_svg(drawing(model, network, findings), svg_);
        fmt::print("{}", json_ ? json(model, network, findings) : text(model, network, findings));
        return 0;
    }

private:
    void keep_item(Findings& findings, const Model& model, const SupplyGraph& network) const {
        std::erase_if(findings.dependences, [&](const Dependence& one) {
            return model.items[network.graph[one.customers].item].name != item_;
        });
        if (findings.dependences.empty())
            throw WrongUse(fmt::format("--item {}: no customer asks for an item of that name", item_));
    }

    std::string wish(const Model& model, const SupplyGraph& network, const Dependence& one) const {
        return fmt::format("{} for {}", model.items[network.graph[one.customers].item].name,
                           network.sites[network.graph[one.customers].site].name);
    }

    // Lines, at most so many, and how many are left out.
    std::string listed(const std::vector<std::string>& lines) const {
        std::string out;
        const std::size_t shown = limit_ == 0 ? lines.size() : std::min<std::size_t>(lines.size(), limit_);
        for (std::size_t i = 0; i < shown; ++i) out += wrapped(lines[i], 2, 4);
        if (shown < lines.size()) out += fmt::format("  … and {} more; --limit 0 shows all\n", lines.size() - shown);
        return out;
    }

    std::string text(const Model& model, const SupplyGraph& network, const Findings& findings) const {
        const Style style(stdout);
        std::string out = wrapped(fmt::format(
            "{}: {}, {}, {}, {}, {}", model.run.title.empty() ? model.name : model.run.title,
            counted(model.suppliers.size(), "supplier"), counted(model.plants.size(), "plant"),
            counted(model.stores.size() - model.plants.size(), "store"), counted(model.stock.size(), "stock point"),
            counted(model.segments.size(), "customer segment")));
        out += '\n' + style.bold("What it hangs on") + " (without any one of these there is none)\n" +
               listed(single_points(model, network, findings));
        out += style.bold("Longest chain of mean times") + '\n' + listed({longest(model, network, findings)});
        out += style.bold("Capacity against demand") + '\n' + listed(capacities(findings));
        std::vector<std::string> unmet;
        for (const Dependence& one : findings.dependences) {
            const double demand = network.graph[one.customers].demand;
            if (!one.supplied)
                unmet.push_back(wish(model, network, one) + ": nobody supplies it");
            else if (one.carried < demand * (1 - 1e-6))
                unmet.push_back(
                    fmt::format("{}: {:.4g} of {:.4g} a day can come", wish(model, network, one), one.carried, demand));
        }
        if (!unmet.empty()) out += style.bad("Demand that can't be met") + '\n' + listed(unmet);
        return out;
    }

    // Customers whose item hangs on the same things share a line.
    std::vector<std::string> single_points(const Model& model, const SupplyGraph& network,
                                           const Findings& findings) const {
        std::map<std::string, std::vector<std::string>> by_reason;
        for (const Dependence& one : findings.dependences) {
            std::vector<std::string> names;
            for (const std::uint32_t site : one.sites) names.push_back(network.sites[site].name);
            std::string reason = fmt::format("{}", fmt::join(names, ", "));
            if (!one.regions.empty())
                reason += fmt::format("{}region {}", reason.empty() ? "" : "; ", fmt::join(one.regions, ", "));
            by_reason[reason].push_back(wish(model, network, one));
        }
        std::vector<std::string> lines;
        for (const auto& [reason, wishes] : by_reason) {
            const std::string who = wishes.size() > 3
                                        ? fmt::format("{}, {} and {} more", wishes[0], wishes[1], wishes.size() - 2)
                                        : fmt::format("{}", fmt::join(wishes, ", "));
            lines.push_back(fmt::format("{}: {}", who, reason.empty() ? "nothing in particular" : reason));
        }
        return lines;
    }

    static std::string longest(const Model& model, const SupplyGraph& network, const Findings& findings) {
        const auto most = std::max_element(findings.dependences.begin(), findings.dependences.end(),
                                           [](const Dependence& a, const Dependence& b) { return a.days < b.days; });
        if (most == findings.dependences.end()) return "there are no customers";
        std::vector<std::string> names;
        for (const SupplyGraph::Node node : most->chain) {
            if (network.graph[node].kind != SupplyNode::Kind::made) names.push_back(network.name_of(model, node));
        }
        return fmt::format("{:.4g} d: {}", most->days, fmt::join(names, " -> "));
    }

    static std::vector<std::string> capacities(const Findings& findings) {
        std::vector<std::string> lines{
            findings.carried >= findings.demanded * (1 - 1e-6)
                ? fmt::format("{:.4g} units a day are asked for, and can be carried", findings.demanded)
                : fmt::format("{:.4g} units a day are asked for; at most {:.4g} can be carried", findings.demanded,
                              findings.carried)};
        std::vector<Load> loads = findings.loads;
        std::stable_sort(loads.begin(), loads.end(),
                         [](const Load& a, const Load& b) { return a.needed / a.capacity > b.needed / b.capacity; });
        for (const Load& load : loads) {
            lines.push_back(fmt::format("{}: {:.4g} of {:.4g} {}, {:.0f} %{}", load.name, load.needed, load.capacity,
                                        load.counts, 100 * load.needed / load.capacity,
                                        load.bottleneck ? ", used to its limit" : ""));
        }
        return lines;
    }

    static std::string json(const Model& model, const SupplyGraph& network, const Findings& findings) {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const Dependence& one : findings.dependences) {
            const SupplyNode& node = network.graph[one.customers];
            std::vector<std::string> sites;
            std::vector<std::string> chain;
            for (const std::uint32_t site : one.sites) sites.push_back(network.sites[site].name);
            for (const SupplyGraph::Node n : one.chain) chain.push_back(network.name_of(model, n));
            rows.push_back({{"segment", network.sites[node.site].name},
                            {"item", model.items[node.item].name},
                            {"supplied", one.supplied},
                            {"single_points", sites},
                            {"single_regions", one.regions},
                            {"longest_days", one.days},
                            {"longest_chain", chain},
                            {"demand_per_day", node.demand},
                            {"carried_per_day", one.carried}});
        }
        nlohmann::ordered_json loads = nlohmann::ordered_json::array();
        for (const Load& load : findings.loads)
            loads.push_back({{"name", load.name},
                             {"counts", load.counts},
                             {"needed", load.needed},
                             {"capacity", load.capacity},
                             {"used_up", load.bottleneck}});
        const nlohmann::ordered_json all{{"demand_per_day", findings.demanded},
                                         {"carried_per_day", findings.carried},
                                         {"wishes", rows},
                                         {"capacities", loads}};
        return all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
    }

    std::string file_;
    std::vector<std::string> sets_;
    std::string item_;
    std::string svg_;
    std::string dot_;
    std::uint64_t limit_ = 12;
    bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> inspect_command() { return std::make_unique<Inspect>(); }

}  // namespace backstock
