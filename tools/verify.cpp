// backstock verify: simulates scenarios that state what must come out, and says whether it does.

#include "scenarios/study.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/expectation_check.hpp"
#include "tools/figures.hpp"
#include "tools/gallery.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/simulation.hpp"
#include "tools/terminal.hpp"
#include "tools/warmup_report.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace backstock {
namespace {

struct Line {
    std::string file;
    std::string model;
    Expectation expected;
    Checked checked;
};

// With the digits in which expected and simulated are to be compared.
std::string figure(double value, double size) {
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, decimals_for(size, 7)) : "-";
}

std::vector<std::string> cells(const Line& line) {
    const double size = std::max({std::abs(line.checked.low), std::abs(line.checked.high), 1e-3});
    const double allowed = (line.checked.high - line.checked.low) / 2;
    const std::string interval =
        fmt::format("± {:.{}f}", allowed, std::min(decimals_for(allowed, 2), decimals_for(size, 7)));
    return {line.model, line.expected.kpi, line.expected.written, figure(line.checked.simulated, size), interval};
}

class Verify : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("FILE", named_,
                       "scenario files, or folders of them; absent: the textbook models of the gallery");
        add_threads(app, threads_);
        app.add_option("--seed", seed_, "other chances, in place of the scenarios' seeds")
            ->check(whole_number(0, any_size))
            ->type_name("N");
        app.add_flag("--json", json_, "print one JSON object");
        app.footer(fmt::format(
            "Examples:\n  {0} verify\n  {0} verify shop.yaml\n"
            "A scenario states what must come out: expect: {{cost_per_period: 35.022 ± 0.01}}. A value alone must lie\n"
            "within four standard errors of the simulated mean, one with ± or a range within what it says.\n"
            "Exit codes: 0 all hold, 1 a miss, 2 bad input.",
            program));
    }

    int run() override {
        const Style style(stdout);
        for (const std::filesystem::path& file : files()) verify(file, style);
        if (json_)
            fmt::print("{}\n", json());
        else
            conclude(style);
        if (!mistakes_.empty()) fmt::print(stderr, "{}", mistakes_);
        if (lines_.empty() && mistakes_.empty()) throw WrongUse("nothing to verify: no scenario has 'expect:'");
        return !mistakes_.empty() ? 2 : misses() > 0 ? 1 : 0;
    }

private:
    std::vector<std::filesystem::path> files() const {
        std::vector<std::string> named = named_;
        if (named.empty()) {
            const auto folder = gallery();
            if (!folder)
                throw WrongUse(
                    "the gallery of scenarios is neither in this folder nor where the program was built or installed; "
                    "name scenario "
                    "files or folders: verify shop.yaml");
            named.push_back((*folder / "textbook").string());
        }
        std::vector<std::filesystem::path> files;
        for (const std::string& name : named) {
            std::error_code ignored;
            if (!std::filesystem::is_directory(name, ignored)) {
                files.emplace_back(name);
                continue;
            }
            const std::vector<std::filesystem::path> inside = scenarios_in(name);
            if (inside.empty()) throw WrongUse(fmt::format("{}: there is no .yaml file in this folder", name));
            files.insert(files.end(), inside.begin(), inside.end());
        }
        return files;
    }

    void verify(const std::filesystem::path& file, const Style& style) {
        try {
            if (is_study(file.string())) return;
            ScenarioInput input;
            std::vector<std::string> sets;
            if (seed_) sets.push_back(fmt::format("run.seed={}", *seed_));
            Scenario scenario = input.load(file.string(), sets);
            if (scenario.expect.empty()) return;
            settle_warmup(scenario, threads_);
            const SimulationOptions options{
                .request = {.resolved_yaml = scenario.resolved_yaml}, .until = scenario.rule.until, .threads = threads_, .show_progress = true};
            const SimulationResult result =
                naming_file(file.string(), [&] { return simulate(scenario.model, options); });
            ++models_;
            for (const Expectation& expected : scenario.expect) {
                const auto row = std::find_if(result.summary.begin(), result.summary.end(),
                                              [&](const SummaryRow& r) { return r.kpi == expected.kpi; });
                lines_.push_back({file.string(), scenario.model.name, expected, check_expectation(expected, *row)});
                if (!json_) print(cells(lines_.back()), lines_.back().checked.holds, style);
            }
        } catch (const BadInput& bad) {
            mistakes_ += std::string(bad.what()) + '\n';
        }
    }

    void print(const std::vector<std::string>& row, bool holds, const Style& style) {
        const auto line = [&](const std::vector<std::string>& c) {
            return fmt::format("{:<28} {:<22} {:>17} {:>11}  {:<10}", c[0], c[1], c[2], c[3], c[4]);
        };
        if (!heading_) {
            fmt::print("{}\n", style.bold(line({"model", "KPI", "expected", "simulated", "allowed"}) + " verdict"));
            heading_ = true;
        }
        fmt::print("{} {}\n", line(row), holds ? style.good("holds") : style.bad("MISSED"));
        std::fflush(stdout);
    }

    std::ptrdiff_t misses() const {
        return std::count_if(lines_.begin(), lines_.end(), [](const Line& line) { return !line.checked.holds; });
    }

    void conclude(const Style& style) const {
        if (lines_.empty()) return;
        const std::string text = fmt::format("{}, {}: ", counted(models_, "model"), counted(lines_.size(), "figure"));
        fmt::print("{}{}\n", text,
                   misses() == 0 ? style.good("all hold") : style.bad(fmt::format("{} missed", misses())));
    }

    std::string json() const {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const Line& line : lines_) {
            rows.push_back({{"file", line.file},
                            {"model", line.model},
                            {"kpi", line.expected.kpi},
                            {"expected", line.expected.written},
                            {"value", line.expected.value},
                            {"simulated", line.checked.simulated},
                            {"low", line.checked.low},
                            {"high", line.checked.high},
                            {"rule", line.checked.rule},
                            {"holds", line.checked.holds}});
        }
        const nlohmann::ordered_json all{{"checks", rows}, {"missed", misses()}};
        return all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }

    std::vector<std::string> named_;
    std::optional<std::int64_t> seed_;
    int threads_ = machine_threads();
    bool json_ = false;

    std::vector<Line> lines_;
    std::size_t models_ = 0;
    std::string mistakes_;
    bool heading_ = false;
};

}  // namespace

std::unique_ptr<Command> verify_command() { return std::make_unique<Verify>(); }

}  // namespace backstock
