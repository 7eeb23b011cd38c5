#include "tools/import/shop_import.hpp"

#include "scenarios/scalars.hpp"
#include "sim/experiment/executor.hpp"
#include "sim/policy/notation.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/import/options.hpp"
#include "tools/import/shop_check.hpp"
#include "tools/import/shop_text.hpp"
#include "tools/progress_line.hpp"
#include "tools/scenario_input.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
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
        app.add_option("--not-goods", not_goods_, "item codes that are fees: CODE,CODE")->type_name("CODES");
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
        orders_.platform = platform_;
        for (std::string_view rest = not_goods_; !rest.empty();) {
            const std::string_view code = rest.substr(0, rest.find(','));
            rest.remove_prefix(std::min(code.size() + 1, rest.size()));
            orders_.not_goods.push_back(plain_name(code));
        }
        if (!currency_.empty()) {
            about_.currency = currency_in(currency_);
            if (about_.currency.empty())
                throw WrongUse(fmt::format("--currency: found '{}'; expected a code such as EUR", currency_));
        }
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
        if (currency_.empty()) about_.currency = history.currency.empty() ? "USD" : history.currency;
        history.settle_names();
        ShopFit fit = fit_shop(history, fit_, input_.catalog());
        if (service_.empty() && fit.takes_backorders) find_rules(fit, history);
        recorded = fit.recorded;
        fit_.shelf_days = fit.shelf_days;
        said_ = account(history, fit, about_);
        return shop_yaml(history, fit, about_);
    }

    // Rules with which as many orders wait as did, halving an interval: less service makes more wait, and where even
    // the least makes too few, so does ordering later still.
    void find_rules(ShopFit& fit, const ShopHistory& history) const {
        constexpr double least = 0.001;
        const double recorded = fit.recorded.backorder_rate;
        const bool by_service = late_share(fit, history, least, 1) >= recorded;
        double low = by_service ? least : 0;  // with which too many wait, or at least as many as with all above
        double high = by_service ? 1 - least : 1;
        const auto late = [&](double level) {
            return by_service ? late_share(fit, history, level, 1) : late_share(fit, history, least, level);
        };
        for (int step = 0; step < 8; ++step) {
            const double level = (low + high) / 2;
            (late(level) > recorded ? low : high) = level;
        }
        const double level = by_service ? std::round((low + high) * 500) / 1000 : high < 0.005 ? 0 : high;
        const double reached = late(level);
        const bool met = std::abs(reached - recorded) <= std::max(0.1 * recorded, 0.002);
        fit.said.push_back(fmt::format(
            "stock rules {}, with which {}",
            by_service ? fmt::format("with a service of {}", written_share(level))
                       : fmt::format("that order when {:.0f} % of a lead time's least demand is left", level * 100),
            met ? "as many orders wait as did"
                : fmt::format(
                      "{:.2g} % of orders wait; nearer to the {:.2g} % that did, rules of this kind do not come "
                      "with this lead time: try --lead-time or --cover",
                      reached * 100, recorded * 100)));
    }

    double late_share(ShopFit& fit, const ShopHistory& history, double service, double left) const {
        constexpr std::int64_t few = 4;
        set_service(fit, history, fit_.stocking, service, left);
        ScenarioInput input;
        const Scenario scenario = input.load_text(shop_yaml(history, fit, about_), output_.string());
        double sum = 0;
        for (const Recorded& one : played_pasts(scenario.model, few, fit.shelf_days, machine_threads()))
            sum += one.backorder_rate;
        return sum / static_cast<double>(few);
    }

    void report() const {
        std::string text;
        for (const std::string& line : said_) text += wrapped(harmless(line), 0, 2);
        const std::string file = shell_word(output_.string());
        fmt::print("{}Written: {}\nNext:\n  {} run {}\n", text, file, program_, file);
    }

    void check(const Scenario& scenario, const Recorded& recorded) const {
        const std::int64_t count = scenario.model.run.replications;
        ProgressLine line(count, scenario.model.run.horizon);
        const std::vector<Recorded> pasts = naming_file(output_.string(), [&] {
            return played_pasts(scenario.model, count, fit_.shelf_days, machine_threads(), line.progress());
        });
        fmt::print("\n{}", check_text(compared(recorded, pasts, fit_.shelf_days)));
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
    std::string not_goods_;
    bool check_ = false;
    bool replace_ = false;
    FitOptions fit_;
    ShopText about_;
    std::vector<std::string> said_;
};

}  // namespace

std::unique_ptr<Command> shop_command(Platform platform) { return std::make_unique<ShopImport>(platform); }

}  // namespace backstock::imports
