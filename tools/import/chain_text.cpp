#include "tools/import/chain_text.hpp"

#include "scenarios/utf8.hpp"
#include "sim/base/money.hpp"
#include "sim/policy/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace backstock::imports {
namespace {

enum class Site { supplied, passing, plant };

// A key or name of a scenario, quoted where it has to be.
std::string name_text(const std::string& name) {
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    const bool letter = !name.empty() && (name.front() > '9');
    if (plain && letter) return name;
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + '"';
}

std::string money(double amount) { return written(Money::of(amount)); }

class ChainWriter {
public:
    ChainWriter(const SupplyChain& chain, const ChainOptions& options)
        : chain_(chain),
          options_(options),
          product_(product_of(chain)),
          stocks_(stage_stocks(chain, options.service)) {}

    std::string text() const {
        return head() + run() + items() + suppliers() + plants() + stores() + lanes() + customers() + disruptions();
    }

private:
    const Stage& stage(std::size_t j) const { return chain_.stages[j]; }
    Site site(std::size_t j) const {
        if (stage(j).from_outside()) return Site::supplied;
        return product_[j] == j ? Site::plant : Site::passing;
    }
    std::string item(std::size_t j) const { return name_text(stage(product_[j]).name); }
    // Where others get the stage's product, and where it is made.
    std::string place(std::size_t j) const { return name_text(stage(j).name); }
    std::string works(std::size_t j) const { return stage(j).demand ? name_text(stage(j).name + "_works") : place(j); }

    std::string head() const {
        return fmt::format(
            "# Made by `backstock import willems` from {0}: {1} stages, {2} with customers.\n"
            "# Source of such files: Willems (2008), Manufacturing & Service Operations Management 10(1).\n#\n"
            "# Each stage's base stock: its demand a day (mean m, standard deviation d) is followed upstream from the\n"
            "# customers; over C days, its processing time in whole days, and at least one where there are customers,\n"
            "#     S = m x C + z x d x sqrt(C), rounded up,\n"
            "# where z is the file's at stages with customers, else that of {3}.\n#\n"
            "# Assumed, since such a file does not say it; change it here or with --set:\n"
            "#   demand comes once a day, in whole units, independent from day to day and stage to stage; everybody\n"
            "#   waits for what is not there; processing times do not vary and have no limit of capacity; an order is\n"
            "#   processed in one go when all that it takes is there; the time in which a stage may serve is not "
            "used;\n"
            "#   prices are {4} of what went into a unit; holding costs 25 %/yr of it; the outside is never short.\n\n",
            without_controls(chain_.name), chain_.stages.size(),
            std::count_if(chain_.stages.begin(), chain_.stages.end(), [](const Stage& s) { return s.demand; }),
            written_share(options_.service), written_share(1 + options_.markup));
    }

    std::string run() const {
        return fmt::format("backstock: 1\ntitle: {}\nrun: {{horizon: {} d, warmup: {} d, replications: 10, seed: 1}}\n",
                           name_text(fmt::format("Supply chain {}", without_controls(chain_.name))), options_.days,
                           options_.days / 4);
    }

    std::string items() const {
        std::string text = "\nitems:\n";
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (product_[j] != j) continue;
            double dearest = stocks_[j].unit_cost;  // of the stages that pass it on
            for (std::size_t k = j; k < chain_.stages.size(); ++k) {
                if (product_[k] == j) dearest = std::fmax(dearest, stocks_[k].unit_cost);
            }
            text += fmt::format("  {}: {{price: {}, holding: 25 %/yr{}}}\n", item(j),
                                money((1 + options_.markup) * dearest), bom(j));
        }
        return text;
    }

    std::string bom(std::size_t j) const {
        if (site(j) != Site::plant) return "";
        std::string parts;
        for (const StageInput& input : stage(j).inputs) {
            parts += fmt::format("{}{}: {}", parts.empty() ? "" : ", ", item(input.stage), input.units);
        }
        return fmt::format(", bom: {{{}}}", parts);
    }

