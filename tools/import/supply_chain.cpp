#include "tools/import/supply_chain.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/decimal.hpp"
#include "scenarios/utf8.hpp"
#include "sim/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <unordered_map>

namespace backstock::imports {
namespace {

struct Arc {
    std::size_t stage;
    std::string input;
    std::int64_t units;
    std::uint64_t line;
};

class ChainReader {
public:
    explicit ChainReader(const std::string& file) : file_(file), csv_(file) {
        chain_.name = std::filesystem::path(file).stem().string();
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto column = csv_.column(names[i]);
            if (!column) problem(1, fmt::format("no column '{}'; it is no file of stages of a supply chain", names[i]));
            columns_[i] = column.value_or(0);
        }
        problems_.throw_if_any();
    }

    SupplyChain read() {
        for (CsvRow row; csv_.next(row);) read_stage(row);
        if (chain_.stages.empty()) problem(1, "there are no stages below the names of the columns");
        for (const Arc& arc : arcs_) connect(arc);
        problems_.throw_if_any();
        sort();
        return std::move(chain_);
    }

private:
    enum Column : std::size_t { id, days, cost, mean, sd, z, upstream };
    static constexpr std::array<const char*, 7> names{
        "stage_id", "lead_time", "cost_rate", "ext_demand_mean", "ext_demand_std", "ext_demand_thres", "up_stages"};

    void problem(std::uint64_t line, std::string message) {
        problems_.add({&file_, static_cast<int>(line), 0}, "", std::move(message));
    }

    // A number that is not negative; nothing for an empty cell.
    std::optional<double> number(const CsvRow& row, Column column) {
        const std::string_view cell = trimmed(row[columns_[column]]);
        if (cell.empty()) return std::nullopt;
        double value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        const bool sound = error == std::errc() && end == cell.data() + cell.size() && value >= 0 && value <= 1e9;
        if (!sound) {
            problem(csv_.line(), fmt::format("{}: found {}; expected a number from 0 to 1e9", names[column],
                                             shown(utf8_or_latin1(cell))));
        }
        return sound ? value : 0;
    }

    void read_stage(const CsvRow& row) {
        Stage stage;
        stage.name = without_controls(utf8_or_latin1(trimmed(row[columns_[id]])));
        if (stage.name.empty()) problem(csv_.line(), "a stage without a name");
        stage.days = number(row, days).value_or(0);
        stage.cost = number(row, cost).value_or(0);
        const auto demand = number(row, mean);
        const auto spread = number(row, sd);
        const auto service = number(row, z);
        if (demand) stage.demand = StageDemand{*demand, spread.value_or(0), service};
        if (!by_name_.emplace(stage.name, chain_.stages.size()).second)
            problem(csv_.line(), fmt::format("stage {} is there twice", shown(stage.name)));
        read_inputs(row, chain_.stages.size());
        chain_.stages.push_back(std::move(stage));
    }

    void read_inputs(const CsvRow& row, std::size_t stage) {
        for (std::size_t i = columns_[upstream]; i < row.size(); i += 2) {
            const std::string_view name = trimmed(row[i]);
            const std::string_view cell = trimmed(row[i + 1]);
            if (name.empty() && cell.empty()) continue;
            std::int64_t units = 0;
            const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), units);
            if (error != std::errc() || end != cell.data() + cell.size() || units < 1 || units > 1'000'000) {
                problem(csv_.line(), fmt::format("found {} as the units of {}; expected a whole number from 1",
                                                 shown(utf8_or_latin1(cell)), shown(utf8_or_latin1(name))));
                units = 1;
            }
            arcs_.push_back({stage, without_controls(utf8_or_latin1(name)), units, csv_.line()});
        }
    }

    void connect(const Arc& arc) {
        std::vector<StageInput>& inputs = chain_.stages[arc.stage].inputs;
        const auto input = by_name_.find(arc.input);
        if (input == by_name_.end()) {
            std::vector<std::string> known;
            for (const Stage& stage : chain_.stages) known.push_back(stage.name);
            const std::string near = nearest(arc.input, known);
            problem(arc.line, fmt::format("unknown upstream stage {}{}", shown(arc.input),
                                          near.empty() ? "" : fmt::format("; did you mean {}?", shown(near))));
        } else if (std::any_of(inputs.begin(), inputs.end(),
                               [&](const StageInput& known) { return known.stage == input->second; })) {
            problem(arc.line, fmt::format("upstream stage {} is named twice", shown(arc.input)));
        } else {
            inputs.push_back({input->second, arc.units});
        }
    }

    // Inputs first (Kahn 1962), in the file's order as far as that leaves open.
    void sort() {
        std::vector<std::size_t> order;
        std::vector<std::size_t> place(chain_.stages.size(), chain_.stages.size());
        for (bool any = true; any;) {
            any = false;
            for (std::size_t i = 0; i < chain_.stages.size(); ++i) {
                const std::vector<StageInput>& inputs = chain_.stages[i].inputs;
                const bool ready = std::all_of(inputs.begin(), inputs.end(), [&](const StageInput& input) {
                    return place[input.stage] < order.size();
                });
                if (place[i] < chain_.stages.size() || !ready) continue;
                place[i] = order.size();
                order.push_back(i);
                any = true;
            }
        }
        if (order.size() < chain_.stages.size()) refuse_circle(place);
        std::vector<Stage> sorted;
        for (const std::size_t i : order) {
            for (StageInput& input : chain_.stages[i].inputs) input.stage = place[input.stage];
            sorted.push_back(std::move(chain_.stages[i]));
        }
        chain_.stages = std::move(sorted);
    }

    [[noreturn]] void refuse_circle(const std::vector<std::size_t>& place) {
        std::vector<std::string> left;
        for (std::size_t i = 0; i < place.size() && left.size() < 5; ++i) {
            if (place[i] == place.size()) left.push_back(chain_.stages[i].name);
        }
        problem(0, fmt::format("stages need each other in a circle, among them {}", joined(left)));
        problems_.throw_if_any();
        std::abort();  // a problem was just added
    }

    std::string file_;
    CsvReader csv_;
    Problems problems_;
    std::array<std::size_t, 7> columns_{};
    SupplyChain chain_;
    std::vector<Arc> arcs_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

std::optional<std::size_t> SupplyChain::find(const std::string& stage) const {
    for (std::size_t i = 0; i < stages.size(); ++i) {
        if (stages[i].name == stage) return i;
    }
    return std::nullopt;
}

SupplyChain read_supply_chain(const std::string& file) { return ChainReader(file).read(); }

}  // namespace backstock::imports
