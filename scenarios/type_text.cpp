#include "scenarios/type_text.hpp"

#include "scenarios/directory.hpp"
#include "sim/policy/law.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

std::string kind_text(Kind kind, const Description::Setting& setting) {
    switch (kind) {
        case Kind::boolean: return "true or false";
        case Kind::integer: return "whole number";
        case Kind::number: return "number";
        case Kind::share: return "share such as 30 %";
        case Kind::duration: return "duration such as 36 h";
        case Kind::rate: return "rate such as 6 /d";
        case Kind::money: return "money";
        case Kind::quantity: return "quantity";
        case Kind::instant: return setting.date ? "date such as 2026-03-17" : "date, or duration from the start";
        case Kind::text: return "text";
        case Kind::word: return fmt::format("one of {}", fmt::join(setting.words, ", "));
        case Kind::reference: return fmt::format("name of a {}", word_of(setting.named));
        case Kind::file: return "CSV file";
        case Kind::choice: return family_text(setting.family);
        case Kind::shares:
            return fmt::format("map of {} names to {}", word_of(setting.named),
                               setting.weights ? "weights, or {table: file.csv}" : "shares");
        default: return "map";
    }
}

std::string law_text(Dimension dimension) {
    if (dimension == Dimension::duration) return "duration, or distribution of durations";
    return dimension == Dimension::quantity ? "quantity, or distribution of quantities" : "number, or distribution";
}

}  // namespace

std::string family_text(std::string_view family) {
    if (family == Law::family) return "distribution";
    if (family == "arrivals") return "arrival process";
    if (family == "clock") return "clock of outages";
    if (family == "recovery") return "recovery";
    return fmt::format("{} policy", family);
}

std::string type_text(const Description::Setting& setting) {
    switch (setting.shape) {
        case Description::Shape::map: return setting.key.empty() ? fmt::format("by {}", setting.names) : "map";
        case Description::Shape::maps: return "list of maps";
        case Description::Shape::names:
            return fmt::format("map by {} name{}{}", setting.names, setting.table ? ", or {table: file.csv}" : "",
                               setting.each.empty() ? "" : ", or {each: {...}}");
        case Description::Shape::tree: return setting.names;
        case Description::Shape::sequence: return "list of names";
        case Description::Shape::value: break;
    }
    if (setting.kind == Kind::law) return law_text(setting.dimension);
    if (setting.kind == Kind::list) return "list, each " + kind_text(setting.element, setting);
    const bool or_word = setting.kind != Kind::word && !setting.words.empty();
    return kind_text(setting.kind, setting) + (or_word ? fmt::format(", or {}", fmt::join(setting.words, ", ")) : "");
}

}  // namespace backstock
