// backstock fit: the distribution that describes the values of a column, as a line for a scenario.

#include "policies/builtin.hpp"
#include "scenarios/units.hpp"
#include "scenarios/utf8.hpp"
#include "sim/policy/catalog.hpp"
#include "tools/command.hpp"
#include "tools/date_order.hpp"
#include "tools/fit/plot.hpp"
#include "tools/fit/report.hpp"
#include "tools/terminal.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace backstock {
namespace {

using fit::Analysis;

class FitCommand : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("FILE", options_.file, "a CSV file with a header line, may be gzipped")->required();
        app.add_option("--column", options_.column, "the column with the values")->type_name("NAME");
        app.add_option("--from", options_.from, "or the time from the dates in this column …")->type_name("NAME");
        app.add_option("--to", options_.to, "… to those in this one")->type_name("NAME");
        app.add_option("--dimension", dimension_,
                       "what the values are: duration, quantity or number; duration where --unit or --from is given, "
                       "else number")
            ->type_name("WORD");
        app.add_option("--unit", unit_, "of lengths of time: s, min, h, d, wk, …; d for dates")->type_name("UNIT");
        app.add_option("--where", where_, "only rows whose column has this value; may be repeated")
            ->type_name("NAME=VALUE")
            ->allow_extra_args(false);
        app.add_option("--by", options_.by, "a fit for each value of this column")->type_name("NAME");
        app.add_option("--dates", dates_, "how dates are written: iso, month_first, day_first; else found out")
            ->type_name("WORD");
        app.add_option("--plot", plot_, "draws histogram and densities into this SVG file")->type_name("FILE");
        app.add_flag("--json", json_, "print one JSON object");
        app.footer(fmt::format(
            "Examples:\n  {0} fit deliveries.csv --column days --unit d --plot lead_time.svg\n"
            "  {0} fit deliveries.csv --from Ordered --to Received --by Vendor\n"
            "  {0} fit orders.csv --column Pieces --dimension quantity --where Item=A12\n"
            "Times are fitted by the laws of the continuum, whole quantities by those of counts (`{0} explain\n"
            "distribution`). Values that are missing, unreadable or negative are skipped and counted.",
            program));
    }

    int run() override {
        settle();
        const std::vector<fit::Sample> samples = fit::read_samples(options_);
        if (!plot_.empty() && samples.size() > 1) throw WrongUse("--plot draws one sample: choose it with --where");
        Catalog catalog;
        add_builtin(catalog);
        const bool groups = !options_.by.empty();
        std::vector<Analysis> analyses;
        for (const fit::Sample& sample : samples) {
            analyses.push_back(fit::analysed(sample, options_.unit, catalog, groups ? 1 : 3));
        }
        if (!groups) refuse_unusable(analyses.front());
        if (std::all_of(samples.begin(), samples.end(), [](const fit::Sample& s) { return s.values.empty(); }))
            refuse_unusable(analyses.front());
        if (!plot_.empty() && analyses.front().observed)
            write_text(plot_, fit::svg_plot(analyses.front(), options_.unit, title()));
        if (json_)
            print_json(analyses);
        else if (groups)
            fmt::print("{}", fit::groups_text(analyses, options_.by, options_.unit, Style(stdout)));
        else
            fmt::print("{}", fit::report_text(analyses.front(), options_.unit, terminal_width(stdout), Style(stdout)));
        if (!json_ && !plot_.empty()) fmt::print("Written: {}\n", plot_);
        return 0;
    }

