// backstock import: scenarios from the files of others. Here `orders`, a shop's own file of order lines as they are;
// shop_import.cpp has those that are fitted to a shop's past, chains.cpp those of whole supply chains.

#include "tools/command.hpp"
#include "tools/date_order.hpp"
#include "tools/figures.hpp"
#include "tools/import/chains.hpp"
#include "tools/import/options.hpp"
#include "tools/import/order_copy.hpp"
#include "tools/import/order_lines.hpp"
#include "tools/import/scenario_text.hpp"
#include "tools/import/shop_import.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>

namespace backstock {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> codes_in(const std::string& text) {
    std::vector<std::string> codes;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        codes.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return codes;
}

class Import : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.require_subcommand(0, 1);
        add(app, "shopify", "a shop from Shopify's exports of orders, products and inventory",
            imports::Platform::shopify);
        add(app, "woocommerce", "a shop from WooCommerce's products, and orders", imports::Platform::woocommerce);
        add(app, "csv", "a shop from any CSV of orders, fitted to what it tells", imports::Platform::csv);
        chains_app_ = app.add_subcommand("willems", "multi-echelon supply chains in the layout of Willems (2008), CSV");
        chains_->declare(*chains_app_, program);
        orders_ = app.add_subcommand("orders", "recorded order lines, CSV with a header line, may be gzipped");
        CLI::App& orders = *orders_;
        orders.add_option("FILE", file_.file, "the CSV file: one row an order line")->required();
        orders.add_option("-o,--output", folder_, "the folder to write; else the file's name without ending")
            ->type_name("DIR");
        orders.add_option("--map", map_, "which column is what, as far as the names do not tell")
            ->type_name("ROLE=COLUMN,...")
            ->allow_extra_args(false);
        orders.add_option("--times", times_, "how times are written: iso, month_first, day_first; else found out")
            ->type_name("WORD");
        orders.add_option("--not-goods", not_goods_, "further item codes that are fees: CODE,CODE")->type_name("CODES");
        orders.add_option("--goods", goods_, "codes taken for fees that are goods: CODE,CODE")->type_name("CODES");
        orders.add_option("--lead-time", lead_time_, "of the supplier that is assumed (7 d)")->type_name("TIME");
        orders.add_option("--service", service_, "share of lead times without a stockout (95 %)")->type_name("SHARE");
        orders.add_option("--cover", cover_, "how long an order lasts (30 d)")->type_name("TIME");
        orders.add_option("--cost", cost_, "what goods cost of their price (50 %)")->type_name("SHARE");
        orders.add_option("--currency", currency_, "of the prices (USD)")->type_name("CODE");
        orders.add_flag("--replace", replace_, "write over a scenario that is there");
        orders.footer(fmt::format(
            "Examples:\n  {0} import orders orders.csv\n"
            "  {0} import orders online_retail.csv.gz --currency GBP -o retail\n"
            "  {0} import orders sales.csv --map time=Sold,order=Ticket,item=Article,quantity=Pcs,price=Net\n"
            "Rows that can't be used are skipped and counted. Every item gets an (s, S) rule from its own sales:\n"
            "s covers the demand of a lead time with the service asked for, S is --cover of sales more.",
            program));
        app.footer(
            fmt::format("Examples:\n  {0} import shopify --orders orders_export.csv -o shop.yaml --check\n"
                        "  {0} import orders orders.csv\n  {0} import willems willems2008\n"
                        "{0} import shopify --help says more.",
                        program));
    }

    int run() override {
        for (const auto& [app, command] : shops_) {
            if (app->parsed()) return command->run();
        }
        if (chains_app_->parsed()) return chains_->run();
        if (!orders_->parsed()) {
            throw WrongUse(
                fmt::format("import: what? {} import shopify, woocommerce, csv, willems, or orders FILE", program_));
        }
        settle();
        const imports::OrderFile orders(file_);
        make_folder();
        imports::OrderCopy copy(folder_ / "orders.csv.gz");
        imports::Sales sales;
        scenario_.counts = orders.read([&](const imports::OrderLine& line) {
            if (!line.why_not) sales.add(line.item, line.at.day, line.quantity, line.price);
            copy.add(line);
        });
        if (sales.empty()) throw WrongUse(fmt::format("{}: no row can be used", file_.file));
        const Date start = date_of(sales.first_day());
        scenario_.start = fmt::format("{:04}-{:02}-{:02}", start.year, start.month, start.day);
        scenario_.days = sales.days();
        scenario_.times = orders.times();
        scenario_.items = sales.stocked(scenario_.stocking);
        write_text(folder_ / "items.csv", imports::items_csv(scenario_));
        write_text(folder_ / "sells.csv", imports::sells_csv(scenario_));
        write_text(folder_ / "stock.csv", imports::stock_csv(scenario_));
        copy.commit();
        write_text(scenario_file(), imports::scenario_yaml(scenario_));
        report();
        return 0;
    }

