// Supply chains by hand, and the 38 real ones.
#include "policies/builtin.hpp"
#include "scenarios/csv.hpp"
#include "scenarios/document.hpp"
#include "scenarios/load.hpp"
#include "sim/experiment/replications.hpp"
#include "tests/catch.hpp"
#include "tests/skip.hpp"
#include "tests/tools/tool.hpp"
#include "tools/import/chain_stock.hpp"
#include "tools/import/chain_text.hpp"
#include "tools/import/supply_chain.hpp"

#include <boost/math/distributions/normal.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

using namespace backstock;
using namespace backstock::testing;
using namespace backstock::imports;

namespace {

const std::string heading =
    "stage_id,lead_time,max_s_time,cost_rate,risk_pool,ext_demand_mean,ext_demand_std,ext_demand_thres,up_stages\n";

// Two shops; east sells what the works make of two wheels and a frame, west the same and one more frame with each.
const std::string bikes = heading +
                          "East,4,0,1,,10,3,2,Works,1\n"
                          "West,1,0,2,,5,4,1.5,Works,1,Frame,1\n"
                          "Works,9,,20,2,,,,Frame,1,Wheel,2\n"
                          "Frame,16,,12,2,,,\n"
                          "Wheel,2.25,,5,2,,,\n";

SupplyChain chain_of(const std::string& text) {
    const ScratchFolder folder;
    write(folder / "bikes.csv", text);
    return read_supply_chain((folder / "bikes.csv").string());
}

std::string mistakes_in(const std::string& text) {
    try {
        chain_of(text);
    } catch (const BadInput& bad) {
        return bad.what();
    }
    return "";
}

const StageStock& stock_of(const SupplyChain& chain, const std::vector<StageStock>& stocks, const std::string& stage) {
    return stocks[*chain.find(stage)];
}

}  // namespace

TEST_CASE("a supply chain is read with what goes into a stage before it", "[import]") {
    const SupplyChain chain = chain_of(bikes);
    REQUIRE(chain.stages.size() == 5);
    CHECK(chain.name == "bikes");
    for (std::size_t j = 0; j < chain.stages.size(); ++j) {
        for (const StageInput& input : chain.stages[j].inputs) CHECK(input.stage < j);
    }
    const Stage& works = chain.stages[*chain.find("Works")];
    REQUIRE(works.inputs.size() == 2);
    CHECK(works.inputs[1].stage == *chain.find("Wheel"));
    CHECK(works.inputs[1].units == 2);
    CHECK(works.days == 9);
    CHECK_FALSE(works.demand);
    CHECK(chain.stages[*chain.find("East")].demand->z == 2.0);
}

TEST_CASE("demand is followed upstream and every stage covers its own processing time", "[import]") {
    const SupplyChain chain = chain_of(bikes);
    const std::vector<StageStock> stocks = stage_stocks(chain, 0.95);
    const double z = 1.6448536269514722;
    // East: 10 x 4 + 2 x 3 x 2 = 52; West: 5 + 1.5 x 4 = 11
    CHECK(stock_of(chain, stocks, "East").S == 52);
    CHECK(stock_of(chain, stocks, "West").S == 11);
    // wheels take 2.25 d: what was ordered comes before the demand of the third day after
    CHECK(covered_days(chain.stages[*chain.find("Wheel")]) == 3);
    // works: 15 a day, sd 5; 15 x 9 + 1.645 x 5 x 3 = 159.67
    CHECK(stock_of(chain, stocks, "Works").mean == 15);
    CHECK(stock_of(chain, stocks, "Works").sd == 5);
    CHECK(stock_of(chain, stocks, "Works").S == static_cast<std::int64_t>(std::ceil(135 + z * 15)));
    // frames: one in a bike of the east, two in one of the west, which are asked for together: 10 + 2 x 5 = 20 and
    // sqrt(3² + (2 x 4)²), more than were they independent
    CHECK(stock_of(chain, stocks, "Frame").mean == 20);
    CHECK(stock_of(chain, stocks, "Frame").sd == Approx(std::sqrt(73.0)));
    CHECK(stock_of(chain, stocks, "Frame").S == static_cast<std::int64_t>(std::ceil(320 + z * std::sqrt(73.0) * 4)));
    // wheels: two in each: 30, sd 10; 90 + 1.645 x 10 x sqrt(3) = 118.49
    CHECK(stock_of(chain, stocks, "Wheel").S == 119);
    // costs: 12 + 2 x 5 + 20 = 42; east 43, west 42 + 12 + 2
    CHECK(stock_of(chain, stocks, "Works").unit_cost == 42);
    CHECK(stock_of(chain, stocks, "East").unit_cost == 43);
    CHECK(stock_of(chain, stocks, "West").unit_cost == 56);
}

