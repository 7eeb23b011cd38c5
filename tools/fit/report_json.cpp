#include "scenarios/utf8.hpp"
#include "tools/fit/report.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace backstock::fit {
namespace {

using Json = nlohmann::ordered_json;

Json fit_json(const Scored& scored, const Unit& unit) {
    Json parameters = Json::object();
    for (const Parameter& parameter : scored.fit.parameters) parameters[parameter.name] = parameter.value;
    Json json{{"law", scored.fit.word}, {"parameters", parameters}, {"yaml", yaml_line(scored.choice, unit)}};
    json["method"] = scored.fit.remark.empty() ? "maximum likelihood" : scored.fit.remark;
    json["log_likelihood"] = scored.log_likelihood ? Json(*scored.log_likelihood) : Json(nullptr);
    json["aic"] = scored.log_likelihood ? Json(scored.aic) : Json(nullptr);
    json["bic"] = scored.log_likelihood ? Json(scored.bic) : Json(nullptr);
    json["ks"] = scored.ks;
    json["anderson_darling"] = scored.ad ? Json(*scored.ad) : Json(nullptr);
    json["chi_square"] = nullptr;
    if (scored.chi)
        json["chi_square"] = {{"statistic", scored.chi->statistic}, {"df", scored.chi->freedom}, {"p", scored.chi->p}};
    json["bootstrap"] = nullptr;
    if (scored.bootstrap)
        json["bootstrap"] = {
            {"p", scored.bootstrap->p}, {"samples", scored.bootstrap->samples}, {"values", scored.bootstrap->values}};
    return json;
}

Json moments_json(const Observed& x) {
    Json quantiles = Json::object();
    for (const auto& [name, p] :
         {std::pair("0.05", 0.05), {"0.25", 0.25}, {"0.5", 0.5}, {"0.75", 0.75}, {"0.95", 0.95}, {"0.99", 0.99}}) {
        quantiles[name] = quantile_of(x.values, p);
    }
    return {{"n", x.values.size()}, {"mean", x.mean},  {"sd", std::sqrt(x.variance * x.n / (x.n - 1))},
            {"min", x.least()},     {"max", x.most()}, {"quantiles", quantiles}};
}

const char* verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::fits: return "fits";
        case Verdict::close: return "close";
        case Verdict::poor: return "poor";
        case Verdict::too_few: return "too_few";
        case Verdict::constant: return "constant";
        case Verdict::nothing: break;
    }
    return "nothing";
}

}  // namespace

Json report_json(const Analysis& analysis, const Unit& unit) {
    const Sample& sample = *analysis.sample;
    Json json{{"rows", sample.rows}, {"used", sample.values.size()}};
    Json skipped = Json::object();
    for (std::size_t why = 0; why < unusable_names.size(); ++why) skipped[unusable_names[why]] = sample.skipped[why];
    json["skipped"] = skipped;
    json["values"] = analysis.observed ? moments_json(*analysis.observed) : Json(nullptr);
    json["fits"] = Json::array();
    for (const Scored& scored : analysis.ranked) json["fits"].push_back(fit_json(scored, unit));
    json["not_fitted"] = Json::array();
    for (const auto& [word, why] : analysis.not_fitted) json["not_fitted"].push_back({{"law", word}, {"why", why}});
    json["verdict"] = verdict_name(analysis.verdict);
    const auto line = [&unit](const std::string& choice) {
        return choice.empty() ? Json(nullptr) : Json(yaml_line(choice, unit));
    };
    json["recommended"] = line(analysis.recommended);
    json["empirical"] = line(analysis.empirical);
    json["warnings"] = analysis.warnings;
    return json;
}

}  // namespace backstock::fit
