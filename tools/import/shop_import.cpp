#include "tools/import/shop_import.hpp"

#include "scenarios/scalars.hpp"
#include "sim/experiment/executor.hpp"
#include "sim/policy/notation.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/import/options.hpp"
#include "tools/import/shop_check.hpp"
#include "tools/import/shop_text.hpp"
#include "tools/scenario_input.hpp"
#include "tools/simulation.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>

namespace backstock::imports {
namespace {

namespace fs = std::filesystem;

class ShopImport : public Command {
public:
    explicit ShopImport(Platform platform) : platform_(platform) {}

    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("--orders", orders_.file, "orders, one row an order line; may be gzipped")->type_name("FILE");
        if (platform_ != Platform::csv)
            app.add_option("--products", products_, "the platform's export of products")->type_name("FILE");
        if (platform_ == Platform::shopify)
            app.add_option("--inventory", inventory_, "its export of inventory")->type_name("FILE");
        app.add_option("-o,--output", output_, "the scenario to write (shop.yaml)")->type_name("FILE");
        app.add_option("--map", maps_, "which column of the orders is what, as far as the names do not tell")
            ->type_name("ROLE=COLUMN,...")
            ->allow_extra_args(false);
        app.add_option("--times", times_, "how times are written: iso, month_first, day_first; else found out")
            ->type_name("WORD");
        app.add_option("--lead-time", lead_time_, "of the supplier; else from the longest waits, or 14 d")
            ->type_name("TIME");
        app.add_option("--shelf", shelf_, "an order shipped within it was served from the shelf (5 d)")
            ->type_name("TIME");
        app.add_option("--service", service_,
                       "share of lead times without a stockout; else as many orders wait as did, or 95 %")
            ->type_name("SHARE");
        app.add_option("--cover", cover_, "how long an order lasts (30 d)")->type_name("TIME");
        app.add_option("--cost", cost_, "what goods cost of their price, where the files don't say (50 %)")
            ->type_name("SHARE");
        app.add_option("--currency", currency_, "of the prices; else the orders', or USD")->type_name("CODE");
        app.add_flag("--check", check_, "simulate, and show recorded and simulated figures side by side");
        app.add_flag("--replace", replace_, "write over a file that is there");
        app.footer(footer());
    }

    int run() override {
        settle();
        Recorded recorded;
        const std::string text = make(recorded);
        if (check_ && orders_.file.empty())
            throw WrongUse("--check: without --orders there is no past to compare with");
        ScenarioInput input;
        const Scenario scenario = input.load_text(text, output_.string());  // what is written can be read
        write_text(output_, text);
        report();
        if (check_) check(scenario, recorded);
        return 0;
    }

private:
    std::string footer() const {
        const char* word = platform_ == Platform::shopify ? "shopify"
                           : platform_ == Platform::csv   ? "csv"
                                                          : "woocommerce";
        const char* files =
            platform_ == Platform::shopify
                ? "--orders orders_export.csv --products products_export.csv --inventory inventory_export.csv"
            : platform_ == Platform::csv ? "--orders olist.csv --map item=product_id"
                                         : "--products products.csv --orders orders.csv --map created=Date";
        std::string roles;
        for (const Role& role : order_roles()) roles += (roles.empty() ? "" : ", ") + std::string(role.name);
        return fmt::format("Example:\n  {} import {} {} -o shop.yaml --check\nThe roles of columns: {}.", program_,
                           word, files, roles);
    }

