// backstock check: reads a scenario and says whether it can run.

#include "scenarios/study.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

class Check : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("SCENARIO", files_, "scenario and study files (YAML)")->required();
        add_sets(app, sets_);
        app.add_flag("--resolved", resolved_, "print the scenario with all that it extends and sets");
        app.footer(
            fmt::format("Examples:\n  {0} check shop.yaml\n  {0} check shop.yaml --resolved\n"
                        "Prints all mistakes with their places. Exit codes: 0 fine, 2 mistakes.",
                        program));
    }

    int run() override {
        std::string mistakes;
        for (const std::string& file : files_) {
            try {
                ScenarioInput input;
                if (is_study(file)) {
                    Study study = input.load_study(file, sets_);
                    const StudyCommon common = check_cells(study, machine_threads());
                    fmt::print("{}", resolved_ ? study.resolved_yaml() : description(file, study, common));
                    continue;
                }
                const Scenario scenario = input.load(file, sets_);
                fmt::print("{}", resolved_ ? scenario.resolved_yaml : description(file, scenario));
            } catch (const BadInput& bad) {
                mistakes += std::string(bad.what()) + '\n';
            }
        }
        if (mistakes.empty()) return 0;
        fmt::print(stderr, "{}", mistakes);
        return 2;
    }

private:
    static std::string description(const std::string& file, const Scenario& scenario) {
        const Model& model = scenario.model;
        std::string text =
            fmt::format("{}: fine: {}, {}, {}, {}, {}; {}, {}", file, counted(model.stores.size(), "store"),
                        counted(model.items.size(), "item"), counted(model.stock.size(), "stock point"),
                        counted(model.suppliers.size(), "supplier"), counted(model.segments.size(), "customer segment"),
                        written_span(model.run.horizon - Time::zero()),
                        counted(static_cast<std::size_t>(model.run.replications), "replication"));
        if (!scenario.expect.empty()) text += "; " + counted(scenario.expect.size(), "expectation");
        text = wrapped(text, 0, 2);
        for (const std::string& note : scenario.notes) text += wrapped(note, 2, 4);
        return text;
    }

    static std::string description(const std::string& file, const Study& study, const StudyCommon& common) {
        return wrapped(
            fmt::format(
                "{}: fine: a study of {}: {}, {}, {}; {}", file, counted(study.cells(), "cell"),
                counted(study.variants.size(), "variant"), counted(study.factors.size(), "factor"),
                counted(study.settings(), "setting"),
                common.rule.until
                    ? fmt::format("up to {}", counted(static_cast<std::size_t>(common.run.replications), "replication"))
                    : counted(static_cast<std::size_t>(common.run.replications), "replication")),
            0, 2);
    }

    std::vector<std::string> files_;
    std::vector<std::string> sets_;
    bool resolved_ = false;
};

}  // namespace

std::unique_ptr<Command> check_command() { return std::make_unique<Check>(); }

}  // namespace backstock