TEST_CASE("a stage passes a product on unless it makes one, or another way would bring the same", "[import]") {
    const SupplyChain chain = chain_of(bikes);
    const auto product = product_of(chain);
    CHECK(product[*chain.find("East")] == *chain.find("Works"));
    CHECK(product[*chain.find("West")] == *chain.find("West"));
    CHECK(product[*chain.find("Frame")] == *chain.find("Frame"));
    // Two ways of the same root into one shop: one of them makes a product of its own.
    const SupplyChain two =
        chain_of(heading + "Shop,1,,1,,1,1,1,A,1,B,1\nA,1,,1,,,,,Root,1\nB,1,,1,,,,,Root,1\nRoot,1,,1,,,,\n");
    const auto ways = product_of(two);
    CHECK(ways[*two.find("A")] != ways[*two.find("B")]);
    CHECK(ways[*two.find("Shop")] == *two.find("Shop"));
    // Two units of one input are a product of their own.
    const SupplyChain pair = chain_of(heading + "Shop,1,,1,,1,1,1,Root,2\nRoot,1,,1,,,,\n");
    CHECK(product_of(pair)[*pair.find("Shop")] == *pair.find("Shop"));
}

TEST_CASE("the laws of daily demand have the mean and spread of the data", "[import]") {
    CHECK(demand_text({4000, 7500, {}}) == "{negative_binomial: {mean: 4000, sd: 7500}}");
    CHECK(demand_text({45, 1, {}}) == "{normal: {mean: 45, sd: 1}}");
    CHECK(demand_text({3, 0, {}}) == "3");
    CHECK(demand_text({4, 2, {}}) == "{poisson: {mean: 4}}");
    CHECK(demand_text({3, std::sqrt(2.25), {}}) == "{binomial: {n: 12, p: 0.25}}");
    CHECK(demand_text({0.4, 0, {}}) == "{binomial: {n: 1, p: 0.4}}");
}

TEST_CASE("all mistakes of a supply chain are told with their places", "[import]") {
    CHECK(contains(mistakes_in("a,b\n1,2\n"), "bikes.csv:1: no column 'stage_id'"));
    CHECK(contains(mistakes_in(heading), "there are no stages"));
    const std::string many = mistakes_in(heading +
                                         "A,soon,,1,,,,,B,1\n"
                                         "A,1,,-1,,,,,Bb,1\n"
                                         "BBB,1,,1,,1e300,1,1,A,x\n");
    CHECK(contains(many, "bikes.csv:2: lead_time: found 'soon'"));
    CHECK(contains(many, "bikes.csv:3: stage 'A' is there twice"));
    CHECK(contains(many, "bikes.csv:3: cost_rate: found '-1'"));
    CHECK(contains(many, "bikes.csv:4: ext_demand_mean: found '1e300'"));
    CHECK(contains(many, "bikes.csv:4: found 'x' as the units of 'A'"));
    CHECK(contains(many, "bikes.csv:2: unknown upstream stage 'B'"));
    CHECK(contains(mistakes_in(heading + "A,1,,1,,,,,B,1\nB,1,,1,,,,,A,1\n"), "in a circle, among them A, B"));
    CHECK(contains(mistakes_in(heading + "A,1,,1,,,,,A,1\n"), "in a circle"));
    CHECK(contains(mistakes_in(heading + "A,1,,1,,,,,B,1,B,2\nB,1,,1,,,,\n"), "'B' is named twice"));
}

