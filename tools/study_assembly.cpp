// From the units of a study to its results file and its findings.

#include "output/outcome_bytes.hpp"
#include "output/warmup_table.hpp"
#include "scenarios/path.hpp"
#include "tools/interruption.hpp"
#include "tools/study_run.hpp"
#include "tools/study_samples.hpp"
#include "tools/study_verdict.hpp"

#include <algorithm>

namespace backstock {
namespace {

std::vector<CellDescription> cells_of(const Study& study) {
    std::vector<CellDescription> cells;
    for (std::size_t cell = 0; cell < study.cells(); ++cell) {
        CellDescription described{.number = cell,
                                  .name = study.cell_name(cell),
                                  .variant = study.variants[study.variant_of(cell)].name,
                                  .levels = study.level_texts(cell)};
        cells.push_back(std::move(described));
    }
    return cells;
}

StudyDescription description_of(const StudyWork& work, const std::string& created) {
    const Study& study = work.study();
    StudyDescription description{.name = study.name,
                                 .title = study.title,
                                 .resolved_yaml = work.text(),
                                 .created = created,
                                 .run = work.common().run,
                                 .columns = work.columns(),
                                 .factors = {},
                                 .labels = {},
                                 .level = study.level};
    for (const StudyFactor& factor : study.factors) {
        description.factors.push_back(path_text(factor.shown));
        description.labels.push_back(factor.label);
    }
    return description;
}

std::vector<std::size_t> columns_compared(const StudyWork& work) {
    std::vector<std::size_t> compared;
    for (const std::string& kpi : work.study().kpis) {
        const auto column = std::find_if(work.columns().begin(), work.columns().end(),
                                         [&](const KpiColumn& c) { return c.name == kpi; });
        compared.push_back(static_cast<std::size_t>(column - work.columns().begin()));
    }
    return compared;
}

class Assembly {
public:
    Assembly(const StudyWork& work, const Schedule& schedule, const UnitSource& units, int threads,
             const std::optional<std::filesystem::path>& target, const std::string& created)
        : work_(work),
          schedule_(schedule),
          units_(units),
          threads_(threads),
          description_(description_of(work, created)),
          family_of_(work.study().cells()),
          compared_(columns_compared(work)),
          chosen_(work.study().cells(), compared_) {
        if (target) results_.emplace(*target, description_, cells_of(work.study()));
        for (const std::size_t column : compared_) findings_.kpis.push_back({work.columns()[column], {}});
        for (std::size_t f = 0; f < work.plan().families.size(); ++f) {
            for (const std::size_t cell : work.plan().families[f]) family_of_[cell] = f;
        }
    }

    StudyFindings run() {
        gather_cells();
        compare_families();
        findings_.sentences = verdicts(work_, findings_);
        findings_.warnings = warnings(work_, schedule_, findings_);
        add_sensitivity();
        if (results_) {
            for (const ComparedKpi& kpi : findings_.kpis) results_->compare(kpi.kpi, kpi.lines);
            if (!findings_.sensitivity.empty()) write_sensitivity(results_->writer(), findings_.sensitivity.tables);
            results_->conclude(findings_.sentences);
            if (work_.found_warmup()) results_->writer().write("/study/warmup", warmup_frame(*work_.found_warmup()));
            results_->commit();
        }
        return std::move(findings_);
    }

private:
    void add_sensitivity() {
        findings_.sensitivity = sensitivity_of(work_.study(), chosen_, work_.common().run);
        const std::vector<std::string>& more = findings_.sensitivity.sentences;
        if (!work_.study().unit_points().empty() && work_.study().design->kind != DesignKind::grid)
            findings_.sentences.clear();  // points of a box are no alternatives to choose from
        const bool chosen_first = work_.study().variants.size() > 1;  // alternatives before what they depend on
        findings_.sentences.insert(chosen_first ? findings_.sentences.end() : findings_.sentences.begin(), more.begin(),
                                   more.end());
    }

    struct Gathered {
        KpiSamples samples;
        std::vector<SummaryRow> summary;
    };

