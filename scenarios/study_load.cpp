// From a study's file to the Study.

#include "scenarios/directory.hpp"
#include "scenarios/document.hpp"
#include "scenarios/merge.hpp"
#include "scenarios/path.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/sections/study.hpp"
#include "scenarios/study.hpp"
#include "scenarios/utf8.hpp"
#include "scenarios/writer.hpp"
#include "sim/experiment/kpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace backstock {
namespace {

constexpr std::size_t most_cells = 1'000'000;

// Groups of the results file that are no variants.
constexpr std::string_view reserved[] = {"model", "study", "comparison", "design", "sensitivity", "stress", "search"};

std::string stem(const std::string& file) { return std::filesystem::path(file).stem().string(); }

// A value on one line, as a label.
std::string line_of(const Node& node) {
    if (node.is_empty()) return "~";
    if (node.is_scalar()) return node.text();
    std::string text = to_yaml(node);
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && text.back() == ' ') text.pop_back();
    const bool flow = text.starts_with('{') || text.starts_with('[');
    return node.is_map() && !flow ? "{" + text + "}" : text;
}

// What the levels have in common on the way down to a scalar: `exponential`, `mean` of {exponential: {mean: 10 d}} and
// {exponential: {mean: 25 d}}. Empty where they differ in more than that scalar.
Path way_to_scalar(const std::vector<Node>& levels) {
    Path way;
    std::vector<const Node*> at;
    for (const Node& level : levels) at.push_back(&level);
    while (at.front()->is_map() && at.front()->entries().size() == 1) {
        way.push_back(at.front()->entries().front().key);
        for (const Node*& node : at) {
            const bool alike = node->is_map() && node->entries().size() == 1;
            node = alike ? node->find(way.back()) : nullptr;
            if (node == nullptr) return {};
        }
    }
    const bool scalars = std::all_of(at.begin(), at.end(), [](const Node* node) { return node->is_scalar(); });
    return scalars ? way : Path();
}

}  // namespace

class StudyLoader {
public:
    StudyLoader(Catalog& catalog, const LoadOptions& options, StudyUse use = StudyUse::cells)
        : catalog_(catalog), options_(options), use_(use) {
        study_.catalog_ = &catalog;
        study_.choices_ = std::make_unique<LanguageChoices>(catalog);
    }

    Study from_file(const std::string& file) {
        study_.name = stem(file);
        std::optional<Node> root = read_document(file, files(), problems_);
        if (!root) problems_.throw_if_any();
        return from_tree(std::move(*root));
    }

    Study from_text(std::string_view text, const std::string& name) {
        study_.name = stem(name);
        std::optional<Node> root = parse_document(text, {files().add(name), 1, 1}, problems_);
        if (!root) problems_.throw_if_any();
        return from_tree(std::move(*root));
    }

    Study from_scenarios(const std::vector<std::string>& names) {
        study_.name = "comparison";
        for (const std::string& file : names) {
            StudyVariant variant{.name = stem(file), .place = {files().add(file), 0, 0}};
            variant.instead = load_with_bases(file, *study_.choices_, files(), problems_);
            if (has_variant(variant.name))
                problems_.add(variant.place, "", fmt::format("another file is named {} too", shown(variant.name)));
            if (study_.baseline.empty()) study_.baseline = variant.name;
            study_.variants.push_back(std::move(variant));
        }
        return complete();
    }

private:
    SourceFiles& files() { return *study_.files_; }
    bool has_variant(std::string_view name) const {
        return std::any_of(study_.variants.begin(), study_.variants.end(),
                           [&](const auto& v) { return v.name == name; });
    }

