#include "scenarios/schema_values.hpp"

#include <cmath>

namespace backstock {
namespace {

constexpr const char* number = R"([+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)";
constexpr const char* blanks = R"([ \t\u00A0\u202F]*)";
constexpr const char* units = "(us|ms|s|min|h|d|wk|yr)";

Json pattern(const std::string& inner) {
    return {{"type", "string"}, {"pattern", "^" + std::string(blanks) + inner + blanks + "$"}};
}

Json number_schema(const char* type, const Bounds& bounds) {
    Json schema{{"type", type}};
    if (std::isfinite(bounds.least)) schema[bounds.above ? "exclusiveMinimum" : "minimum"] = bounds.least;
    if (std::isfinite(bounds.most)) schema["maximum"] = bounds.most;
    return schema;
}

Json share_schema() {
    return {{"anyOf",
             {{{"type", "number"}, {"minimum", -1}, {"maximum", 1}}, pattern(std::string(number) + blanks + "%")}}};
}

Json date_schema() { return pattern(R"([0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?)"); }

}  // namespace

Json text_schema() { return {{"type", {"string", "number", "boolean"}}}; }

Json duration_schema() { return pattern(std::string(number) + blanks + units); }

Json scalar_schema(Kind kind, const Description::Setting& setting) {
    switch (kind) {
        case Kind::boolean: return {{"type", "boolean"}};
        case Kind::integer: return number_schema("integer", setting.bounds);
        case Kind::number:
        case Kind::money:
        case Kind::quantity: return number_schema("number", setting.bounds);
        case Kind::share: return share_schema();
        case Kind::duration: return duration_schema();
        case Kind::rate: return pattern(std::string(number) + blanks + "%?" + blanks + "/" + blanks + units);
        case Kind::instant: return setting.date ? date_schema() : Json{{"anyOf", {date_schema(), duration_schema()}}};
        case Kind::word: return {{"enum", setting.words}};
        case Kind::file: return {{"type", "string"}};
        default: return text_schema();
    }
}

Json shares_schema(bool weights) {
    Json part = share_schema();
    if (weights) part = {{"anyOf", {{{"type", "number"}, {"minimum", 0}}, share_schema()}}};
    Json map{{"type", "object"}, {"additionalProperties", part}, {"minProperties", 1}};
    if (weights)
        map["properties"] = {
            {"table", {{"type", "string"}, {"description", "a CSV file with the columns item and weight"}}}};
    return {{"anyOf", {text_schema(), map}}};
}

}  // namespace backstock