    template<class Take>
    void replay(std::size_t cell, Take take) const {
        std::int64_t replication = 0;
        const std::int64_t count = schedule_.replications(family_of_[cell]);
        for (std::int64_t block = 0; block < blocks_of(count); ++block) {
            const Unit unit{cell, static_cast<std::uint64_t>(block)};
            for (const Outcome& outcome : unpacked(units_.bytes(unit))) take(replication++, outcome);
        }
    }

    Gathered gather(std::size_t cell) const {
        Interruption::check();
        Gathered gathered{KpiSamples(work_.columns()), {}};
        replay(cell, [&](std::int64_t, const Outcome& outcome) { gathered.samples.add(outcome.network); });
        if (results_) gathered.summary = summarize(gathered.samples);
        return gathered;
    }

    void gather_cells() {
        run_ordered(
            static_cast<std::int64_t>(work_.study().cells()), {.threads = threads_}, [] { return 0; },
            [&](int, std::int64_t cell) { return gather(static_cast<std::size_t>(cell)); },
            [&](std::int64_t cell, Gathered&& gathered) { take(static_cast<std::size_t>(cell), std::move(gathered)); });
    }

    void take(std::size_t cell, Gathered&& gathered) {
        chosen_.take(cell, gathered.samples);
        findings_.replications = std::max(findings_.replications, gathered.samples.replications());
        if (!results_) return;
        std::optional<Scenario> scenario;
        if (work_.keep() != Keep::summary) {
            scenario = work_.scenario(cell);
            results_->open_cell(cell, scenario->model, scenario->resolved_yaml, work_.keep() == Keep::kpis);
            replay(cell,
                   [&](std::int64_t replication, const Outcome& outcome) { results_->take(replication, outcome); });
        }
        results_->finish_cell(cell, gathered.samples.replications(), gathered.summary);
    }

    // The lines of one family, KPI by KPI.
    std::vector<std::vector<ComparisonLine>> compare_family(std::size_t f) const {
        Interruption::check();
        const std::vector<std::size_t>& family = work_.plan().families[f];
        const std::size_t baseline = work_.study().baseline_in(family);
        std::vector<std::vector<ComparisonLine>> lines(compared_.size());
        for (std::size_t k = 0; k < compared_.size(); ++k) {
            std::vector<SampledKpi> sampled;
            for (const std::size_t cell : family) sampled.push_back(chosen_.sample(cell, k));
            const std::vector<KpiSample> samples(sampled.begin(), sampled.end());
            const KpiInfo& info = *findings_.kpis[k].kpi.info;
            const std::vector<Compared> compared =
                compare(samples, baseline, info.bad, {.level = work_.study().level, .seed = work_.common().run.seed});
            for (std::size_t i = 0; i < family.size(); ++i) {
                ComparisonLine line{.cell = family[i],
                                    .baseline = family[baseline],
                                    .replications = chosen_.replications(family[i]),
                                    .compared = compared[i],
                                    .verdict = {}};
                line.verdict = verdict(work_, findings_.kpis[k].kpi, line);
                lines[k].push_back(std::move(line));
            }
        }
        return lines;
    }

    void compare_families() {
        run_ordered(
            static_cast<std::int64_t>(work_.plan().families.size()), {.threads = threads_}, [] { return 0; },
            [&](int, std::int64_t family) { return compare_family(static_cast<std::size_t>(family)); },
            [&](std::int64_t, std::vector<std::vector<ComparisonLine>>&& lines) {
                for (std::size_t k = 0; k < lines.size(); ++k) {
                    std::vector<ComparisonLine>& all = findings_.kpis[k].lines;
                    std::move(lines[k].begin(), lines[k].end(), std::back_inserter(all));
                }
            });
    }

    const StudyWork& work_;
    const Schedule& schedule_;
    const UnitSource& units_;
    int threads_;
    StudyDescription description_;
    std::vector<std::size_t> family_of_;  // by cell
    std::vector<std::size_t> compared_;   // the columns of the KPIs that are compared
    StudySamples chosen_;                 // and their values
    std::optional<StudyResults> results_;
    StudyFindings findings_;
};

}  // namespace

StudyFindings assemble(const StudyWork& work, const Schedule& schedule, const UnitSource& units, int threads,
                       const std::optional<std::filesystem::path>& target, const std::string& created) {
    return Assembly(work, schedule, units, threads, target, created).run();
}

}  // namespace backstock