TEST_CASE("the scenario of a supply chain is YAML with its sites, stocks and ways", "[import]") {
    ChainOptions options;
    options.outage = Outage{{"Works", "East", "West", "Frame"}, "10 d", "5 d"};
    const std::string text = chain_yaml(chain_of(bikes), options);
    Problems problems;
    SourceFiles files;
    REQUIRE(parse_document(text, {files.add("bikes.yaml"), 1, 1}, problems));
    CHECK_FALSE(problems.any());
    for (const char* line :
         {"  Works: {price: 86, holding: 25 %/yr, bom: {Frame: 1, Wheel: 2}}\n",
          "      Frame: {cost: 12, lead_time: 16 d}\n",
          "  Works:\n    makes: {Works: {time: 9 d, batch: order, cost: 20}}\n    lines: unlimited\n    stock:\n"
          "      Works: {initial: 160, inventory: {base_stock: {S: 160}}}\n"
          "      Frame: {inventory: {base_stock: {S: 0}}, sourcing: {single: Frame}}\n",
          "  West_works:\n    makes: {West: {time: 1 d, batch: order, cost: 2}}\n",
          "  West:\n    stock: {West: {initial: 11, inventory: {base_stock: {S: 11}}, sourcing: {single: "
          "West_works}}}\n",
          "  East:\n    stock: {Works: {initial: 52, inventory: {base_stock: {S: 52}}, sourcing: {single: Works}}}\n",
          "  \"Works -> East\": {transit: 4 d, cost_per_unit: 1}\n",
          "quantity: {binomial: {n: 100, p: 0.1}}}}, buys: {Works: 1}}\n",
          "  \"outage of Works\":\n    strikes: {store: Works}\n    when: {scheduled: [{from: 10 d, for: 5 d}]}\n",
          "    strikes: {store: East, lane: \"Works -> East\"}\n", "    strikes: {stores: [West_works, West]}\n",
          "    strikes: {store: Frame, stock: \"outside.Frame\"}\n"}) {
        INFO(line << "\n" << text);
        CHECK(contains(text, line));
    }
}

TEST_CASE("a chain of stores runs, and steady demand is met from the stocks of the rule", "[import]") {
    const ScratchFolder folder;
    write(folder / "line.csv", heading + "Shop,1,,1,,3,0,2,Depot,1\nDepot,4,,1,,,,,Mine,1\nMine,2,,5,,,,\n");
    REQUIRE(tool_in(folder.path(), "import willems line.csv -o . --days 40").status == 0);
    const auto kpi_of = [&folder](const std::string& sets, const std::string& kpi) {
        const Called run = tool_in(folder.path(), "run line.yaml --no-file --json --set run.warmup=0d " + sets);
        INFO(run.err);
        REQUIRE(run.status == 0);
        const auto told = nlohmann::json::parse(run.out);
        for (const auto& row : told["summary"]) {
            if (row["kpi"] == kpi) return row["mean"].get<double>();
        }
        FAIL("no KPI " << kpi);
        return 0.0;
    };
    // three a day from the first: S = 3, 12 and 6 last just until what was ordered that day arrives
    CHECK(kpi_of("", "units_demanded") == 120);
    CHECK(kpi_of("", "fill_rate") == 1);
    CHECK(kpi_of("--set stores.Depot.stock.Mine.inventory.base_stock.S=11 --set stores.Depot.stock.Mine.initial=11",
                 "fill_rate") < 1);
}

namespace {

// The folder with the 38 real chains, or nothing, told visibly.
std::optional<std::filesystem::path> real_chains() {
    const auto data = shared_data();
    if (data && std::filesystem::exists(*data / "willems2008" / "willems_38.csv")) return *data / "willems2008";
    skip("no supply chains here: BACKSTOCK_DATA/willems2008");
    return std::nullopt;
}

Model model_of(const SupplyChain& chain, const ChainOptions& options) {
    Catalog catalog;
    add_builtin(catalog);
    return std::move(load_scenario_text(chain_yaml(chain, options), chain.name + ".yaml", catalog).model);
}

SupplyChain real_chain(const std::filesystem::path& folder, int number) {
    return read_supply_chain((folder / fmt::format("willems_{:02}.csv", number)).string());
}

}  // namespace

