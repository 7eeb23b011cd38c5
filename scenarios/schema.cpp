#include "scenarios/schema.hpp"

#include "scenarios/describe.hpp"
#include "scenarios/schema_values.hpp"
#include "scenarios/type_text.hpp"
#include "sim/policy/law.hpp"

#include <fmt/format.h>

#include <cmath>

namespace backstock {
namespace {

using Setting = Description::Setting;

// With `~` allowed in its place. An editor's messages stay near the mistake where there is but one alternative.
Json or_null(Json schema) {
    if (schema.contains("type") && schema["type"] == "object") {
        schema["type"] = {"object", "null"};
    } else if (schema.contains("anyOf")) {
        schema["anyOf"].push_back({{"type", "null"}});
    } else if (schema.contains("type") && schema["type"].is_array()) {
        if (schema["type"].back() != "null") schema["type"].push_back("null");
    } else {
        schema = Json{{"anyOf", {schema, {{"type", "null"}}}}};
    }
    return schema;
}

// Writes the definitions as it meets them. `partial` ones require nothing and let `~` remove anything.
class SchemaWriter {
public:
    explicit SchemaWriter(const Catalog& catalog) : catalog_(catalog) {}

    Json map(const Description& description, bool partial) {
        Json object{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
        Json required = Json::array();
        for (const Setting& setting : description.settings) {
            if (setting.key.empty()) {
                object["additionalProperties"] = standing_for(setting.body.front(), partial);
                continue;
            }
            object["properties"][setting.key] = property(setting, partial);
            if (setting.required && !partial) required.push_back(setting.key);
        }
        if (!required.empty()) object["required"] = required;
        return object;
    }

    Json definitions() { return definitions_; }

private:
    // A map, or the value that may stand for it.
    Json standing_for(const Description& description, bool partial) {
        Json whole = map(description, partial);
        Json any = Json::array();
        if (const Setting* bare = description.positional.empty() ? nullptr : description.find(description.positional)) {
            any.push_back(structure(*bare, partial));
        }
        if (!whole.contains("required")) whole["type"] = {"object", "null"};
        any.push_back(whole);
        return any.size() == 1 ? whole : Json{{"anyOf", any}};
    }

    Json property(const Setting& setting, bool partial) {
        Json schema = structure(setting, partial);
        if (partial) schema = or_null(std::move(schema));
        std::string about = setting.doc;
        if (!setting.fallback.empty()) about += " (default: " + setting.fallback + ")";
        if (schema.contains("$ref")) schema = Json{{"allOf", {schema}}};  // beside a $ref nothing else counts
        schema["description"] = about;
        return schema;
    }

    Json structure(const Setting& setting, bool partial) {
        switch (setting.shape) {
            case Description::Shape::map: return standing_for(setting.body.front(), partial);
            case Description::Shape::maps: {
                Json item = map(setting.body.front(), partial);
                if (setting.body.front().pair)
                    item = {{"anyOf", {item, {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}}}}};
                return {{"anyOf", {{{"type", "array"}, {"items", item}}, item}}};
            }
            case Description::Shape::sequence: {
                const Json named{{"type", "object"},
                                 {"minProperties", 1},
                                 {"maxProperties", 1},
                                 {"additionalProperties", standing_for(setting.body.front(), partial)}};
                return {{"type", "array"}, {"items", {{"anyOf", {text_schema(), named}}}}};
            }
            case Description::Shape::names: return collection(setting, partial);
            case Description::Shape::tree: return Json{{"type", {"object", "string"}}};
            case Description::Shape::value: break;
        }
        return value(setting, partial);
    }

    Json collection(const Setting& setting, bool partial) {
        const bool entries_partial = partial || !setting.each.empty() || setting.table;
        Json object{{"type", "object"}, {"additionalProperties", standing_for(setting.body.front(), entries_partial)}};
        if (setting.table) {
            object["properties"]["table"] = {
                {"type", "string"}, {"description", "a CSV file: a row for each name, columns are dotted settings"}};
        }
        if (!setting.each.empty()) object["properties"]["each"] = map(setting.each.front(), true);
        return object;
    }

    Json value(const Setting& setting, bool partial) {
        if (setting.kind == Kind::law || setting.kind == Kind::choice) return choice(setting, partial);
        if (setting.kind == Kind::list) {
            const Json item =
                setting.element == Kind::law ? choice(setting, partial) : scalar_schema(setting.element, setting);
            return {{"anyOf", {{{"type", "array"}, {"items", item}}, item}}};
        }
        if (setting.kind == Kind::shares) return shares_schema(setting.weights);
        return setting.words.empty() || setting.kind == Kind::word
                   ? scalar_schema(setting.kind, setting)
                   : Json{{"anyOf", {scalar_schema(setting.kind, setting), {{"enum", setting.words}}}}};
    }

    Json choice(const Setting& setting, bool partial) {
        const bool law = setting.family == Law::family;
        std::string name = setting.family;
        if (law)
            name += setting.dimension == Dimension::duration   ? "_of_durations"
                    : setting.dimension == Dimension::quantity ? "_of_quantities"
                                                               : "_of_numbers";
        if (partial) name += "_partial";
        if (!definitions_.contains(name)) {
            definitions_[name] = nullptr;  // being written: families may name each other
            definitions_[name] = words(setting, partial);
        }
        return {{"$ref", "#/definitions/" + name}};
    }

    Json words(const Setting& setting, bool partial) {
        Json any = Json::array();
        if (setting.family == Law::family) {
            any.push_back(setting.dimension == Dimension::duration ? duration_schema() : Json{{"type", "number"}});
        }
        Json object{{"type", "object"},
                    {"properties", Json::object()},
                    {"additionalProperties", false},
                    {"minProperties", 1},
                    {"maxProperties", 1}};
        for (const std::string& word : catalog_.words(setting.family)) {
            const Entry& entry = *catalog_.find(setting.family, word);
            const Description description = describe_word(entry, setting.dimension);
            Json parameters = standing_for(description, partial);
            if (!map(description, partial).contains("required"))
                any.push_back({{"const", word}, {"description", entry.doc}});
            parameters["description"] = entry.doc;
            object["properties"][word] = parameters;
        }
        any.push_back(object);
        return {{"anyOf", any}, {"description", family_text(setting.family)}};
    }

    const Catalog& catalog_;
    Json definitions_ = Json::object();
};

}  // namespace

std::string study_schema(const Catalog& catalog) {
    SchemaWriter writer(catalog);
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "backstock study, format version 1"}};
    schema.update(writer.map(describe_study(), false));
    return schema.dump(2) + "\n";
}

std::string json_schema(const Catalog& catalog) {
    const Description scenario = describe_scenario();
    SchemaWriter writer(catalog);
    Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "backstock scenario, format version 1"}};
    schema.update(writer.map(scenario, true));
    Json whole = writer.map(scenario, false);
    whole["required"] = Json{"backstock", "run", "items", "customers"};
    whole["anyOf"] = {{{"required", {"stores"}}}, {{"required", {"plants"}}}};  // a plant is a store that makes things
    schema["if"] = {{"not", {{"required", {"extends"}}}}};
    schema["then"] = {{"$ref", "#/definitions/whole_scenario"}};
    Json definitions = writer.definitions();
    definitions["whole_scenario"] = std::move(whole);
    schema["definitions"] = std::move(definitions);
    return schema.dump(2) + "\n";
}

}  // namespace backstock
