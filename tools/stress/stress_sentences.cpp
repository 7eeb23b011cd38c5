#include "tools/stress/stress_sentences.hpp"

#include "tools/figures.hpp"
#include "tools/text_table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace backstock {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t most_lines = 15;

std::string span_of(double days) {
    if (std::isinf(days)) return "never";
    if (std::isnan(days)) return "-";
    return fmt::format("{} d", grouped(days, decimals_for(days, 2)));
}

std::string money_of(double amount, const StressResults& results) {
    return fmt::format("{} {}", grouped(amount, decimals_for(amount, 3)), results.currency);
}

std::string money_of(const Interval& interval, const StressResults& results) {
    const double half = interval.half_width();
    if (std::isnan(half)) return money_of(interval.value, results);
    const int decimals = decimals_for(half > 0 ? half : interval.value, 2);
    return fmt::format("{} ± {} {}", grouped(interval.value, decimals), grouped(half, decimals), results.currency);
}

std::string percent(double share) { return fmt::format("{:.3g} %", 100 * share); }

const Interval& impact(const StressedOutage& outage, const StressResults& results) {
    return results.by_cost ? outage.cost_more : outage.revenue_at_risk;
}

// The alternative that is shown: the baseline, or the only one.
std::string shown_alternative(const Study& study, const StressResults& results) {
    std::vector<std::size_t> all(study.cells());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    const std::string baseline = study.cell_name(study.baseline_in(all));
    for (const StressedNode& node : results.nodes)
        if (node.alternative == baseline) return baseline;
    return results.nodes.front().alternative;
}

// The longest outages of that alternative, the most exposed first.
std::vector<const StressedOutage*> by_exposure(const StressResults& results, const std::string& alternative) {
    std::vector<const StressedOutage*> outages;
    for (const StressedOutage& outage : results.outages)
        if (outage.alternative == alternative && outage.length == results.lengths.back()) outages.push_back(&outage);
    std::stable_sort(outages.begin(), outages.end(), [](auto* a, auto* b) { return a->rank < b->rank; });
    return outages;
}

const StressedNode& node_of(const StressResults& results, const StressedOutage& outage) {
    return *std::find_if(results.nodes.begin(), results.nodes.end(), [&](const StressedNode& node) {
        return node.alternative == outage.alternative && node.node == outage.node && node.kind == outage.kind;
    });
}

std::string survival(const TimeTo& survives) {
    if (std::isinf(survives.p05)) return "customers never go without";
    const std::string mean = span_of(survives.mean.value);
    return fmt::format("customers are served for {}{} without it", survives.never > 0 ? "at least " : "", mean);
}

std::string worst_sentence(const StressResults& results, const StressedOutage& worst) {
    const StressedNode& node = node_of(results, worst);
    return fmt::format("An outage of {} is to be feared most: {} of it {} {}{}; {}.", worst.node, span_of(worst.length),
                       results.by_cost ? "cost" : "put", money_of(impact(worst, results), results),
                       results.by_cost ? "" : " of revenue at risk", survival(node.survives));
}

std::string mitigation_sentence(const StressResults& results, const StressedMitigation& row) {
    const std::string outage = fmt::format("an outage of {} for {}", row.node, span_of(row.length));
    if (row.found.worth == Worth::always)
        return fmt::format("{} earns no less than {} without {}, and no less with one: it pays in any case.",
                           row.alternative, row.baseline, outage);
    if (row.found.worth == Worth::unclear)
        return fmt::format(
            "Whether {} pays against {} of {} can't be told: what it costs and what it saves are both "
            "too small for so few replications.",
            row.alternative, outage, row.baseline);
    if (row.found.worth == Worth::never)
        return fmt::format(
            "{} does not pay against {} of {}: {}.", row.alternative, outage, row.baseline,
            row.found.saving.value > 0 ? "it would take more than one in the time measured" : "it saves nothing");
    return fmt::format("{} pays if {} has a probability {} {} in the {} measured ({} to {}, {:.2g} a year).",
                       row.alternative, outage, row.found.worth == Worth::from_here ? "above" : "below",
                       percent(row.found.probability.value), span_of(results.measured),
                       percent(std::max(0., row.found.probability.low)), percent(row.found.probability.high),
                       row.outages_per_year);
}