private:
    void add(CLI::App& app, const char* word, const char* doc, imports::Platform platform) {
        CLI::App* sub = app.add_subcommand(word, doc);
        shops_.emplace_back(sub, imports::shop_command(platform));
        shops_.back().second->declare(*sub, program_);
    }

    void settle() {
        for (const std::string& map : map_) imports::read_map(file_.map, map);
        if (!times_.empty()) file_.times = date_order_named("--times", times_);
        file_.not_goods = codes_in(not_goods_);
        file_.goods = codes_in(goods_);
        imports::StockingOptions& rule = scenario_.stocking;
        rule.lead_time_days = imports::days_of_option("--lead-time", lead_time_);
        rule.cover_days = imports::days_of_option("--cover", cover_);
        rule.service = imports::service_of_option("--service", service_);
        scenario_.cost_share = imports::share_of_option("--cost", cost_);
        scenario_.currency = currency_;
        const fs::path source = fs::path(file_.file).filename();
        scenario_.source = source.string();
        if (folder_.empty()) folder_ = source.string().substr(0, source.string().find('.'));
    }

    void make_folder() const {
        std::error_code error;
        fs::create_directories(folder_, error);
        if (!fs::is_directory(folder_, error))
            throw WrongUse(fmt::format("{}: is no folder, and none can be made", folder_.string()));
        if (replace_ || !fs::exists(scenario_file(), error)) return;
        throw WrongUse(
            fmt::format("{}: is there already, perhaps edited; choose another folder with -o, or --replace it",
                        scenario_file().string()));
    }

    // Named after the folder, so that results are too.
    fs::path scenario_file() const {
        fs::path name = (folder_ / "").parent_path().filename();
        return folder_ / (name.empty() || name == "." || name == ".." ? fs::path("orders.yaml") : name += ".yaml");
    }

    void report() const {
        std::string text;
        for (const std::string& line : imports::account(scenario_.counts)) text += wrapped(line, 0, 2);
        const std::string scenario = shell_word(scenario_file().string());
        text += fmt::format(
            "{}, {} days from {}\nWritten: {} with items.csv, sells.csv, stock.csv and orders.csv.gz\n"
            "Next:\n  {} run {}\n",
            counted(scenario_.items.size(), "item"), scenario_.days, scenario_.start, scenario, program_, scenario);
        fmt::print("{}", text);
    }

    std::string program_;
    std::vector<std::pair<CLI::App*, std::unique_ptr<Command>>> shops_;
    CLI::App* orders_ = nullptr;
    CLI::App* chains_app_ = nullptr;
    std::unique_ptr<Command> chains_ = imports::chains_command();
    imports::OrderFileOptions file_;
    std::vector<std::string> map_;
    std::string times_;
    std::string not_goods_;
    std::string goods_;
    std::string lead_time_ = "7 d";
    std::string service_ = "95 %";
    std::string cover_ = "30 d";
    std::string cost_ = "50 %";
    std::string currency_ = "USD";
    fs::path folder_;
    bool replace_ = false;
    imports::ImportedScenario scenario_;
};

}  // namespace

std::unique_ptr<Command> import_command() { return std::make_unique<Import>(); }

}  // namespace backstock
