// backstock run: simulates a scenario, shows what came out, writes the results file.

#include "output/file_error.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/in_order.hpp"
#include "tools/json_output.hpp"
#include "tools/option_values.hpp"
#include "tools/report/report.hpp"
#include "tools/results_target.hpp"
#include "tools/run_report.hpp"
#include "tools/scenario_input.hpp"
#include "tools/simulation.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/warmup_report.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <optional>

namespace backstock {
namespace {

class RunCommand : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("SCENARIO", scenario_, "the scenario file (YAML)")->required();
        app.add_option("-o,--output", file_, "where the results go; else the scenario's name with .h5, here")
            ->type_name("FILE");
        add_sets(app, sets_);
        app.add_option("--replications", replications_, "how often, in place of the scenario's number")
            ->check(whole_number(1, 10'000'000))
            ->type_name("N");
        app.add_option("--seed", seed_, "other chances, in place of the scenario's seed")
            ->check(whole_number(0, any_size))
            ->type_name("N");
        add_threads(app, threads_);
        app.add_flag("--orders", orders_, "also write every order line with its time stamps");
        app.add_flag("--events{0}", events_, "also write every event of replication 0; of others: --events=0,3")
            ->type_name(" ");
        app.add_flag("--report{beside}", report_, "also write the page to look at; elsewhere: --report=PAGE")
            ->type_name(" ");
        app.add_flag("--regret", regret_,
                     "also play everything first come, first served: what each tier gains or loses");
        app.add_flag("--no-file", no_file_, "write no results file");
        app.add_flag("--json", json_, "print the summary as one JSON object");
        app.add_flag("--quiet", quiet_, "print nothing");
        app.footer(
            fmt::format("Examples:\n"
                        "  {0} run shop.yaml\n"
                        "  {0} run shop.yaml --report\n"
                        "  {0} run shop.yaml --set stores.shop.stock.dress.inventory.s_S.S=200 -o more.h5\n"
                        "  {0} run shop.yaml --replications 1000 --no-file --json\n"
                        "Exit codes: 0 done, 2 bad input, 1 anything else, 130 interrupted.",
                        program));
    }

    int run() override {
        if (no_file_ && !file_.empty()) throw WrongUse("--no-file and --output exclude each other");
        if (no_file_ && !report_.empty()) throw WrongUse("--no-file and --report exclude each other");
        if (quiet_ && json_) throw WrongUse("--quiet and --json exclude each other");
        if (replications_) set_replications(sets_, *replications_);
        if (seed_) sets_.push_back(fmt::format("run.seed={}", *seed_));
        ScenarioInput input;
        Scenario scenario = input.load(scenario_, sets_);
        const std::optional<FoundWarmup> warmup = settle_warmup(scenario, threads_);
        SimulationOptions options = options_for(scenario);
        options.request.warmup = warmup;
        std::optional<InOrder> in_order;
        if (regret_) {
            in_order.emplace(scenario);
            options.in_order = &in_order->model();
        }
        if (options.file) refuse_other_file(*options.file);
        const SimulationResult result = naming_file(scenario_, [&] { return simulate(scenario.model, options); });
        const std::string file = options.file ? options.file->string() : "";
        std::string page;
        if (!report_.empty()) {
            page = report_ == "beside" ? report_beside(file).string() : report_;
            write_report(file, page);
        }
        if (json_)
            fmt::print("{}\n", run_json(scenario, scenario_, result.summary, file, result.regret));
        else if (!quiet_)
            show(scenario, result, warmup, file, page);
        return 0;
    }

private:
    SimulationOptions options_for(const Scenario& scenario) const {
        SimulationOptions options;
        if (!no_file_) options.file = file_.empty() ? scenario.model.name + ".h5" : file_;
        options.threads = threads_;
        options.show_progress = !quiet_;
        options.until = scenario.rule.until;
        options.request.resolved_yaml = scenario.resolved_yaml;
        options.request.created = time_of_writing();
        options.request.regret = regret_;
        options.request.orders = orders_ || scenario.record.orders;
        if (!events_.empty())
            options.request.events = numbers_in("--events", events_, scenario.model.run.replications);
        else if (scenario.record.events)
            options.request.events = {0};
        return options;
    }

    void show(const Scenario& scenario, const SimulationResult& result, const std::optional<FoundWarmup>& warmup,
              const std::string& file, const std::string& page) const {
        const Style style(stdout);
        const RunPlan& plan = scenario.model.run;
        std::string text = run_heading(scenario, result, style) + '\n';
        if (warmup) text += warmup_screen(*warmup, style);
        text +=
            kpi_screen(result.summary, plan, style, scenario.expect) + '\n' + wrapped(verdict(result.summary, plan));
        if (!result.regret.empty()) text += regret_screen(result.regret, plan, style);
        if (!result.narrow) {
            text += wrapped(
                fmt::format("Warning: at_most was reached before the interval of {} was as narrow as `until` asks for.",
                            scenario.rule.until->kpi),
                0, 2);
        }
        for (const std::string& note : scenario.notes) text += wrapped("Note: " + note, 0, 2);
        if (!file.empty()) text += fmt::format("Written: {}\n", file);
        if (!page.empty()) text += fmt::format("Report: {}\n", page);
        text += style.dim("Next:") + '\n';
        if (!file.empty())
            text += page.empty() ? fmt::format("  {} report {}\n", program_, shell_word(file))
                                 : fmt::format("  {} open {}\n", program_, shell_word(page));
        for (const std::string& step : next_steps(scenario, result, program_, scenario_)) text += "  " + step + '\n';
        fmt::print("{}", text);
    }

    std::string program_;
    std::string scenario_;
    std::string file_;
    std::vector<std::string> sets_;
    std::optional<std::int64_t> replications_;
    std::optional<std::int64_t> seed_;
    int threads_ = machine_threads();
    bool orders_ = false;
    bool regret_ = false;
    std::string events_;
    std::string report_;
    bool no_file_ = false;
    bool json_ = false;
    bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> run_command() { return std::make_unique<RunCommand>(); }

}  // namespace backstock
