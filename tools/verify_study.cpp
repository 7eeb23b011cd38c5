#include "tools/verify_study.hpp"

#include "sim/experiment/comparison.hpp"
#include "sim/experiment/executor.hpp"
#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/replications.hpp"
#include "tools/interruption.hpp"
#include "tools/scenario_input.hpp"
#include "tools/search/search_run.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace backstock {
namespace {

class StudyCheck {
public:
    StudyCheck(Study& study, int threads)
        : study_(study),
          threads_(threads),
          common_(check_cells(study, threads)),
          columns_(kpi_columns(common_.wait_over)) {}

    VerifiedFigure figure(const StudyExpectation& one, std::int64_t& replications) {
        Expectation expected = one.stated;
        expected.kpi += " of " + one.cell + (one.without.empty() ? "" : " - " + one.without);
        if (one.cell == "best" && study_.search) {
            const SearchResults& results = found();
            const Interval objective = results.best ? results.candidates[best_of(results)].objective : Interval{};
            replications = results.best ? results.candidates[best_of(results)].replications : 0;
            return checked(expected, objective);
        }
        const SampledKpi own = sample(one.cell, one.stated.kpi);
        replications = static_cast<std::int64_t>(own.num.size());
        if (one.without.empty()) return checked(expected, estimate(own));
        const SampledKpi other = sample(one.without, one.stated.kpi);
        return checked(expected, paired_difference(own, other));
    }

    VerifiedFigure best() {
        const SearchResults& results = found();
        VerifiedFigure figure;
        figure.expected.kpi = "best";
        for (const std::string& name : study_.expect_best)
            figure.expected.written += (figure.expected.written.empty() ? "" : " or ") + name;
        figure.found = results.best ? results.candidates[best_of(results)].name : "none";
        figure.checked.holds =
            std::find(study_.expect_best.begin(), study_.expect_best.end(), figure.found) != study_.expect_best.end();
        return figure;
    }

private:
    static std::size_t best_of(const SearchResults& results) { return static_cast<std::size_t>(*results.best); }

    static VerifiedFigure checked(const Expectation& expected, const Interval& interval) {
        SummaryRow row{};
        row.n = interval.n;
        row.mean = interval.value;
        row.half_width = interval.half_width();
        return {expected, check_expectation(expected, row), row.half_width};
    }

    SampledKpi sample(const std::string& cell_name, const std::string& kpi) {
        const std::size_t cell = *study_.cell_named(cell_name);
        const auto known = played_.find(cell);
        const KpiSamples& samples =
            known != played_.end() ? known->second : played_.emplace(cell, play(cell)).first->second;
        const auto column =
            std::find_if(columns_.begin(), columns_.end(), [&](const KpiColumn& c) { return c.name == kpi; });
        return samples.sample(static_cast<std::size_t>(column - columns_.begin()));
    }

    KpiSamples play(std::size_t cell) const {
        const Scenario scenario = study_.scenario(cell);
        KpiSamples samples(columns_);
        naming_file(study_.cell_name(cell), [&] {
            run_ordered(
                scenario.model.run.replications, {.threads = threads_},
                [&] { return std::make_unique<Player>(scenario.model, Detail::network); },
                [&](const std::unique_ptr<Player>& player, std::int64_t r) {
                    Interruption::check();
                    return player->play(r).network;
                },
                [&](std::int64_t, KpiRow&& row) { samples.add(row); });
            return 0;
        });
        return samples;
    }

    const SearchResults& found() {
        if (!found_) {
            const SearchOrder order{.study = &study_,
                                    .plan = *study_.search,
                                    .run = common_.run,
                                    .columns = columns_,
                                    .definition = {},
                                    .threads = threads_,
                                    .show_progress = true};
            found_ = run_search(order, nullptr);
        }
        return *found_;
    }

    Study& study_;
    int threads_;
    StudyCommon common_;
    std::vector<KpiColumn> columns_;
    std::map<std::size_t, KpiSamples> played_;
    std::optional<SearchResults> found_;
};

}  // namespace

void verify_study_figures(Study& study, int threads,
                          const std::function<void(VerifiedFigure figure, std::int64_t replications)>& tell) {
    const Interruption interruption;
    StudyCheck check(study, threads);
    if (!study.expect_best.empty()) tell(check.best(), 0);
    for (const StudyExpectation& one : study.expect) {
        std::int64_t replications = 0;
        VerifiedFigure figure = check.figure(one, replications);
        tell(std::move(figure), replications);
    }
}

}  // namespace backstock