    Study from_tree(Node root) {
        if (!root.is_map()) problems_.add(root.place(), "", "expected a map of settings, not " + found_text(root));
        if (root.find("backstock") != nullptr && root.find("backstock-study") == nullptr)
            problems_.add(root.find("backstock")->place(), "",
                          "this is a scenario, not a study: it is run by backstock run; a study names it as its base");
        problems_.throw_if_any();
        Reading reading{.catalog = catalog_, .problems = problems_, .files = files()};
        const Trail trail;
        Reader reader(reading, Layers({&root, &trail}), root.place(), &trail);
        StudyDraft draft;
        read_study(reader, draft);
        reader.finish();
        study_.title = draft.title;
        study_.level = draft.level;
        study_.keep = draft.keep;
        study_.baseline = draft.baseline;
        study_.baseline_at_ = draft.baseline_at;
        study_.kpis = draft.kpis;
        study_.kpis_at_ = draft.kpis_at;
        if (draft.base != nullptr) study_.base = scenario_at(*draft.base, "base");
        if (draft.set != nullptr) study_.common_ = changes_in(*draft.set, "set");
        read_variants(draft, root.place());
        if (draft.factors != nullptr) read_factors(*draft.factors);
        read_plans(root, draft);
        choose_baseline(root.place());
        read_expectations(draft);
        return complete();
    }

    // A scenario named by its file, or, as in a resolved study, written out.
    std::optional<Node> scenario_at(const Node& node, const std::string& path) {
        if (node.is_map()) return with_bases(node, *study_.choices_, files(), problems_);
        if (node.is_scalar() && !node.text().empty()) {
            const std::string file = beside(node.place(), node.text());
            std::error_code ignored;
            if (std::filesystem::exists(file, ignored))
                return load_with_bases(file, *study_.choices_, files(), problems_);
            problems_.add(node.place(), path, fmt::format("there is no file {}", shown(file)));
            return std::nullopt;
        }
        problems_.add(node.place(), path, "expected the name of a scenario file, not " + found_text(node));
        return std::nullopt;
    }

    std::optional<Path> path_at(const Node::Entry& entry, const std::string& within) {
        ParsedPath parsed = parse_path(entry.key);
        if (!parsed.path)
            problems_.add(entry.key_place, within, fmt::format("{}: {}", shown(entry.key), parsed.message));
        return std::move(parsed.path);
    }

    // Dotted paths with what replaces what they name, in the order of the paths.
    std::vector<Override> changes_in(const Node& node, const std::string& within) {
        std::vector<Override> changes;
        if (!node.is_map() && !node.is_empty())
            problems_.add(node.place(), within,
                          fmt::format("found {}; expected a map of dotted paths and values", found_text(node)));
        for (const Node::Entry& entry : node.entries()) {
            if (entry.key == "extends") continue;
            if (std::optional<Path> path = path_at(entry, within))
                changes.push_back({std::move(*path), entry.key_place, entry.value});
        }
        std::stable_sort(changes.begin(), changes.end(), [](auto& a, auto& b) { return a.path < b.path; });
        return changes;
    }

    void read_variants(const StudyDraft& draft, const Place& root) {
        if (draft.variants == nullptr || (draft.variants->is_map() && draft.variants->entries().empty())) {
            const std::string name =
                draft.base != nullptr && draft.base->is_scalar() ? stem(draft.base->text()) : "base";
            study_.variants.push_back({.name = name, .instead = {}, .changes = {}, .place = root});
        } else if (!draft.variants->is_map()) {
            problems_.add(draft.variants->place(), "variants",
                          fmt::format("found {}; expected a map of names", found_text(*draft.variants)));
        } else {
            for (const Node::Entry& entry : draft.variants->entries()) read_variant(entry);
        }
        const bool all_instead = std::all_of(study_.variants.begin(), study_.variants.end(),
                                             [](const auto& v) { return v.instead.has_value(); });
        if (draft.base == nullptr && !all_instead)
            problems_.add(root, "", "'base' is missing: the scenario that the variants change");
    }

    void read_variant(const Node::Entry& entry) {
        const std::string within = path_text({"variants", entry.key});
        StudyVariant variant{.name = entry.key, .instead = {}, .changes = {}, .place = entry.key_place};
        if (std::find(std::begin(reserved), std::end(reserved), entry.key) != std::end(reserved))
            problems_.add(entry.key_place, within, "this name is taken in the results file; choose another");
        if (const Node* other = entry.value.find("extends")) variant.instead = scenario_at(*other, within + ".extends");
        variant.changes = changes_in(entry.value, within);
        study_.variants.push_back(std::move(variant));
    }