std::string frontier_sentence(const StressResults& results) {
    std::string frontier;
    for (const StressedAlternative& row : results.alternatives)
        if (row.dominated_by.empty()) frontier += (frontier.empty() ? "" : ", ") + row.alternative;
    return fmt::format(
        "Not outdone in expected {}, in its worst 5 %, after the worst outage and in service at once: {}.",
        results.by_cost ? "cost" : "profit", frontier);
}

std::vector<std::vector<std::string>> node_rows(const StressResults& results,
                                                const std::vector<const StressedOutage*>& outages) {
    std::vector<std::vector<std::string>> rows{{"", "", "survives", "(5 %)", "recovers",
                                                results.by_cost ? "extra cost" : "revenue at risk",
                                                results.by_cost ? "unmet units" : "profit lost", "index"}};
    for (const StressedOutage* outage : outages) {
        if (rows.size() > most_lines) break;
        const StressedNode& node = node_of(results, *outage);
        const TimeTo& survives = node.survives;
        rows.push_back(
            {outage->node, outage->kind,
             std::isinf(survives.p05) ? "always" : (survives.never > 0 ? ">" : "") + span_of(survives.mean.value),
             std::isinf(survives.p05) ? "" : span_of(survives.p05),
             (outage->recovers.never > 0 ? ">" : "") + span_of(outage->recovers.mean.value),
             money_of(impact(*outage, results), results),
             results.by_cost ? grouped(outage->unmet.value, 1) : money_of(outage->profit_lost, results),
             fmt::format("{:.2f}", outage->exposure)});
    }
    return rows;
}

std::vector<std::vector<std::string>> frontier_rows(const StressResults& results) {
    std::vector<std::vector<std::string>> rows{
        {"", results.by_cost ? "cost" : "profit", "worst 5 %", "after the worst outage", "fill rate", ""}};
    for (const StressedAlternative& row : results.alternatives) {
        if (rows.size() > most_lines) break;
        rows.push_back({row.alternative, money_of(results.by_cost ? row.cost : row.profit, results),
                        std::isnan(row.tail.value) ? "-" : money_of(row.tail.value, results),
                        money_of(row.worst, results),
                        std::isnan(row.fill_rate.value) ? "-" : percent(row.fill_rate.value),
                        row.dominated_by.empty() ? "" : "outdone by " + row.dominated_by});
    }
    return rows;
}

Json interval_json(const Interval& interval) {
    return {{"value", interval.value}, {"low", interval.low}, {"high", interval.high}};
}

Json time_json(const TimeTo& time) {
    Json json = interval_json(time.mean);
    json["p05"] = time.p05;
    json["p95"] = time.p95;
    json["never"] = time.never;
    return json;
}

}  // namespace

std::vector<std::string> stress_sentences(const Study& study, const StressResults& results) {
    std::vector<std::string> sentences;
    const std::string alternative = shown_alternative(study, results);
    const std::vector<const StressedOutage*> outages = by_exposure(results, alternative);
    const StressedOutage& worst = *outages.front();
    if (impact(worst, results).value > 0)
        sentences.push_back(worst_sentence(results, worst));
    else
        sentences.push_back(
            fmt::format("No outage of up to {} takes anything from customers.", span_of(results.lengths.back())));
    const auto harmless =
        std::count_if(outages.begin(), outages.end(), [](const auto* outage) { return outage->harmless.value == 1; });
    if (outages.size() > 1 && impact(worst, results).value > 0)
        sentences.push_back(fmt::format("{} of {} can be out for {} without a customer going without.", harmless,
                                        outages.size(), span_of(results.lengths.back())));
    for (const StressedMitigation& row : results.mitigations)
        if (row.length == results.lengths.back() && row.node == worst.node)
            sentences.push_back(mitigation_sentence(results, row));
    if (results.alternatives.size() > 1) sentences.push_back(frontier_sentence(results));
    return sentences;
}

