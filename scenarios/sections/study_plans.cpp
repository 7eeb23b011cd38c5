#include "scenarios/directory.hpp"
#include "scenarios/sections/study.hpp"
#include "scenarios/utf8.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

const std::vector<std::string>& design_words() {
    static const std::vector<std::string> words{"grid", "latin_hypercube", "sobol", "one_at_a_time", "sobol_indices"};
    return words;
}

void read_parameters(Sheet& design, StudyDraft& draft) {
    const auto chosen = [&](DesignKind kind) { draft.design->kind = kind; };
    const Bounds some{1, 1e6};
    const auto seed_of = [&](Sheet& s) {
        const auto seed = s.integer("seed", 1, "other points of the same kind", not_negative);
        draft.design->seed = static_cast<std::uint64_t>(seed);
    };
    const auto levels_of = [&](Sheet& s, std::string_view doc) {
        draft.design->levels = s.integer("levels", 2, doc, Bounds{2, 1000});
    };
    design.part("grid", "every level of every factor with every other, such as {grid: {levels: 3}}", [&](Sheet& s) {
        levels_of(s, "values taken of a range, evenly spaced, both ends among them");
        chosen(DesignKind::grid);
    });
    design.part("latin_hypercube", "points that cover each range evenly, such as {latin_hypercube: {points: 100}}",
                [&](Sheet& s) {
                    draft.design->points = s.integer("points", required, "how many settings are run", some);
                    seed_of(s);
                    chosen(DesignKind::latin_hypercube);
                });
    design.part("sobol", "points of Sobol's sequence, which fill the box evenly, such as {sobol: {points: 256}}",
                [&](Sheet& s) {
                    draft.design->points =
                        s.integer("points", required, "how many settings are run; a power of two is best", some);
                    seed_of(s);
                    chosen(DesignKind::sobol);
                });
    design.part("one_at_a_time",
                "the scenario as it is, and each factor moved alone: a tornado, such as "
                "{one_at_a_time: {levels: 3}}",
                [&](Sheet& s) {
                    levels_of(s, "values taken of a range, evenly spaced, both ends among them");
                    chosen(DesignKind::one_at_a_time);
                });
    design.part("sobol_indices",
                "Saltelli's points, from which the first-order and total indices follow, such as "
                "{sobol_indices: {rows: 128}}",
                [&](Sheet& s) {
                    draft.design->points = s.integer(
                        "rows", required, "each takes as many settings as there are factors, and two more", some);
                    seed_of(s);
                    chosen(DesignKind::sobol_indices);
                });
}

void check_design(Sheet& design, const Design& chosen) {
    int found = design.has("word") ? 1 : 0;
    for (const std::string& word : design_words()) found += design.has(word) ? 1 : 0;
    if (found != 1) design.refuse("", "expected one design, such as grid or {latin_hypercube: {points: 100}}");
    const bool by_level = chosen.kind == DesignKind::grid || chosen.kind == DesignKind::one_at_a_time;
    if (design.has("word") && !by_level) {
        const char* what = chosen.kind == DesignKind::sobol_indices ? "rows" : "points";
        design.refuse("word",
                      fmt::format("{0} needs its number of {1}: {{{0}: {{{1}: 128}}}}", name_of(chosen.kind), what));
    }
}

std::string objective_of(Sheet& s, SearchPlan& plan) {
    const std::string least = s.text("minimize", "", "the KPI that is to be small, such as cost_per_period");
    const std::string most = s.text("maximize", "", "the KPI that is to be large, such as profit");
    plan.maximize = !most.empty();
    if (!s.describing() && least.empty() == most.empty()) {
        s.refuse("", "expected either minimize or maximize, such as minimize: cost_per_period");
        return {};
    }
    const std::string& kpi = plan.maximize ? most : least;
    const KpiInfo* info = find_kpi(kpi);
    if (!s.describing() && (info == nullptr || !info->tables.has(Entity::network))) {
        std::vector<std::string> names;
        for (const KpiInfo& each : kpis())
            if (each.tables.has(Entity::network)) names.emplace_back(each.name);
        s.refuse(plan.maximize ? "maximize" : "minimize",
                 fmt::format("unknown KPI {}{}", shown(kpi), suggestion(kpi, names)));
    }
    return kpi;
}

}  // namespace

void read_design(Sheet& sheet, StudyDraft& draft) {
    sheet.part(
        "design", "which settings of the factors are run; absent: every combination of the lists", [&](Sheet& design) {
            draft.design.emplace();
            draft.design_at = design.place_of("");
            design.positional("word");
            draft.design->kind = static_cast<DesignKind>(
                design.word("word", design_words(), 0, "a design with its usual parameters: grid or one_at_a_time"));
            read_parameters(design, draft);
            if (!design.describing()) check_design(design, *draft.design);
        });
}

void read_search(Sheet& sheet, StudyDraft& draft) {
    sheet.part("optimize", "what `optimize` looks for among the variants and factors", [&](Sheet& s) {
        SearchPlan plan;
        plan.place = s.place_of("");
        plan.kpi = objective_of(s, plan);
        for (const std::string& text : s.texts("constraints",
                                               "KPIs with the limits that they must keep, such as "
                                               "[fill_rate >= 95 % ± 0.5 %]: the ± says by how much it "
                                               "may be misjudged, else a hundredth of the limit")) {
            ParsedConstraint parsed = parse_constraint(text);
            if (parsed.constraint)
                plan.constraints.push_back(std::move(*parsed.constraint));
            else
                s.refuse("constraints", parsed.message);
        }
        plan.method = static_cast<SearchMethod>(
            s.word("method", {"automatic", "kn", "ocba", "pattern", "nlopt"}, 0,
                   "of lists: kn (Kim and Nelson, with a promise that holds for replications whose outcomes are about "
                   "normal) or ocba (a budget well spent); of ranges: pattern, or "
                   "nlopt where no number is whole; automatic: kn, or with a budget ocba; pattern"));
        plan.delta = s.number("delta", 0.0,
                              "for kn: differences below it do not matter; absent: a hundredth of the "
                              "first candidate's value",
                              not_negative);
        plan.confidence = s.share("confidence", 0.95, "of the promise, and of each constraint", Bounds{0.5, 0.9999});
        plan.first =
            s.integer("first", 20, "replications of every candidate before anything is judged", Bounds{5, 1e6});
        plan.replications = s.integer(
            "replications", 400, "for ranges: replications of the points that the answer is between", Bounds{10, 1e7});
        plan.budget = s.integer("budget", 0, "replications in all; 0: as many as it takes", not_negative);
        plan.seed =
            static_cast<std::uint64_t>(s.integer("seed", 1, "for ranges: other points to start from", not_negative));
        draft.search = std::move(plan);
    });
}

void read_stress(Sheet& sheet, StudyDraft& draft) {
    sheet.part("stress", "the outages that `stress` tries", [&](Sheet& s) {
        StressPlan plan;
        plan.lengths =
            s.durations("lengths", "how long the outages last, such as [2 wk, 8 wk]; absent: 1 wk, 2 wk and 4 wk");
        if (const auto at =
                s.duration("at", optional, "when they begin, from the start; absent: when the warm-up ends"))
            plan.at = Time::zero() + *at;
        plan.nodes = s.texts("nodes", "what is struck: suppliers, plants, stores, lanes by name; absent: all");
        const std::size_t by = s.word("by", {"node", "region", "pair"}, 0,
                                      "each thing alone, all of a region together, or each two things together");
        plan.regions = by == 1;
        plan.pairs = by == 2;
        draft.stress = std::move(plan);
    });
}

}  // namespace backstock