    void read_factors(const Node& node) {
        if (!node.is_map()) {
            problems_.add(node.place(), "factors",
                          fmt::format("found {}; expected a map of dotted paths and lists", found_text(node)));
        }
        for (const Node::Entry& entry : node.entries()) read_factor(entry);
        std::sort(study_.factors.begin(), study_.factors.end(), [](auto& a, auto& b) { return a.path < b.path; });
        name_factors();
    }

    // Cells are known by now; a cell may have " - " in its name. What is found is for who searches, the rest for who
    // plays cells.
    void read_expectations(StudyDraft& draft) {
        if (problems_.any()) return;
        if (use_ == StudyUse::search) study_.expect_best = draft.expect_best;
        if (!draft.expect_best.empty() && !study_.search)
            problems_.add(draft.expect_best_at, "expect.best", "nothing is searched; it needs an optimize section");
        std::vector<std::string> names;
        constexpr std::size_t most = 1000;
        for (std::size_t cell = 0; cell < std::min(most, study_.cells()); ++cell)
            names.push_back(study_.cell_name(cell));
        const auto check = [&](const StudyExpectation& one, const std::string& cell) {
            if (study_.cell_named(cell)) return;
            problems_.add(one.place, path_text({"expect", one.stated.kpi}),
                          fmt::format("there is no cell {}{}", shown(cell), suggestion(cell, names)));
        };
        for (StudyExpectation& one : draft.expect) {
            const bool found = one.cell == "best" && study_.search;
            if (found != (use_ == StudyUse::search)) continue;
            const std::size_t minus = one.cell.find(" - ");
            if (found) {
                if (one.stated.kpi != study_.search->kpi)
                    problems_.add(
                        one.place, path_text({"expect", one.stated.kpi}),
                        fmt::format("of the best only {} is known, which is searched for", study_.search->kpi));
            } else if (minus == std::string::npos || study_.cell_named(one.cell)) {
                check(one, one.cell);
            } else {
                one.without = one.cell.substr(minus + 3);
                one.cell.resize(minus);
                check(one, one.cell);
                check(one, one.without);
            }
            study_.expect.push_back(std::move(one));
        }
    }

    void read_plans(const Node& root, StudyDraft& draft) {
        for (const char* key : {"design", "optimize", "stress", "expect"}) {
            if (const Node* plan = root.find(key)) study_.plans_.emplace_back(key, *plan);
        }
        study_.search = std::move(draft.search);
        study_.stress = std::move(draft.stress);
        if (use_ == StudyUse::cells) study_.design = draft.design;
        if (study_.design && study_.factors.empty())
            problems_.add(draft.design_at, "design", "there are no factors to take settings of");
        const Place at = draft.factors != nullptr ? draft.factors->place() : root.place();
        const double cells =
            static_cast<double>(study_.variants.size()) * size_of(study_.design.value_or(Design{}), design_factors());
        if (cells > static_cast<double>(most_cells))
            problems_.add(at, "factors", fmt::format("the levels cross to more than {} cells", most_cells));
        else if (!problems_.any())
            apply_design();
    }

    std::vector<DesignFactor> design_factors() const {
        std::vector<DesignFactor> factors;
        for (const StudyFactor& factor : study_.factors)
            if (use_ == StudyUse::cells || !factor.range)
                factors.push_back({factor.levels.size(), factor.range ? &*factor.range : nullptr});
        return factors;
    }

    // Ranges become levels; without a design they are for `optimize` alone.
    void apply_design() {
        if (use_ == StudyUse::search) return;
        for (const StudyFactor& factor : study_.factors) {
            if (factor.range && !study_.design && !study_.search)
                problems_.add(factor.place, path_text({"factors", path_text(factor.path)}),
                              "a range needs a design that says which values are run, such as design: "
                              "{latin_hypercube: {points: 100}}; `optimize` searches it without");
        }
        if (!study_.design || problems_.any()) return;
        DesignPoints points = points_of(*study_.design, design_factors());
        for (std::size_t f = 0; f < study_.factors.size(); ++f) {
            StudyFactor& factor = study_.factors[f];
            for (const double value : points.values[f]) {
                factor.levels.push_back(factor.range->node(value));
                factor.texts.push_back(factor.range->text(value));
            }
        }
        study_.chosen_ = std::move(points.settings);
        study_.unit_points_ = std::move(points.unit);
    }