std::string stress_screen(const Study& study, const StressResults& results, const Style& style) {
    const std::string alternative = shown_alternative(study, results);
    const std::vector<const StressedOutage*> outages = by_exposure(results, alternative);
    std::string text = style.bold(fmt::format("Outages of {} from day {} on", span_of(results.lengths.back()),
                                              grouped(results.at, decimals_for(results.at, 2))));
    if (results.alternatives.size() > 1) text += ", " + alternative;
    text += '\n' + text_table(node_rows(results, outages), style);
    if (outages.size() > most_lines)
        text += style.dim(fmt::format("and {} more in /stress/outages", outages.size() - most_lines)) + '\n';
    if (results.alternatives.size() > 1)
        text += '\n' + style.bold(fmt::format("What resilience costs in the {} measured", span_of(results.measured))) +
                '\n' + text_table(frontier_rows(results), style);
    return text;
}

std::string stress_json(const Study& study, const StressResults& results, const std::string& file) {
    Json nodes = Json::array();
    for (const StressedNode& node : results.nodes)
        nodes.push_back({{"alternative", node.alternative},
                         {"node", node.node},
                         {"kind", node.kind},
                         {"time_to_survive", time_json(node.survives)}});
    Json outages = Json::array();
    for (const StressedOutage& outage : results.outages)
        outages.push_back({{"alternative", outage.alternative},
                           {"node", outage.node},
                           {"kind", outage.kind},
                           {"length", outage.length},
                           {"time_to_recover", time_json(outage.recovers)},
                           {"harmless", interval_json(outage.harmless)},
                           {"unmet", interval_json(outage.unmet)},
                           {"revenue_at_risk", interval_json(outage.revenue_at_risk)},
                           {"revenue_lost", interval_json(outage.revenue_lost)},
                           {"profit_lost", interval_json(outage.profit_lost)},
                           {"cost_more", interval_json(outage.cost_more)},
                           {"exposure_index", outage.exposure},
                           {"rank", outage.rank}});
    Json mitigations = Json::array();
    for (const StressedMitigation& row : results.mitigations)
        mitigations.push_back({{"alternative", row.alternative},
                               {"baseline", row.baseline},
                               {"node", row.node},
                               {"length", row.length},
                               {"premium", interval_json(row.found.premium)},
                               {"saving", interval_json(row.found.saving)},
                               {"probability", interval_json(row.found.probability)},
                               {"outages_per_year", row.outages_per_year},
                               {"worth", std::string(name_of(row.found.worth))}});
    Json frontier = Json::array();
    for (const StressedAlternative& row : results.alternatives)
        frontier.push_back({{"alternative", row.alternative},
                            {"profit", interval_json(row.profit)},
                            {"cost", interval_json(row.cost)},
                            {"cvar95", interval_json(row.tail)},
                            {"fill_rate", interval_json(row.fill_rate)},
                            {"worst", row.worst},
                            {"dominated_by", row.dominated_by.empty() ? Json(nullptr) : Json(row.dominated_by)}});
    const Json json{{"stress",
                     {{"name", study.name},
                      {"title", results.title},
                      {"at", results.at},
                      {"lengths", results.lengths},
                      {"replications", results.replications},
                      {"currency", results.currency},
                      {"ranked_by", results.by_cost ? "cost_more" : "revenue_at_risk"}}},
                    {"nodes", nodes},
                    {"outages", outages},
                    {"break_even", mitigations},
                    {"frontier", frontier},
                    {"sentences", results.sentences},
                    {"file", file}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace backstock
