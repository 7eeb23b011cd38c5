#include "output/search_tables.hpp"

#include "sim/version.hpp"

namespace backstock {
namespace {

template<class Rows, class Get>
auto column(const Rows& rows, Get get) {
    std::vector<decltype(get(rows.front()))> cells;
    for (const auto& row : rows) cells.push_back(get(row));
    return cells;
}

void add_interval(Frame& frame, const std::string& name, const std::string& unit,
                  const std::vector<SearchedCandidate>& rows, auto get) {
    frame.add(name, unit, column(rows, [&](const auto& row) { return get(row).value; }));
    frame.add(name + "_low", unit, column(rows, [&](const auto& row) { return get(row).low; }));
    frame.add(name + "_high", unit, column(rows, [&](const auto& row) { return get(row).high; }));
}

Frame candidates_frame(const SearchResults& results) {
    const std::vector<SearchedCandidate>& rows = results.candidates;
    Frame frame;
    Counts numbers(rows.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
    frame.add("candidate", "", std::move(numbers));
    frame.add("name", "", column(rows, [](const auto& row) { return row.name; }));
    frame.add("variant", "", column(rows, [](const auto& row) { return row.variant; }));
    for (std::size_t f = 0; f < results.factors.size(); ++f)
        frame.add(results.factors[f], "", column(rows, [f](const auto& row) { return row.levels[f]; }));
    frame.add("replications", "", column(rows, [](const auto& row) { return row.replications; }));
    add_interval(frame, "objective", results.unit, rows, [](const auto& row) { return row.objective; });
    for (std::size_t c = 0; c < results.constraints.size(); ++c)
        add_interval(frame, "constraint " + std::to_string(c + 1), results.constraint_units[c], rows,
                     [c](const auto& row) { return row.constraints[c]; });
    add_interval(frame, "behind", results.unit, rows, [](const auto& row) { return row.behind; });
    frame.add("fate", "", column(rows, [](const auto& row) { return row.fate; }));
    frame.add("decided_at", "", column(rows, [](const auto& row) { return row.decided_at; }));
    frame.add("by", "", column(rows, [](const auto& row) { return row.by; }));
    return frame;
}

Frame trace_frame(const SearchResults& results) {
    Frame frame;
    Counts steps(results.trace.size());
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = static_cast<std::int64_t>(i);
    frame.add("step", "", std::move(steps));
    frame.add("candidate", "", column(results.trace, [](const auto& row) { return row.candidate; }));
    frame.add("first", "", column(results.trace, [](const auto& row) { return row.first; }));
    frame.add("count", "", column(results.trace, [](const auto& row) { return row.count; }));
    frame.add("mean", results.unit, column(results.trace, [](const auto& row) { return row.mean; }));
    return frame;
}

}  // namespace

void write_search(const std::filesystem::path& target, const SearchResults& results) {
    ResultsWriter writer(target);
    writer.attribute("/", "kind", std::string("search"));
    writer.attribute("/", "program", std::string("backstock"));
    writer.attribute("/", "version", std::string(backstock_version));
    if (!results.created.empty()) writer.attribute("/", "created", results.created);
    writer.attribute("/", "title", results.title);
    writer.attribute("/", "seed", results.seed);
    writer.attribute("/", "currency", results.currency);
    writer.text("/study/definition", results.definition);
    writer.attribute("/study/definition", "name", results.name);
    if (!results.factors.empty()) {
        Frame factors;
        factors.add("factor", "", Texts(results.factors.begin(), results.factors.end()));
        factors.add("path", "", Texts(results.paths.begin(), results.paths.end()));
        writer.write("/study/factors", factors);
    }
    writer.write("/search/candidates", candidates_frame(results));
    writer.write("/search/trace", trace_frame(results));
    if (!results.constraints.empty()) {
        Frame constraints;
        constraints.add("constraint", "", Texts(results.constraints.begin(), results.constraints.end()));
        constraints.add("kpi", "", Texts(results.constraint_kpis.begin(), results.constraint_kpis.end()));
        writer.write("/search/constraints", constraints);
    }
    Frame verdicts;
    verdicts.add("verdict", "", Texts(results.sentences.begin(), results.sentences.end()));
    writer.write("/search/verdicts", verdicts);
    writer.attribute("/search", "objective", results.objective);
    writer.attribute("/search", "goal", std::string(results.maximize ? "maximize" : "minimize"));
    writer.attribute("/search", "method", results.method);
    writer.attribute("/search", "confidence", results.confidence);
    writer.attribute("/search", "delta", results.delta);
    writer.attribute("/search", "most_to_gain", results.most_to_gain);
    writer.attribute("/search", "probability", results.probability);
    writer.attribute("/search", "best", results.best.value_or(-1));
    writer.commit();
}

}  // namespace backstock