    void read_factor(const Node::Entry& entry) {
        const std::string within = path_text({"factors", entry.key});
        std::optional<Path> path = path_at(entry, "factors");
        if (entry.value.is_map()) {
            if (auto range = FactorRange::read(entry.value, within, problems_))
                study_.factors.push_back({.path = path.value_or(Path{entry.key}),
                                          .shown = path.value_or(Path{entry.key}),
                                          .label = {},
                                          .range = std::move(range),
                                          .levels = {},
                                          .texts = {},
                                          .place = entry.key_place});
            return;
        }
        if (!entry.value.is_list() || entry.value.items().empty())
            return problems_.add(entry.value.place(), within,
                                 fmt::format("found {}; expected a list of levels, such as [40, 60, 80], "
                                             "or a range, such as {{from: 40, to: 80}}",
                                             entry.value.is_list() ? "no levels" : found_text(entry.value)));
        StudyFactor factor{.path = path.value_or(Path{entry.key}),
                           .shown = {},
                           .label = {},
                           .range = {},
                           .levels = entry.value.items(),
                           .texts = {},
                           .place = entry.key_place};
        factor.shown = factor.path;
        const Path way = way_to_scalar(factor.levels);
        factor.shown.insert(factor.shown.end(), way.begin(), way.end());
        for (const Node& level : factor.levels) {
            factor.texts.push_back(line_of(*find(level, way)));
            if (std::count(factor.texts.begin(), factor.texts.end(), factor.texts.back()) > 1)
                problems_.add(level.place(), within, fmt::format("the level {} is listed twice", factor.texts.back()));
        }
        study_.factors.push_back(std::move(factor));
    }

    // As much of the ends of the paths as tells them apart.
    void name_factors() {
        for (StudyFactor& factor : study_.factors) {
            for (std::size_t names = 1; names <= factor.path.size(); ++names) {
                const auto ends_alike = [&](const StudyFactor& other) {
                    return other.path.size() >= names &&
                           std::equal(factor.path.end() - static_cast<std::ptrdiff_t>(names), factor.path.end(),
                                      other.path.end() - static_cast<std::ptrdiff_t>(names));
                };
                factor.label =
                    path_text(Path(factor.path.end() - static_cast<std::ptrdiff_t>(names), factor.path.end()));
                if (std::count_if(study_.factors.begin(), study_.factors.end(), ends_alike) == 1) break;
            }
        }
    }

    // Without a word from the user, the one variant that changes nothing.
    void choose_baseline(const Place& root) {
        if (!study_.baseline.empty() || study_.variants.size() == 1) return;
        std::vector<std::string> unchanged;
        for (const StudyVariant& variant : study_.variants) {
            if (!variant.instead && variant.changes.empty()) unchanged.push_back(variant.name);
        }
        if (unchanged.size() == 1) {
            study_.baseline = unchanged.front();
            return;
        }
        if (use_ == StudyUse::search) {  // which compares all with the best
            study_.baseline = study_.variants.front().name;
            return;
        }
        problems_.add(root, "compare", "'baseline' is missing: the variant that the others are measured against");
    }

    void check_baseline() {
        if (study_.baseline.empty()) return;
        std::vector<std::string> names;
        for (const StudyVariant& variant : study_.variants) names.push_back(variant.name);
        if (names.size() == 1) {
            names.clear();
            for (std::size_t cell = 0; cell < study_.cells(); ++cell) names.push_back(study_.cell_name(cell));
        }
        if (std::find(names.begin(), names.end(), study_.baseline) != names.end()) return;
        problems_.add(study_.baseline_at_, "compare.baseline",
                      fmt::format("unknown {} {}{}", study_.variants.size() == 1 ? "cell" : "variant",
                                  shown(study_.baseline), suggestion(study_.baseline, names)));
    }

