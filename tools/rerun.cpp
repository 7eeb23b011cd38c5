// backstock rerun: repeats the run of a results file from what the file says, and compares bit by bit.

#include "output/differences.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/in_order.hpp"
#include "tools/interruption.hpp"
#include "tools/kept_units.hpp"
#include "tools/option_values.hpp"
#include "tools/results_target.hpp"
#include "tools/scenario_input.hpp"
#include "tools/scratch_file.hpp"
#include "tools/simulation.hpp"
#include "tools/stored_run.hpp"
#include "tools/study_run.hpp"
#include "tools/warmup_report.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

class Rerun : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("FILE", file_, "a results file (HDF5) of backstock run, compare or study")->required();
        app.add_option("-o,--output", new_file_, "where to keep the new results; else they are only compared");
        add_threads(app, threads_);
        app.footer(
            fmt::format("Examples:\n  {0} rerun shop.h5\n  {0} rerun suppliers.h5\n"
                        "Exit codes: 0 identical to the bit, 1 different.",
                        program));
    }

    int run() override {
        const ResultsReader old = open_results(file_);
        if (!new_file_.empty()) refuse_other_file(new_file_);
        std::optional<ScratchFile> scratch;
        if (new_file_.empty()) scratch.emplace("backstock-rerun");
        const std::filesystem::path target = scratch ? scratch->path() : std::filesystem::path(new_file_);
        if (old.has_table("/study/cells"))
            repeat_study(old, target);
        else
            repeat_run(old, target);
        return compare(old, open_results(target));
    }

private:
    void repeat_run(const ResultsReader& old, const std::filesystem::path& target) const {
        const StoredRun stored = stored_run(old);
        ScenarioInput input;
        Scenario scenario = input.load_text(stored.request.resolved_yaml, stored.name + ".yaml");
        SimulationOptions options{
            .file = target, .request = stored.request, .threads = threads_, .show_progress = true};
        options.request.created = time_of_writing();
        options.request.warmup = settle_warmup(scenario, threads_);
        options.until = scenario.rule.until;
        std::optional<InOrder> in_order;
        if (stored.request.regret) {
            in_order.emplace(scenario);
            options.in_order = &in_order->model();
        }
        naming_file(file_, [&] { simulate(scenario.model, options); });
    }

    void repeat_study(const ResultsReader& old, const std::filesystem::path& target) const {
        ScenarioInput input;
        Study study = input.load_study_text(old.text("/study/definition"), stored_study_name(old) + ".yaml");
        const StudyWork work(study, threads_);
        UnitFile units = open_kept_units(target, work.label(), false);
        Schedule schedule = work.schedule();
        const Interruption interruption;
        try {
            play(work, schedule, units, threads_, true);
            assemble(work, schedule, units, threads_, target, time_of_writing());
        } catch (...) {
            remove_kept_units(units);
            throw;
        }
        remove_kept_units(units);
    }

    int compare(const ResultsReader& old, const ResultsReader& repeated) const {
        const std::vector<std::string> different = differences(old, repeated);
        if (different.empty()) {
            fmt::print("{}: identical to the bit, {} tables\n", file_, old.tables().size());
            return 0;
        }
        fmt::print("{}: {} of its parts came out differently:\n", file_, different.size());
        for (const std::string& part : different) fmt::print("  {}\n", part);
        return 1;
    }

    std::string file_;
    std::string new_file_;
    int threads_ = machine_threads();
};

}  // namespace

std::unique_ptr<Command> rerun_command() { return std::make_unique<Rerun>(); }

}  // namespace backstock
