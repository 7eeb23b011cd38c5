#pragma once
// A study: alternatives to compare, crossed with factors. From its file to the scenario of every cell.
//
//     backstock-study: 1
//     base: boutique.yaml
//     variants:
//       one supplier: {stores.shop.stock.dress.sourcing: {single: atelier}}
//       seventy-thirty: {}
//     factors: {customers.regulars.arrivals.poisson.rate: [4 /d, 6 /d]}
//     compare: {baseline: one supplier, kpis: [profit, backorder_rate]}
//
// A cell is a variant at one setting, that is, one level of every factor. Cells are numbered setting by setting, the
// variants of one setting together, in name order: cell = setting × variants + variant. The last factor in the order of
// their paths turns fastest.

#include "scenarios/describe.hpp"
#include "scenarios/load.hpp"
#include "scenarios/overrides.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/study_design.hpp"
#include "scenarios/study_search.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// What is kept of every cell in the results file (output/README.md).
enum class Keep : std::uint8_t {
    everything,  // the tables of a run
    kpis,        // the network's KPIs by replication, and the scenario
    summary      // a row a KPI
};

struct StudyVariant {
    std::string name;
    std::optional<Node> instead;    // a scenario of its own in place of the base
    std::vector<Override> changes;  // laid over it in the order of their paths
    Place place;
};

struct StudyFactor {
    Path path;
    Path shown;         // with the way that all levels share down to a number: patience.waiting.exponential.mean
    std::string label;  // the end of that, as much as tells it from the other factors
    std::optional<FactorRange> range = {};  // then its levels are the values that the design takes of it; without a
                                            // design there are none, and the scenario is left as it is
    std::vector<Node> levels;               // in the order of the file
    std::vector<std::string> texts;         // what stands there, on one line each
    Place place;
};

// What a study is read for.
enum class StudyUse : std::uint8_t {
    cells,  // all cells are run: ranges need a design
    search  // the cells are those of the lists alone; the design is set aside, and ranges are for who varies them
};

// What a study says must come out.
struct StudyExpectation {
    std::string cell;     // "best": what a search finds
    std::string without;  // of a difference, the cell that is taken away
    Expectation stated;
    Place place;
};

struct StudyCommon;

class Study {
public:
    std::string name;  // the file's stem
    std::string title;
    std::optional<Node> base;              // without it every variant has a scenario of its own
    std::vector<StudyVariant> variants;    // in name order; at least one
    std::vector<StudyFactor> factors;      // in the order of their paths
    std::string baseline;                  // a variant, or with a single variant a cell; empty: the first cell
    std::vector<std::string> kpis;         // to compare, the one that decides first
    double level = 0.95;                   // of the intervals
    std::optional<Keep> keep;              // absent: by the number of cells
    std::optional<Design> design;          // absent: every combination of the lists
    std::optional<SearchPlan> search;      // what `optimize` is asked
    std::optional<StressPlan> stress;      // what `stress` is asked
    std::vector<StudyExpectation> expect;  // what must come out; the cells are there
    std::vector<std::string> expect_best;  // candidates of which a search must find one

    // Where each setting of a design lies in the unit cube, a coordinate a factor; empty without a design, and for
    // one_at_a_time.
    const std::vector<UnitPoint>& unit_points() const { return unit_points_; }

    std::size_t settings() const;
    std::size_t cells() const { return settings() * variants.size(); }
    std::size_t variant_of(std::size_t cell) const { return cell % variants.size(); }
    std::size_t setting_of(std::size_t cell) const { return cell / variants.size(); }
    // The level of every factor in a cell; as many as it has where the scenario is left as it is.
    std::vector<std::size_t> levels_of(std::size_t cell) const;
    // The same as text.
    std::vector<std::string> level_texts(std::size_t cell) const;
    // "backup, S=120"; the variant's name alone where there are no factors, the levels alone where there is one
    // variant.
    std::string cell_name(std::size_t cell) const;
    // The cell of that name; nothing if there is none.
    std::optional<std::size_t> cell_named(std::string_view wanted) const;

    // The levels alone: "S=120, mean=10 d"; empty without factors.
    std::string setting_name(std::size_t cell) const;

    // The cells that are compared with one another: the variants of each setting, or with a single variant all cells.
    std::vector<std::vector<std::size_t>> families() const;
    // The place of the baseline within a family.
    std::size_t baseline_in(const std::vector<std::size_t>& family) const;

    // The scenario of a cell. Its model is named after the cell. From any thread. Throws BadInput.
    Scenario scenario(std::size_t cell) const;
    // The same with more changes laid over it: for whoever varies what is no list of levels.
    Scenario scenario(std::size_t cell, const std::vector<Override>& more, const std::string& as) const;

    // The study in one text that needs no other file but tables, which it names by absolute path: reading it gives the
    // same study.
    std::string resolved_yaml() const;

private:
    friend class StudyLoader;
    Node tree(std::size_t cell, const std::vector<Override>& more, Problems& problems) const;
    friend StudyCommon check_cells(Study& study, int threads);
    void check_kpis(const std::vector<Duration>& waits, bool sells, Problems& problems);

    std::vector<std::vector<std::size_t>> chosen_;  // levels by setting, where a design chose them
    std::vector<UnitPoint> unit_points_;
    std::vector<std::pair<std::string, Node>> plans_;                       // design, optimize, stress as written
    std::unique_ptr<SourceFiles> files_ = std::make_unique<SourceFiles>();  // the nodes point into it
    const Catalog* catalog_ = nullptr;
    std::unique_ptr<const LanguageChoices> choices_;
    Place baseline_at_;
    Place kpis_at_;
    std::vector<Override> common_;  // laid over the base, beneath the variants: `set`, then --set
};

// Reads a study and everything that it names. `sets` of the options change the base, beneath the variants. The catalog
// must outlive the study. Throws BadInput with what is wrong with the study itself; check_cells() finds what is wrong
// with its cells.
Study load_study(const std::string& file, Catalog& catalog, const LoadOptions& options = {},
                 StudyUse use = StudyUse::cells);
Study load_study_text(std::string_view text, const std::string& name, Catalog& catalog, const LoadOptions& options = {},
                      StudyUse use = StudyUse::cells);

// The study of scenario files as they are, each a variant named after its file, the first the baseline.
Study study_of_scenarios(const std::vector<std::string>& files, Catalog& catalog, const LoadOptions& options = {});

// What all cells of a sound study have in common.
struct StudyCommon {
    RunPlan run;                      // of the first cell: seed, replications, currency and start are everybody's
    RunRule rule;                     // of all
    std::vector<Duration> wait_over;  // of all
};

// Loads every cell on so many threads. Throws BadInput with everything that is wrong with any of them, each mistake
// once: what can't be read, and what must be the same for a comparison to be one: seed, replications, currency and
// start everywhere, horizon, warm-up and accounting among the cells that are compared. Unknown KPIs too. Where the
// study names no KPIs it chooses them: profit and service where anything is sold, else cost and service.
StudyCommon check_cells(Study& study, int threads);

// Whether a file is a study rather than a scenario: a map with the key 'backstock-study'.
bool is_study(const std::string& file);

}  // namespace backstock
