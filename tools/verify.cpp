// backstock verify: simulates scenarios that state what must come out, and says whether it does.

#include "scenarios/study.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/gallery.hpp"
#include "tools/lesson.hpp"
#include "tools/option_values.hpp"
#include "tools/scenario_input.hpp"
#include "tools/simulation.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/verify_page.hpp"
#include "tools/verify_study.hpp"
#include "tools/warmup_report.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace backstock {
namespace {

std::vector<std::string> cells(const VerifiedModel& model, const VerifiedFigure& figure) {
    return {model.name, figure.expected.kpi, figure.expected.written, simulated_text(figure), allowed_text(figure)};
}

// What the head of the file teaches, where it is a lesson.
std::optional<Lesson> lesson_of(const std::filesystem::path& file) {
    try {
        return read_lesson(file, file.parent_path());
    } catch (const BadInput&) {
        return std::nullopt;
    }
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
        app.add_option("--html", page_, "also write it as a page to show")->type_name("PAGE");
        app.footer(fmt::format(
            "Examples:\n  {0} verify\n  {0} verify shop.yaml\n  {0} verify --html verify.html\n"
            "A scenario states what must come out: expect: {{cost_per_period: 35.022 ± 0.01}}. A value alone must lie\n"
            "within four standard errors of the simulated mean, one with ± or a range within what it says.\n"
            "Of a study, expect: {{profit: {{backup: 598900 ± 900, backup - alone: 14400 ± 900}}, best: S=12}}.\n"
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
        if (models_.empty() && mistakes_.empty()) throw WrongUse("nothing to verify: no scenario has 'expect:'");
        if (!page_.empty() && mistakes_.empty()) {
            write_text(page_, verify_page(models_));
            if (!json_) fmt::print("Written: {}\n", page_);
        }
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
            if (is_study(file.string())) return verify_study(file, style);
            ScenarioInput input;
            std::vector<std::string> sets;
            if (seed_) sets.push_back(fmt::format("run.seed={}", *seed_));
            Scenario scenario = input.load(file.string(), sets);
            if (scenario.expect.empty()) return;
            settle_warmup(scenario, threads_);
            const SimulationOptions options{.request = {.resolved_yaml = scenario.resolved_yaml},
                                            .until = scenario.rule.until,
                                            .threads = threads_,
                                            .show_progress = true};
            const SimulationResult result =
                naming_file(file.string(), [&] { return simulate(scenario.model, options); });
            VerifiedModel& model = models_.emplace_back();
            model.file = file;
            model.name = scenario.model.name;
            model.title = scenario.model.run.title;
            model.lesson = lesson_of(file);
            model.replications = result.replications;
            for (const Expectation& expected : scenario.expect) {
                const auto row = std::find_if(result.summary.begin(), result.summary.end(),
                                              [&](const SummaryRow& r) { return r.kpi == expected.kpi; });
                add({expected, check_expectation(expected, *row), row->half_width}, style);
            }
        } catch (const BadInput& bad) {
            if (!models_.empty() && models_.back().figures.empty()) models_.pop_back();
            mistakes_ += std::string(bad.what()) + '\n';
        }
    }

    void verify_study(const std::filesystem::path& file, const Style& style) {
        ScenarioInput input;
        std::vector<std::string> sets;
        if (seed_) sets.push_back(fmt::format("run.seed={}", *seed_));
        // Levels stand in the cells; a search leaves ranges open.
        Study cells = input.load_study(file.string(), sets, StudyUse::cells);
        std::optional<Study> search;
        if (cells.search) search = input.load_study(file.string(), sets, StudyUse::search);
        const bool searches = search && (!search->expect.empty() || !search->expect_best.empty());
        if (cells.expect.empty() && !searches) return;
        VerifiedModel& model = models_.emplace_back();
        model.file = file;
        model.name = cells.name;
        model.title = cells.title;
        model.lesson = lesson_of(file);
        const auto tell = [&](VerifiedFigure figure, std::int64_t replications) {
            model.replications = std::max(model.replications, replications);
            add(std::move(figure), style);
        };
        if (searches) verify_study_figures(*search, threads_, tell);
        if (!cells.expect.empty()) verify_study_figures(cells, threads_, tell);
    }

    void add(VerifiedFigure figure, const Style& style) {
        VerifiedModel& model = models_.back();
        model.figures.push_back(std::move(figure));
        if (!json_) print(cells(model, model.figures.back()), model.figures.back().checked.holds, style);
    }

    void print(const std::vector<std::string>& row, bool holds, const Style& style) {
        constexpr std::size_t room = 22;
        const auto line = [&](const std::vector<std::string>& c) {
            const std::string name =
                c[1].size() <= room ? fmt::format("{:<{}}", c[1], room) : fmt::format("{}\n{:<51}", c[1], "");
            return fmt::format("{:<28} {} {:>17} {:>11}  {:<10}", c[0], name, c[2], c[3], c[4]);
        };
        if (!heading_) {
            fmt::print("{}\n", style.bold(line({"model", "KPI", "expected", "simulated", "allowed"}) + " verdict"));
            heading_ = true;
        }
        fmt::print("{} {}\n", line(row), holds ? style.good("holds") : style.bad("MISSED"));
        std::fflush(stdout);
    }

    std::size_t misses() const {
        std::size_t all = 0;
        for (const VerifiedModel& model : models_) all += misses_in(model.figures);
        return all;
    }

    void conclude(const Style& style) const {
        if (models_.empty()) return;
        std::size_t figures = 0;
        for (const VerifiedModel& model : models_) figures += model.figures.size();
        const std::string text = fmt::format("{}, {}: ", counted(models_.size(), "model"), counted(figures, "figure"));
        fmt::print("{}{}\n", text,
                   misses() == 0 ? style.good("all hold") : style.bad(fmt::format("{} missed", misses())));
    }

    std::string json() const {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const VerifiedModel& model : models_) {
            for (const VerifiedFigure& figure : model.figures) {
                rows.push_back({{"file", model.file.string()},
                                {"model", model.name},
                                {"kpi", figure.expected.kpi},
                                {"expected", figure.expected.written},
                                {"value", figure.expected.value},
                                {"simulated", figure.found.empty() ? nlohmann::ordered_json(figure.checked.simulated)
                                                                   : nlohmann::ordered_json(figure.found)},
                                {"half_width", figure.half_width},
                                {"low", figure.checked.low},
                                {"high", figure.checked.high},
                                {"rule", figure.checked.rule},
                                {"holds", figure.checked.holds}});
            }
        }
        const nlohmann::ordered_json all{{"checks", rows}, {"missed", misses()}};
        return all.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    }

    std::vector<std::string> named_;
    std::optional<std::int64_t> seed_;
    int threads_ = machine_threads();
    bool json_ = false;
    std::string page_;

    std::vector<VerifiedModel> models_;
    std::string mistakes_;
    bool heading_ = false;
};

}  // namespace

std::unique_ptr<Command> verify_command() { return std::make_unique<Verify>(); }

}  // namespace backstock