    // Files that levels and changes name are named relative to where they stand; from here on absolutely, so that the
    // study can be read again anywhere.
    Node absolute_at(Node root, const Override& change) {
        Problems ignored;
        if (!apply(root, change, *study_.choices_, ignored) || change.value.is_empty()) return change.value;
        const Node absolute = with_absolute_files(std::move(root), catalog_);
        const Node* there = find(absolute, change.path);
        return there == nullptr ? change.value : *there;
    }

    void make_files_absolute() {
        std::optional<Node>& base = study_.base;
        if (base) *base = with_absolute_files(std::move(*base), catalog_);
        for (Override& change : study_.common_) {
            if (base) change.value = absolute_at(*base, change);
        }
        for (StudyVariant& variant : study_.variants) {
            if (variant.instead) *variant.instead = with_absolute_files(std::move(*variant.instead), catalog_);
            for (Override& change : variant.changes)
                change.value = absolute_at(variant.instead ? *variant.instead : *base, change);
        }
        const StudyVariant& first = study_.variants.front();
        for (StudyFactor& factor : study_.factors) {
            for (Node& level : factor.levels)
                level = absolute_at(first.instead ? *first.instead : *base, {factor.path, factor.place, level});
        }
    }

    void load_all_plugins() {
        std::set<std::string> loaded;  // two scenarios that name the same plugin mean one
        LoadOptions once = options_;
        once.load_plugin = [&](const std::string& file) {
            if (!options_.load_plugin) throw std::runtime_error("plugins can't be loaded here");
            if (loaded.insert(std::filesystem::absolute(file).lexically_normal().string()).second)
                options_.load_plugin(file);
        };
        if (study_.base) load_plugins(*study_.base, once, problems_);
        for (const StudyVariant& variant : study_.variants) {
            if (variant.instead) load_plugins(*variant.instead, once, problems_);
        }
    }

    // What would be found later, where something is wrong already: all mistakes are told at once.
    void tell_the_rest() {
        if (study_.variants.size() > 1) check_baseline();
        if (!study_.base) return;
        Node common = *study_.base;
        for (const Override& change : study_.common_) apply(common, change, *study_.choices_, problems_);
        for (const StudyVariant& variant : study_.variants) {
            if (variant.instead) continue;
            Node root = common;
            for (const Override& change : variant.changes) apply(root, change, *study_.choices_, problems_);
        }
        std::vector<std::string> names;
        for (const KpiInfo& info : kpis())
            if (info.tables.has(Entity::network)) names.emplace_back(info.name);
        for (const std::string& kpi : study_.kpis)
            if (find_kpi(kpi) == nullptr)
                problems_.add(study_.kpis_at_, "compare.kpis",
                              fmt::format("unknown KPI {}{}", shown(kpi), suggestion(kpi, names)));
    }

    Study complete() {
        for (const std::string& set : options_.sets) {
            if (auto change = parse_override(set, files(), problems_)) study_.common_.push_back(std::move(*change));
        }
        std::sort(study_.variants.begin(), study_.variants.end(), [](auto& a, auto& b) { return a.name < b.name; });
        if (problems_.any()) tell_the_rest();
        problems_.throw_if_any();
        check_baseline();
        load_all_plugins();
        problems_.throw_if_any();
        make_files_absolute();
        return std::move(study_);
    }

    Catalog& catalog_;
    const LoadOptions& options_;
    StudyUse use_;
    Problems problems_;
    Study study_;
};

Study load_study(const std::string& file, Catalog& catalog, const LoadOptions& options, StudyUse use) {
    return StudyLoader(catalog, options, use).from_file(file);
}

Study load_study_text(std::string_view text, const std::string& name, Catalog& catalog, const LoadOptions& options,
                      StudyUse use) {
    return StudyLoader(catalog, options, use).from_text(text, name);
}

Study study_of_scenarios(const std::vector<std::string>& files, Catalog& catalog, const LoadOptions& options) {
    return StudyLoader(catalog, options).from_scenarios(files);
}

bool is_study(const std::string& file) {
    SourceFiles files;
    Problems ignored;
    const std::optional<Node> root = read_document(file, files, ignored);
    return root && root->find("backstock-study") != nullptr;
}

}  // namespace backstock
