#include "scenarios/sections/study.hpp"

#include "scenarios/sections/sections.hpp"
#include "sim/experiment/kpi.hpp"

namespace backstock {
namespace {

void read_study_expect(Sheet& s, StudyDraft& draft) {
    s.part("expect", "what must come out; `verify` checks it", [&](Sheet& expect) {
        draft.expect_best =
            expect.texts("best", "what `optimize` must find, or several candidates of which it must one");
        draft.expect_best_at = expect.place_of("best");
        expect.others("KPI", "what it must be in some cells", [&](std::string_view name, Sheet& cells) {
            const KpiInfo* const kpi = find_kpi(std::string(name));  // whether there is one, check_cells() tells
            cells.others(
                "cell",
                "a value, a value with its tolerance, or {between: [a, b]}; of 'backup - alone' the difference "
                "of two cells, of 'best' what `optimize` found",
                [&](std::string_view cell, Sheet& entry) {
                    const Place place = entry.place_of("");
                    Expectation stated = read_expectation(entry, kpi == nullptr ? "1" : kpi->unit);
                    stated.kpi = name;
                    draft.expect.push_back({std::string(cell), {}, std::move(stated), place});
                });
        });
    });
}

}  // namespace

void read_study(Sheet& s, StudyDraft& draft) {
    const std::int64_t version = s.integer("backstock-study", required, "the version of the format of studies: 1");
    if (!s.describing() && s.has("backstock-study") && version != 1) {
        s.refuse("backstock-study", "must be 1, the version of the format that this program reads");
    }
    draft.title = s.text("title", "", "one line that says what is asked");
    draft.base = s.tree("base", "the scenario that the variants change, a file relative to this one", "scenario file");
    draft.set = s.tree("set", "changes to every cell: dotted paths and what replaces what they name", "map by path");
    draft.variants = s.tree("variants",
                            "the alternatives, each a map of dotted paths and what replaces what they name; "
                            "'extends: other.yaml' puts another scenario in the place of the base, {} changes nothing",
                            "map by name");
    draft.factors =
        s.tree("factors",
               "dotted paths with a list of levels each, such as [40, 60, 80], or with a range, such as {from: 20, to: "
               "80} (also whole: true, log: true); every variant is run at every setting that the design takes",
               "map by path");
    read_design(s, draft);
    read_search(s, draft);
    read_stress(s, draft);
    s.part("compare", "what is compared", [&](Sheet& compare) {
        draft.baseline = compare.text(
            "baseline", "", "the variant that the others are measured against; absent: the one that changes nothing");
        draft.baseline_at = compare.place_of("baseline");
        draft.kpis = compare.texts("kpis", "the KPIs that are compared; the first decides which alternative is better");
        draft.kpis_at = compare.place_of("kpis");
        draft.level = compare.share("level", 0.95, "the confidence of the intervals", Bounds{0.5, 0.9999});
    });
    read_study_expect(s, draft);
    const std::vector<std::string> words{"everything", "kpis", "summary"};
    const std::size_t automatic = words.size();
    std::vector<std::string> with_automatic = words;
    with_automatic.emplace_back("automatic");
    const std::size_t keep =
        s.word("keep", with_automatic, automatic,
               "what the results file holds of every cell: the tables of a run, KPIs by replication, or one row a KPI; "
               "automatic: everything up to 20 cells, kpis up to 200, then summary");
    if (keep < words.size()) draft.keep = static_cast<Keep>(keep);
}

Description describe_study() {
    Description description;
    describe_sheet(description, [](Sheet& sheet) {
        StudyDraft draft;
        read_study(sheet, draft);
    });
    return description;
}

}  // namespace backstock