// The laws of conservation are checked at the end of every run.
TEST_CASE("all 38 real supply chains load and run, with outages of stages", "[import][slow]") {
    const auto folder = real_chains();
    if (!folder) return;
    std::size_t stages = 0;
    std::size_t demanded = 0;
    for (int number = 1; number <= 38; ++number) {
        const SupplyChain chain = real_chain(*folder, number);
        INFO(chain.name);
        stages += chain.stages.size();
        for (const Stage& stage : chain.stages) demanded += stage.demand ? 1 : 0;
        ChainOptions options{.days = 60};
        const KpiRow calm = replicate_once(model_of(chain, options), 0).network;
        // Who sells most of all is struck for the rest of the run, so that less is shipped for certain.
        const auto sells = [](const Stage& stage) { return stage.demand ? stage.demand->mean : -1; };
        const Stage& seller = *std::max_element(chain.stages.begin(), chain.stages.end(),
                                                [&](const Stage& a, const Stage& b) { return sells(a) < sells(b); });
        options.outage = {{chain.stages.front().name, seller.name}, "20 d", "60 d"};
        const KpiRow struck = replicate_once(model_of(chain, options), 0).network;
        CHECK(calm[index(Kpi::units_shipped)].value() > 0);
        CHECK(struck[index(Kpi::units_demanded)].value() == calm[index(Kpi::units_demanded)].value());
        CHECK(struck[index(Kpi::units_shipped)].value() < calm[index(Kpi::units_shipped)].value());
        CHECK(struck[index(Kpi::fill_rate)].value() <= calm[index(Kpi::fill_rate)].value());
    }
    CHECK(stages == 15'872);
    CHECK(demanded == 4'580);
}

// Where all that a stage takes is there (stages upstream never short), it is a base stock of its own: its days' demand
// is covered with the probability that the file asks for, rounded up to whole units.
TEST_CASE("stages of a real chain with customers reach the service that its data state", "[import][slow]") {
    const auto folder = real_chains();
    if (!folder) return;
    for (const int number : {1, 2, 3}) {
        const SupplyChain chain = real_chain(*folder, number);
        INFO(chain.name);
        ChainOptions options{.days = 4000, .service = 1 - 1e-9};
        Model model = model_of(chain, options);
        const std::vector<StageStock> stocks = stage_stocks(chain, options.service);
        model.run.period = 1_d;
        const Outcome outcome = replicate_once(model, 0);
        const auto table =
            static_cast<std::size_t>(std::find(tables_by.begin(), tables_by.end(), Entity::store) - tables_by.begin());
        for (std::size_t s = 0; s < model.stores.size(); ++s) {
            const auto j = chain.find(model.stores[model.stores.id_at(s)].name);
            if (!j || !chain.stages[*j].demand) continue;
            const StageDemand& demand = *chain.stages[*j].demand;
            const double days = covered_days(chain.stages[*j]);
            const double z = (static_cast<double>(stocks[*j].S) - demand.mean * days) / (demand.sd * std::sqrt(days));
            const double reached = outcome.by[table][s][index(Kpi::order_fill_rate)].value();
            INFO(chain.stages[*j].name << " over " << days << " d");
            // Over 3000 days, 4 standard errors of days that depend on each other; laws of demand that are skewed.
            const double wanted = boost::math::cdf(boost::math::normal(), z);
            CHECK(reached == Approx(wanted).margin(4 * std::sqrt(wanted * (1 - wanted) * days / 3000) + 0.02));
        }
    }
}

TEST_CASE("the folder of real chains becomes a folder of scenarios", "[import]") {
    const auto folder = real_chains();
    if (!folder) return;
    const ScratchFolder here;
    const std::string import = "import willems '" + folder->string() + "' ";
    CHECK(tool_in(here.path(), import + "-o chains").status == 0);
    CHECK(std::filesystem::exists(here / "chains/willems_38.yaml"));
    CHECK(tool_in(here.path(), import + "-o chains").status == 2);  // nothing is written over
    CHECK(tool_in(here.path(), import + "--chain 08 -o chain.yaml --outage Part_0001").status == 0);
    CHECK(tool_in(here.path(), "check chain.yaml").status == 0);
    CHECK(contains(tool_in(here.path(), import + "-o chain.yaml").err, "there are 38 chains"));
}

TEST_CASE("an import of supply chains that can't be is refused", "[import]") {
    const ScratchFolder folder;
    write(folder / "bikes.csv", bikes);
    const auto refused = [&folder](const std::string& arguments, const std::string& message) {
        const Called called = tool_in(folder.path(), "import willems " + arguments);
        INFO(arguments << "\n" << called.err);
        CHECK(called.status == 2);
        CHECK(contains(called.err, message));
    };
    refused(".", "has no file willems_NN.csv");
    refused(". --chain 3", "has no file willems_03.csv");
    refused("bikes.csv --chain 3", "FILE is no folder");
    refused("bikes.csv --outage Work", "did you mean 'Works'?");
    refused("bikes.csv --for 3d", "of an --outage STAGE");
    refused("bikes.csv --outage Works --for 3", "--for:");
    refused("bikes.csv --service 100%", "--service");
    refused("bikes.csv --outage East Works East", "named twice");
    refused(". --chain seven", "expected the number of a chain");
    refused("none.csv", "none.csv");
    CHECK(tool_in(folder.path(), "import willems bikes.csv -o here --outage Works --for 21d").status == 0);
    refused("bikes.csv -o here", "is there already");
}
