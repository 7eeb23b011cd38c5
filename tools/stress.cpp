// backstock stress: what an outage of each supplier, site or lane would do.

#include "scenarios/scalars.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/cluster/ranks.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/interruption.hpp"
#include "tools/kept_units.hpp"
#include "tools/option_values.hpp"
#include "tools/progress_line.hpp"
#include "tools/results_target.hpp"
#include "tools/scenario_input.hpp"
#include "tools/stress/stress_run.hpp"
#include "tools/stress/stress_sentences.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace backstock {
namespace {

Duration duration_in(const char* option, std::string_view text) {
    const Parsed<Duration> duration = parse_duration(text);
    if (!duration) throw WrongUse(fmt::format("{}: {}", option, duration.message));
    return *duration;
}

std::vector<Duration> durations_in(const char* option, std::string_view text) {
    std::vector<Duration> all;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        all.push_back(duration_in(option, trimmed(text.substr(0, comma))));
        if (comma == text.size()) return all;
        text.remove_prefix(comma + 1);
    }
}

class StressCommand : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("FILE", input_, "a scenario, or a study whose variants are the alternatives (YAML)")->required();
        app.add_option("--lengths", lengths_, "how long the outages last; else 1 wk, 2 wk, 4 wk")->type_name("TIMES");
        app.add_option("--at", at_, "when they begin, from the start; else when the warm-up ends")->type_name("TIME");
        app.add_option("--nodes", nodes_, "strike only these suppliers, plants, stores and lanes")->type_name("NAME");
        auto* regions = app.add_flag("--regions", regions_, "strike whole regions");
        app.add_flag("--pairs", pairs_, "strike each two together")->excludes(regions);
        app.add_option("-o,--output", file_, "where the results go; else the file's name with .stress.h5, here")
            ->type_name("FILE");
        add_sets(app, sets_);
        app.add_option("--replications", replications_, "how often, in place of the scenario's number")
            ->check(whole_number(1, 10'000'000))
            ->type_name("N");
        app.add_option("--seed", seed_, "other chances, in place of the scenario's seed")
            ->check(whole_number(0, any_size))
            ->type_name("N");
        add_threads(app, threads_);
        app.add_flag("--resume", resume_, "go on where a run that was killed had come to");
        app.add_flag("--json", json_, "print the findings as one JSON object");
        app.add_flag("--quiet", quiet_, "print nothing");
        app.footer(fmt::format(
            "Examples:\n"
            "  {0} stress boutique.yaml\n"
            "  {0} stress boutique.yaml --lengths \"2 wk, 8 wk\" --at \"90 d\" --nodes mill\n"
            "  {0} stress network.yaml --regions --replications 200\n"
            "  {0} stress sourcing.yaml        (a study: what does a backup cost, and from when on does it pay?)\n"
            "Every outage is compared with the same replication without it. Exit codes: 0 done, 2 bad input,\n"
            "1 anything else, 130 interrupted.",
            program));
    }

    int run() override {
        if (quiet_ && json_) throw WrongUse("--quiet and --json exclude each other");
        refuse_ranks("stress");
        const auto began = std::chrono::steady_clock::now();
        if (replications_) set_replications(sets_, *replications_);
        if (seed_) sets_.push_back(fmt::format("run.seed={}", *seed_));
        ScenarioInput input;
        Study study =
            is_study(input_) ? input.load_study(input_, sets_, StudyUse::search) : input.study_of({input_}, sets_);
        if (!is_study(input_)) study.name = study.variants.front().name;
        const StressOrder order = order_for(study);
        const std::vector<StressTarget> targets = stress_targets(order);
        const std::filesystem::path target = file_.empty() ? study.name + ".stress.h5" : file_;
        refuse_other_file(target);
        UnitFile units = open_kept_units(target, {.digest = digest_of(order)}, resume_);
        StressResults results = played(order, targets, units);
        results.created = time_of_writing();
        write_stress(target, results);
        remove_kept_units(units);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        show(study, results, targets.size(), seconds, target.string());
        return 0;
    }

private:
    StressOrder order_for(Study& study) const {
        StressPlan plan = study.stress.value_or(StressPlan{});
        if (!lengths_.empty()) plan.lengths = durations_in("--lengths", lengths_);
        if (!at_.empty()) plan.at = Time::zero() + duration_in("--at", at_);
        if (!nodes_.empty()) plan.nodes = nodes_;
        plan.regions = plan.regions || regions_;
        plan.pairs = plan.pairs || pairs_;
        const StudyCommon common = check_cells(study, threads_);
        return {.study = &study,
                .plan = completed(std::move(plan), common.run),
                .run = common.run,
                .definition = study.resolved_yaml(),
                .threads = threads_,
                .show_progress = !quiet_};
    }

    StressResults played(const StressOrder& order, const std::vector<StressTarget>& targets, UnitFile& units) const {
        const Interruption interruption;
        try {
            return run_stress(order, targets, units);
        } catch (const Interrupted&) {
            units.sync();
            fmt::print(stderr, "backstock: interrupted; what was finished is kept in {}. Go on with:\n  {}\n",
                       units.path().string(), again());
            throw;
        } catch (...) {
            if (units.size() == 0) remove_kept_units(units);
            throw;
        }
    }

    void show(const Study& study, const StressResults& results, std::size_t targets, double seconds,
              const std::string& file) const {
        if (json_) return fmt::print("{}\n", stress_json(study, results, file));
        if (quiet_) return;
        const Style style(stdout);
        const std::string title = results.title.empty() ? study.name : results.title;
        std::string text = style.bold(title) + '\n' +
                           style.dim(fmt::format("{} struck in turn, {} of outage each, {} replications, {}",
                                                 counted(targets, "thing"), counted(results.lengths.size(), "length"),
                                                 results.replications, rough_time(seconds))) +
                           "\n\n" + stress_screen(study, results, style) + '\n';
        for (const std::string& sentence : results.sentences) text += wrapped(sentence);
        text += fmt::format("Written: {}\n", file);
        text += style.dim("Next:") + '\n' +
                fmt::format("  {0} report {1}\n  {0} export {1} --csv stress\n  {0} inspect {2}\n", program_,
                            shell_word(file), shell_word(input_));
        fmt::print("{}", text);
    }

    std::string program_;
    std::string input_;
    std::string lengths_;
    std::string at_;
    std::vector<std::string> nodes_;
    bool regions_ = false;
    bool pairs_ = false;
    std::string file_;
    std::vector<std::string> sets_;
    std::optional<std::int64_t> replications_;
    std::optional<std::int64_t> seed_;
    int threads_ = machine_threads();
    bool resume_ = false;
    bool json_ = false;
    bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> stress_command() { return std::make_unique<StressCommand>(); }

}  // namespace backstock