private:
    void settle() {
        const bool dates = !options_.from.empty() || !options_.to.empty();
        if (dates == !options_.column.empty() || (dates && (options_.from.empty() || options_.to.empty())))
            throw WrongUse("fit: which values? --column NAME, or --from NAME --to NAME for the time between two dates");
        settle_unit(dates);
        for (const std::string& condition : where_) {
            const std::size_t equals = condition.find('=');
            if (equals == std::string::npos || equals == 0)
                throw WrongUse(fmt::format("--where: found '{}'; expected NAME=VALUE", condition));
            options_.conditions.emplace_back(condition.substr(0, equals), condition.substr(equals + 1));
        }
        if (!dates_.empty()) options_.dates = date_order_named("--dates", dates_);
    }

    void settle_unit(bool dates) {
        if (dimension_.empty()) dimension_ = dates || !unit_.empty() ? "duration" : "number";
        if (dimension_ == "duration")
            options_.unit.dimension = Dimension::duration;
        else if (dimension_ == "quantity")
            options_.unit.dimension = Dimension::quantity;
        else if (dimension_ != "number")
            throw WrongUse(fmt::format("--dimension: found '{}'; expected duration, quantity or number", dimension_));
        if (!options_.unit.is_time()) {
            if (dates) throw WrongUse("--dimension: the time between two dates is a duration");
            if (!unit_.empty()) throw WrongUse("--unit is for durations only");
            return;
        }
        if (unit_.empty() && !dates) throw WrongUse("--unit: durations need one: s, min, h, d, wk, …");
        options_.unit.name = unit_.empty() ? "d" : unit_;
        const auto length = unit_length(options_.unit.name);
        if (!length) throw WrongUse(fmt::format("--unit: found '{}'; expected one of {}", unit_, unit_list()));
        options_.unit.length = *length;
    }

    [[noreturn]] void refuse(const std::string& why) const { throw WrongUse(fmt::format("{}: {}", what(), why)); }

    void refuse_unusable(const Analysis& analysis) const {
        const fit::Sample& sample = *analysis.sample;
        const std::string skipped = fmt::format("{}", fmt::join(fit::account(sample), "; "));
        if (sample.values.empty()) refuse(fmt::format("no value can be used: {} ({})", skipped, sample.first_unusable));
        if (sample.values.size() == 1)
            refuse(fmt::format("a single value, {}, says nothing of a law ({})",
                               options_.unit.written(sample.values.front()), skipped));
        if (sample.constant())
            refuse(fmt::format("all values are the same; write `{}` ({})",
                               fit::yaml_line(analysis.recommended, options_.unit), skipped));
    }

    // "days in deliveries.csv"
    std::string what() const {
        const std::string columns =
            options_.column.empty() ? fmt::format("{} to {}", options_.from, options_.to) : options_.column;
        return without_controls(fmt::format("{}: {}", options_.file, columns));
    }

    std::string title() const {
        std::string text = std::filesystem::path(options_.file).filename().string();
        text +=
            ": " + (options_.column.empty() ? fmt::format("{} to {}", options_.from, options_.to) : options_.column);
        for (const auto& [name, value] : options_.conditions) text += fmt::format(", {} {}", name, value);
        return text;
    }

    void print_json(const std::vector<Analysis>& analyses) const {
        nlohmann::ordered_json json{{"file", options_.file}};
        if (options_.column.empty()) {
            json["from"] = options_.from;
            json["to"] = options_.to;
        } else {
            json["column"] = options_.column;
        }
        json["dimension"] = dimension_;
        json["unit"] = options_.unit.is_time() ? nlohmann::ordered_json(options_.unit.name) : nullptr;
        if (options_.by.empty()) {
            json.update(fit::report_json(analyses.front(), options_.unit));
        } else {
            json["by"] = options_.by;
            json["groups"] = nlohmann::ordered_json::array();
            for (const Analysis& analysis : analyses) {
                nlohmann::ordered_json group{{"group", analysis.sample->name}};
                group.update(fit::report_json(analysis, options_.unit));
                json["groups"].push_back(std::move(group));
            }
        }
        fmt::print("{}\n", json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }

    fit::SampleOptions options_;
    std::string dimension_;
    std::string unit_;
    std::vector<std::string> where_;
    std::string dates_;
    std::string plot_;
    bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> fit_command() { return std::make_unique<FitCommand>(); }

}  // namespace backstock
