#include "scenarios/describer.hpp"

#include "scenarios/directory.hpp"
#include "sim/policy/law.hpp"

#include <algorithm>

namespace backstock {
namespace {

// Stands for any distribution: whoever asks for a required one may look at it.
class AnyLaw final : public Law {
public:
    double draw(Stream&) const override { return 1; }
    double mean() const override { return 1; }
    double variance() const override { return 0; }
    double cdf(double x) const override { return x < 1 ? 0 : 1; }
    double quantile(double) const override { return 1; }
    std::optional<double> sole_value() const override { return 1; }
};

}  // namespace

Description::Setting& Describer::add(const Declaration& declaration) {
    Description::Setting& setting = add(declaration.key, declaration.doc, Description::Shape::value, declaration.kind);
    setting.required = declaration.required;
    setting.fallback = declaration.fallback;
    setting.bounds = declaration.bounds;
    setting.named = declaration.named;
    setting.element = declaration.element;
    setting.words = declaration.words;
    setting.family = declaration.family;
    setting.dimension = declaration.dimension;
    return setting;
}

Description::Setting& Describer::add(std::string_view key, std::string_view doc, Description::Shape shape, Kind kind) {
    // A setting that two branches declare is one setting.
    const auto known = std::find_if(description_.settings.begin(), description_.settings.end(),
                                    [key](const Description::Setting& s) { return s.key == key; });
    if (known != description_.settings.end()) description_.settings.erase(known);
    Description::Setting& setting = description_.settings.emplace_back();
    setting.key = key;
    setting.doc = doc;
    setting.shape = shape;
    setting.kind = kind;
    return setting;
}

void Describer::describe_in(std::vector<Description>& bodies, const ReadPart& read) {
    Description body;
    Describer inner(body, dimension_);
    read(inner);
    bodies.push_back(std::move(body));
}

bool Describer::part(std::string_view key, std::string_view doc, const ReadPart& read, bool) {
    describe_in(add(key, doc, Description::Shape::map, Kind::section).body, read);
    return true;
}

bool Describer::section(std::string_view key, std::string_view doc, const Read& read) {
    return part(
        key, doc, [&read](Sheet& sheet) { read(sheet); }, false);
}

void Describer::sections(std::string_view key, std::string_view doc, const Read& read) {
    describe_in(add(key, doc, Description::Shape::maps, Kind::sections).body, [&read](Sheet& sheet) { read(sheet); });
}

void Describer::named(std::string_view key, std::string_view doc, const ReadNamed& read) {
    Description::Setting& setting = add(key, doc, Description::Shape::names, Kind::named);
    setting.names = "name";
    describe_in(setting.body, [&read](Sheet& sheet) { read("name", sheet); });
}

bool Describer::collection(std::string_view key, std::string_view doc, const Collection& shape, const ReadEntry& read) {
    Description::Setting& setting = add(key, doc, Description::Shape::names, Kind::named);
    setting.named = shape.named;
    setting.table = shape.table;
    setting.names = word_of(shape.named);
    describe_in(setting.body, [&](Sheet& sheet) { read(word_of(shape.named), sheet); });
    if (shape.each != nullptr) describe_in(setting.each, *shape.each);
    return true;
}

void Describer::others(std::string_view what, std::string_view doc, const ReadEntry& read) {
    Description::Setting& setting = add("", doc, Description::Shape::map, Kind::named);
    setting.names = what;
    describe_in(setting.body, [&](Sheet& sheet) { read(what, sheet); });
}

void Describer::sequence(std::string_view key, std::string_view doc, const ReadEntry& read) {
    Description::Setting& setting = add(key, doc, Description::Shape::sequence, Kind::list);
    setting.names = "name";
    describe_in(setting.body, [&](Sheet& sheet) { read("name", sheet); });
}

const Node* Describer::tree(std::string_view key, std::string_view doc, std::string_view form) {
    add(key, doc, Description::Shape::tree, Kind::named).names = form;
    return nullptr;
}

std::int64_t Describer::start_date(std::string_view key, std::string_view fallback, std::string_view doc) {
    Description::Setting& setting = add(key, doc, Description::Shape::value, Kind::instant);
    setting.fallback = fallback;
    setting.date = true;
    return 0;
}

bool Describer::rows(std::string_view key, std::string_view doc, const std::vector<CsvColumn>& columns,
                     const ReadRow&) {
    std::string with = std::string(doc) + "; columns ";
    for (const CsvColumn& column : columns) {
        with += (&column == &columns.front() ? "" : ", ") + column.name + (column.required ? "" : " (may be absent)");
    }
    add(key, with, Description::Shape::value, Kind::file);
    return true;
}

std::optional<Scalar> Describer::ask(const Declaration& declaration) {
    add(declaration);
    return std::nullopt;
}

std::vector<Scalar> Describer::ask_list(const Declaration& declaration) {
    add(declaration);
    return {};
}

std::vector<std::pair<std::uint32_t, double>> Describer::ask_shares(const Declaration& declaration, bool sum_to_one) {
    add(declaration).weights = !sum_to_one;
    return {};
}

std::unique_ptr<const Policy> Describer::choose(const Declaration& declaration) {
    add(declaration);
    if (declaration.family == Law::family && declaration.required) return std::make_unique<AnyLaw>();
    return nullptr;
}

const Policy* Describer::choose_kept(const Declaration& declaration) {
    add(declaration);
    return nullptr;
}

}  // namespace backstock
