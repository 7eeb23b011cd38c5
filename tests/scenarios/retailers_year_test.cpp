// The figures of scenarios/cases/retailers_year.yaml against the year that they are taken from.
#include "scenarios/csv.hpp"
#include "tests/catch.hpp"
#include "tests/paths.hpp"
#include "tests/skip.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>

using namespace backstock;
using namespace backstock::testing;

namespace {

const std::map<std::string, std::string> item_of = {
    {"85123A", "light_holder"}, {"85099B", "jumbo_bag"}, {"84879", "bird_ornament"}, {"22197", "popcorn_holder"},
    {"47566", "party_bunting"}, {"20725", "lunch_bag"},  {"22423", "cakestand"},     {"22720", "cake_tins"}};

struct Year {
    std::map<std::string, std::map<std::string, double>> orders;  // by item: units of each order that holds it
    std::map<std::string, std::string> day;                       // by order: the date of its first row
};

Year year_of(const std::string& file) {
    Year year;
    CsvReader reader(file);
    CsvRow row;
    while (reader.next(row)) {
        const auto item = item_of.find(std::string(row[1]));
        const std::string order(row[0]);
        const std::string date(row[4].substr(0, 10));
        const double units = std::stod(std::string(row[3]));
        if (item == item_of.end() || order.front() == 'C' || units <= 0 || std::stod(std::string(row[5])) <= 0)
            continue;
        if (date < "2010-12-01" || date >= "2011-12-01") continue;
        year.orders[item->second][order] += units;
        year.day.emplace(order, date);
    }
    return year;
}

double mean_of(const YAML::Node& law) {
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 0; i < law["values"].size(); ++i) {
        sum += law["values"][i].as<double>() * law["weights"][i].as<double>();
        weight += law["weights"][i].as<double>();
    }
    return sum / weight;
}

}  // namespace

TEST_CASE("the case of a retailer's year has the figures of that year") {
    const auto data = shared_data();
    if (!data || !std::filesystem::exists(*data / "online_retail/online_retail.csv.gz"))
        return skip("no online_retail data");
    const Year year = year_of((*data / "online_retail/online_retail.csv.gz").string());
    CHECK(year.day.size() == 8293);
    const YAML::Node segments =
        YAML::LoadFile((repository_root() / "scenarios/cases/retailers_year.yaml").string())["customers"];
    REQUIRE(segments.size() == 3);
    double all_lines = 0;
    for (const auto& segment : segments) {
        INFO(segment.first.as<std::string>());
        const YAML::Node buys = segment.second["buys"];
        const YAML::Node poisson = segment.second["arrivals"]["poisson"];
        std::set<std::string> orders;
        double lines = 0;
        double units = 0;
        for (const auto& item : buys["from"]) {
            const auto& sold = year.orders.at(item.first.as<std::string>());
            CHECK(sold.size() == item.second.as<std::size_t>());
            for (const auto& [order, count] : sold) {
                orders.insert(order);
                units += count;
            }
            lines += static_cast<double>(sold.size());
        }
        all_lines += lines;
        const auto count = static_cast<double>(orders.size());
        CHECK(poisson["rate"].as<std::string>() == fmt::format("{:.2f} /d", count / 365));
        CHECK(std::abs(mean_of(buys["lines"]["discrete"]) - lines / count) < 0.002);
        CHECK(std::abs(mean_of(buys["units"]["discrete"]) / (units / lines) - 1) < 0.015);
        std::map<int, double> by_month;
        for (const std::string& order : orders) by_month[std::stoi(year.day.at(order).substr(5, 2))] += 1;
        const double november = by_month[11] / 30 / (by_month[1] / 31);
        CHECK(std::abs(poisson["monthly"][10].as<double>() / poisson["monthly"][0].as<double>() / november - 1) < 0.02);
    }
    CHECK(all_lines == 13354);
}