    void settle() {
        if (orders_.file.empty() && products_.empty() && inventory_.empty())
            throw WrongUse(platform_ == Platform::csv ? "import: which file? --orders FILE"
                                                      : "import: which files? --orders FILE, --products FILE, or both");
        for (const std::string& map : maps_) read_role_map(orders_.map, map, order_roles());
        if (!times_.empty()) orders_.times = date_order_named("--times", times_);
        if (!lead_time_.empty()) fit_.lead_time_days = days_of_option("--lead-time", lead_time_);
        fit_.stocking = {.lead_time_days = 14,
                         .service = service_.empty() ? 0.95 : service_of_option("--service", service_),
                         .cover_days = days_of_option("--cover", cover_)};
        fit_.shelf_days = days_of_option("--shelf", shelf_);
        about_.cost_share = share_of_option("--cost", cost_);
        about_.platform = platform_ == Platform::shopify ? "Shopify"
                          : platform_ == Platform::csv   ? "a shop"
                                                         : "WooCommerce";
        for (const std::string& file : {products_, inventory_, orders_.file}) {
            if (!file.empty()) about_.files.push_back(fs::path(file).filename().string());
        }
        if (output_.extension() != ".yaml") output_ += ".yaml";
        std::error_code ignored;
        if (!replace_ && fs::exists(output_, ignored))
            throw WrongUse(fmt::format("{}: is there already, perhaps edited; choose another with -o, or --replace it",
                                       output_.string()));
    }

    std::string make(Recorded& recorded) {
        ShopHistory history;
        if (platform_ == Platform::shopify) {
            if (!products_.empty()) read_shopify_products(products_, history);
            if (!inventory_.empty()) read_shopify_inventory(inventory_, history);
        } else if (!products_.empty()) {
            read_woocommerce_products(products_, history);
        }
        if (!orders_.file.empty()) read_orders(orders_, history);
        if (history.items.empty())
            throw BadInput({Problem{products_.empty() ? inventory_ : products_, 0, 0, "", "no item can be used"}});
        about_.currency = !currency_.empty() ? currency_ : history.currency.empty() ? "USD" : history.currency;
        ShopFit fit = fit_shop(history, fit_, input_.catalog());
        if (service_.empty() && fit.recorded.wait) find_service(fit, history);
        recorded = fit.recorded;
        said_ = account(history, fit, about_);
        return shop_yaml(history, fit, about_);
    }

    // The service with which as many orders wait as did: halving an interval, as less service makes more wait.
    void find_service(ShopFit& fit, const ShopHistory& history) const {
        double low = 0.001;
        double high = 0.999;
        for (int step = 0; step < 8; ++step) {
            const double service = (low + high) / 2;
            set_service(fit, history, fit_.stocking, service);
            ScenarioInput input;
            const Scenario scenario =
                input.load_text(shop_yaml(history, fit, about_), output_.string(), {"run.replications=4"});
            const SimulationResult result = simulate(scenario.model, {.request = {}, .threads = machine_threads()});
            const double waited = compared(fit.recorded, result.summary)[waited_row].simulated;
            (waited > fit.recorded.backorder_rate ? low : high) = service;
        }
        fit.said.push_back(fmt::format("stock rules with a service of {}, with which as many orders wait as did",
                                       written_share(std::round((low + high) * 500) / 1000)));
    }

    void report() const {
        std::string text;
        for (const std::string& line : said_) text += wrapped(harmless(line), 0, 2);
        const std::string file = shell_word(output_.string());
        fmt::print("{}Written: {}\nNext:\n  {} run {}\n", text, file, program_, file);
    }

    void check(const Scenario& scenario, const Recorded& recorded) const {
        const SimulationOptions options{
            .request = {.resolved_yaml = scenario.resolved_yaml}, .threads = machine_threads(), .show_progress = true};
        const SimulationResult result =
            naming_file(output_.string(), [&] { return simulate(scenario.model, options); });
        fmt::print("\n{}", check_text(compared(recorded, result.summary)));
    }

    Platform platform_;
    std::string program_;
    ScenarioInput input_;
    OrderReading orders_;
    std::string products_;
    std::string inventory_;
    fs::path output_ = "shop.yaml";
    std::vector<std::string> maps_;
    std::string times_;
    std::string lead_time_;
    std::string shelf_ = "5 d";
    std::string service_;
    std::string cover_ = "30 d";
    std::string cost_ = "50 %";
    std::string currency_;
    bool check_ = false;
    bool replace_ = false;
    FitOptions fit_;
    ShopText about_;
    std::vector<std::string> said_;
};

}  // namespace

std::unique_ptr<Command> shop_command(Platform platform) { return std::make_unique<ShopImport>(platform); }

}  // namespace backstock::imports
