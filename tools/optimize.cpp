// backstock optimize: the best of the alternatives of a study, or of the values of its factors.

#include "sim/experiment/executor.hpp"
#include "tools/cluster/ranks.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/interruption.hpp"
#include "tools/kept_units.hpp"
#include "tools/option_values.hpp"
#include "tools/results_target.hpp"
#include "tools/scenario_input.hpp"
#include "tools/search/search_report.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace backstock {
namespace {

class OptimizeCommand : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("STUDY", study_, "the study file (YAML) with an optimize section")->required();
        app.add_option("-o,--output", file_, "where the results go; else the study's name with .h5, here")
            ->type_name("FILE");
        add_sets(app, sets_);
        app.add_option("--seed", seed_, "other chances, in place of the scenario's seed")
            ->check(whole_number(0, any_size))
            ->type_name("N");
        app.add_option("--budget", budget_, "replications in all, in place of the study's")
            ->check(whole_number(1, 1'000'000'000))
            ->type_name("N");
        add_threads(app, threads_);
        app.add_flag("--resume", resume_, "go on where a search that was killed had come to");
        app.add_flag("--json", json_, "print the findings as one JSON object");
        app.add_flag("--quiet", quiet_, "print nothing");
        app.footer(fmt::format(
            "Examples:\n"
            "  {0} optimize best_base_stock.yaml\n"
            "  {0} optimize best_base_stock.yaml --budget 5000 --json\n"
            "  {0} optimize best_base_stock.yaml --resume\n"
            "The study says what is to be small or large, and what must hold:\n"
            "  optimize: {{minimize: cost_per_period, constraints: [fill_rate >= 95 %]}}\n"
            "Factors that are lists are chosen from with a promise; ranges such as {{from: 20, to: 80}} are\n"
            "searched. Exit codes: 0 done, 2 bad input, 1 anything else, 130 interrupted.",
            program));
    }

    int run() override {
        if (quiet_ && json_) throw WrongUse("--quiet and --json exclude each other");
        refuse_ranks("optimize");
        const auto began = std::chrono::steady_clock::now();
        if (seed_) sets_.push_back(fmt::format("run.seed={}", *seed_));
        ScenarioInput input;
        Study study = input.load_study(study_, sets_, StudyUse::search);
        const SearchOrder order = order_for(study);
        const std::filesystem::path target = file_.empty() ? study.name + ".h5" : file_;
        refuse_other_file(target);
        UnitFile units = open_kept_units(target, {.digest = digest_of(order)}, resume_);
        SearchResults results = searched(order, units);
        results.created = time_of_writing();
        write_search(target, results);
        remove_kept_units(units);
        show(order, results, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(),
             target.string());
        return results.best ? 0 : 1;
    }

private:
    SearchOrder order_for(Study& study) const {
        if (!study.search)
            throw WrongUse(
                fmt::format("{} has no optimize section; for example optimize: {{minimize: cost_per_period}}", study_));
        StudyCommon common = check_cells(study, threads_);
        SearchOrder order{.study = &study,
                          .plan = *study.search,
                          .run = common.run,
                          .columns = kpi_columns(common.wait_over),
                          .definition = study.resolved_yaml(),
                          .threads = threads_,
                          .show_progress = !quiet_};
        if (budget_) order.plan.budget = *budget_;
        return order;
    }

    SearchResults searched(const SearchOrder& order, UnitFile& units) const {
        const Interruption interruption;
        try {
            return run_search(order, &units);
        } catch (const Interrupted&) {
            units.sync();
            fmt::print(stderr, "backstock: interrupted; {} replications are kept in {}. Go on with:\n  {}\n",
                       grouped(static_cast<double>(units.size())), units.path().string(), again());
            throw;
        } catch (...) {
            if (units.size() == 0) remove_kept_units(units);
            throw;
        }
    }

    void show(const SearchOrder& order, const SearchResults& results, double seconds, const std::string& file) const {
        if (json_) return fmt::print("{}\n", search_json(order, results, file));
        if (quiet_) return;
        const Style style(stdout);
        std::string text = search_heading(order, results, seconds, style) + search_screen(order, results, style) + '\n';
        for (const std::string& sentence : results.sentences) text += wrapped(sentence);
        text += fmt::format("Written: {}\n", file);
        const std::vector<std::string> settings = settings_of_best(*order.study, results);
        if (!settings.empty()) text += style.dim("Next: set in the scenario") + '\n';
        for (const std::string& line : settings) text += "  " + line + '\n';
        text += fmt::format("{}\n  {} report {}\n", style.dim(settings.empty() ? "Next:" : "and look:"), program_,
                            shell_word(file));
        fmt::print("{}", text);
    }

    std::string program_;
    std::string study_;
    std::string file_;
    std::vector<std::string> sets_;
    std::optional<std::int64_t> seed_;
    std::optional<std::int64_t> budget_;
    int threads_ = machine_threads();
    bool resume_ = false;
    bool json_ = false;
    bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> optimize_command() { return std::make_unique<OptimizeCommand>(); }

}  // namespace backstock
