// backstock show: a results file on the terminal.

#include "scenarios/utf8.hpp"
#include "sim/policy/notation.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/run_report.hpp"
#include "tools/show/screens.hpp"
#include "tools/show/stored_summary.hpp"
#include "tools/stored_run.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace backstock {
namespace {

class Show : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("FILE", file_, "a results file (HDF5) of backstock run, compare or study")->required();
        app.add_option("--kpi", kpis_, "what to show, in place of the most telling figures; any number of times")
            ->type_name("KPI")
            ->allow_extra_args(false);
        app.add_option("--variant", variant_, "of a study: the alternative to look at")->type_name("NAME");
        app.add_option("--entity", entity_, "the store or stock point whose timelines are shown")->type_name("NAME");
        app.footer(
            fmt::format("Examples:\n  {0} show shop.h5\n  {0} show shop.h5 --entity shop/mug\n"
                        "  {0} show study.h5 --kpi profit\n"
                        "As wide as the terminal, or as COLUMNS says; no colours where NO_COLOR is set.",
                        program));
    }

    int run() override {
        const ResultsReader results = open_results(file_);
        const std::vector<std::string> variants = stored_variants(results);
        const Style style(stdout);
        const Screen screen{style, terminal_width(stdout)};
        if (variants.empty()) return show_plan(results, screen);
        if (!variant_.empty() && std::find(variants.begin(), variants.end(), variant_) == variants.end())
            throw WrongUse(fmt::format("--variant: the file has no '{}'; it has {}", without_controls(variant_),
                                       without_controls(fmt::format("{}", fmt::join(variants, ", ")))));
        if (is_study(results) && variant_.empty())
            show_study(results, variants, screen);
        else
            show_variant(results, variant_.empty() ? variants.front() : variant_, screen);
        return 0;
    }

private:
    void heading(const RunPlan& plan, const std::string& subject, std::int64_t replications,
                 const Screen& screen) const {
        std::string what = fmt::format("{} from {}", written_span(plan.horizon - Time::zero()), plan.start);
        if (plan.warmup > Time::zero())
            what += fmt::format(", {} of it warm-up", written_span(plan.warmup - Time::zero()));
        what += fmt::format("; seed {}; {}", plan.seed, counted(std::size_t(replications), "replication"));
        fmt::print("{}\n{}\n", screen.style.bold(without_controls(subject)),
                   wrapped(without_controls(what), 0, 0, screen.width));
    }

    static std::int64_t replications_in(const std::vector<SummaryRow>& summary) {
        std::int64_t most = 0;
        for (const SummaryRow& row : summary) most = std::max(most, row.n + row.empty);
        return most;
    }

    void show_variant(const ResultsReader& results, const std::string& variant, const Screen& screen) const {
        const RunPlan plan = stored_plan(results);
        const std::vector<SummaryRow> summary = stored_summary(results, variant);
        const std::string bars = kpi_bars(summary, kpis_, plan, screen);
        const std::string fans = timeline_fans(results, variant, entity_, screen);
        heading(plan,
                plan.title.empty()  ? variant
                : is_study(results) ? plan.title + ": " + variant
                                    : plan.title,
                replications_in(summary), screen);
        fmt::print("{}\n", wrapped(verdict(summary, plan), 0, 0, screen.width));
        fmt::print("{}{}{}", bars, fans.empty() ? "" : "\n", fans);
    }

    void show_study(const ResultsReader& results, const std::vector<std::string>& variants,
                    const Screen& screen) const {
        if (!entity_.empty()) throw WrongUse("--entity needs --variant: the file is of a study");
        const RunPlan plan = stored_plan(results);
        const std::string compared = comparisons(results, kpis_, screen);
        heading(plan, plan.title.empty() ? file_ : plan.title,
                replications_in(stored_summary(results, variants.front())), screen);
        const std::string verdicts = stored_verdicts(results, screen);
        fmt::print("{}{}{}", verdicts, verdicts.empty() ? "" : "\n", compared);
        fmt::print("{}\n  {} show {} --variant {}\n", screen.style.dim("Next:"), program_, shell_word(file_),
                   shell_word(variants.back()));
    }

    // What optimize or stress has written.
    int show_plan(const ResultsReader& results, const Screen& screen) const {
        const std::string plan = plan_screen(results, screen);
        if (plan.empty()) throw WrongUse(fmt::format("{}: holds no results to show", file_));
        if (!kpis_.empty() || !entity_.empty() || !variant_.empty())
            throw WrongUse(
                fmt::format("{}: is of optimize or stress; --kpi, --variant and --entity are for runs and "
                            "studies",
                            file_));
        const std::optional<Attribute> title = results.attribute("/", "title");
        const std::string* text = title ? std::get_if<std::string>(&*title) : nullptr;
        const std::string verdicts = stored_verdicts(results, screen);
        fmt::print("{}\n{}{}{}", screen.style.bold(without_controls(text == nullptr || text->empty() ? file_ : *text)),
                   verdicts, verdicts.empty() ? "" : "\n", plan);
        fmt::print("{}\n  {} report {}\n", screen.style.dim("Next:"), program_, shell_word(file_));
        return 0;
    }

    std::string program_;
    std::string file_;
    std::vector<std::string> kpis_;
    std::string variant_;
    std::string entity_;
};

}  // namespace

std::unique_ptr<Command> show_command() { return std::make_unique<Show>(); }

}  // namespace backstock