    std::string suppliers() const {
        std::string text = "\nsuppliers:\n  outside:\n    sells:\n";
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (site(j) != Site::supplied) continue;
            text += fmt::format("      {}: {{cost: {}, lead_time: {} d}}\n", item(j), money(stage(j).cost),
                                written(stage(j).days));
        }
        return text;
    }

    std::string plants() const {
        std::string text;
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (site(j) == Site::plant) text += plant(j);
        }
        return text.empty() ? "" : "\nplants:\n" + text;
    }

    std::string plant(std::size_t j) const {
        std::string text = fmt::format(
            "  {}:\n    makes: {{{}: {{time: {} d, batch: order, cost: {}}}}}\n    lines: unlimited\n    stock:\n",
            works(j), item(j), written(stage(j).days), money(stage(j).cost));
        const std::int64_t S = stage(j).demand ? 0 : stocks_[j].S;
        text += fmt::format("      {}: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}}}\n", item(j), S, S);
        for (const StageInput& input : stage(j).inputs) {
            text += fmt::format("      {}: {{inventory: {{base_stock: {{S: 0}}}}, sourcing: {{single: {}}}}}\n",
                                item(input.stage), place(input.stage));
        }
        return text;
    }

    std::string stores() const {
        std::string text = "\nstores:\n";
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (site(j) == Site::plant && !stage(j).demand) continue;
            const std::string source = site(j) == Site::supplied ? "outside"
                                       : site(j) == Site::plant  ? works(j)
                                                                 : place(stage(j).inputs.front().stage);
            text += fmt::format(
                "  {}:\n    stock: {{{}: {{initial: {}, inventory: {{base_stock: {{S: {}}}}}, sourcing: {{single: "
                "{}}}}}}}\n"
                "    backorder: allow\n",
                place(j), item(j), stocks_[j].S, stocks_[j].S, source);
        }
        return text;
    }

    std::string lane(std::size_t j) const { return stage(stage(j).inputs.front().stage).name + " -> " + stage(j).name; }

    std::string lanes() const {
        std::string text;
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (site(j) != Site::passing) continue;
            text += fmt::format("  {}: {{transit: {} d, cost_per_unit: {}}}\n", name_text(lane(j)),
                                written(stage(j).days), money(stage(j).cost));
        }
        return text.empty() ? "" : "\nlanes:\n" + text;
    }

    std::string customers() const {
        std::string text = "\ncustomers:\n";
        for (std::size_t j = 0; j < chain_.stages.size(); ++j) {
            if (!stage(j).demand || !(stage(j).demand->mean > 0)) continue;
            text += fmt::format(
                "  {}: {{store: {}, arrivals: {{per_period: {{every: 1 d, quantity: {}}}}}, buys: {{{}: 1}}}}\n",
                name_text(stage(j).name + "_customers"), place(j), demand_text(*stage(j).demand), item(j));
        }
        return text;
    }

    std::string disruptions() const {
        std::string text;
        for (const std::string& name : options_.outage.stages) {
            text += fmt::format(
                "  {}:\n    strikes: {}\n    when: {{scheduled: [{{from: {}, for: {}}}]}}\n    capacity: 0 %\n",
                name_text("outage of " + name), struck(*chain_.find(name)), options_.outage.from,
                options_.outage.lasts);
        }
        return text.empty() ? "" : "\ndisruptions:\n" + text;
    }

    // The stage's site or sites, and where that is not there the way on which it processes.
    std::string struck(std::size_t j) const {
        switch (site(j)) {
            case Site::supplied:
                return fmt::format("{{store: {}, stock: {}}}", place(j), name_text("outside." + stage(j).name));
            case Site::passing: return fmt::format("{{store: {}, lane: {}}}", place(j), name_text(lane(j)));
            default:
                return stage(j).demand ? fmt::format("{{stores: [{}, {}]}}", works(j), place(j))
                                       : fmt::format("{{store: {}}}", works(j));
        }
    }

    const SupplyChain& chain_;
    const ChainOptions& options_;
    std::vector<std::size_t> product_;
    std::vector<StageStock> stocks_;
};

}  // namespace

std::string chain_yaml(const SupplyChain& chain, const ChainOptions& options) {
    return ChainWriter(chain, options).text();
}

std::vector<std::size_t> product_of(const SupplyChain& chain) {
    std::vector<std::size_t> product(chain.stages.size());
    std::vector<bool> makes(chain.stages.size());
    for (std::size_t j = 0; j < chain.stages.size(); ++j) {
        const std::vector<StageInput>& inputs = chain.stages[j].inputs;
        makes[j] = inputs.size() != 1 || inputs.front().units != 1;
    }
    for (bool again = true; again;) {  // a stage that must make what it passed on parts products, and joins none
        again = false;
        for (std::size_t j = 0; j < chain.stages.size(); ++j) {
            const std::vector<StageInput>& inputs = chain.stages[j].inputs;
            product[j] = makes[j] ? j : product[inputs.front().stage];
            for (std::size_t a = 0; a < inputs.size(); ++a) {
                for (std::size_t b = 0; b < a; ++b) {
                    if (product[inputs[a].stage] != product[inputs[b].stage]) continue;
                    const std::size_t later = std::max(inputs[a].stage, inputs[b].stage);
                    makes[later] = again = true;  // the later one of two can't be the product's own stage
                }
            }
        }
    }
    return product;
}

std::string demand_text(const StageDemand& demand) {
    const double variance = demand.sd * demand.sd;
    if (demand.sd == 0 && demand.mean == std::floor(demand.mean)) return written(demand.mean);
    if (variance > demand.mean)
        return fmt::format("{{negative_binomial: {{mean: {}, sd: {}}}}}", written(demand.mean), written(demand.sd));
    if (demand.mean >= 4 * demand.sd && demand.sd >= 0.5)
        return fmt::format("{{normal: {{mean: {}, sd: {}}}}}", written(demand.mean), written(demand.sd));
    const double p = 1 - variance / demand.mean;
    if (!(p > 1e-6)) return fmt::format("{{poisson: {{mean: {}}}}}", written(demand.mean));
    const double n = std::fmax(std::ceil(demand.mean), std::round(demand.mean / p));
    return fmt::format("{{binomial: {{n: {}, p: {:.12g}}}}}", written(n), demand.mean / n);
}

}  // namespace backstock::imports
