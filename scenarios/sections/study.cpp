#include "scenarios/sections/study.hpp"

namespace backstock {

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
