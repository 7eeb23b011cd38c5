// backstock explain: the reference of any word a scenario may use, and of the KPIs.

#include "scenarios/explain.hpp"

#include "sim/experiment/kpi.hpp"
#include "tools/command.hpp"
#include "tools/scenario_input.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace backstock {
namespace {

std::vector<ExplainedKpi> explained_kpis() {
    std::vector<ExplainedKpi> kpis_explained;
    for (const KpiInfo& kpi : kpis()) {
        kpis_explained.push_back({std::string(kpi.name), std::string(kpi.unit), std::string(kpi.definition)});
    }
    return kpis_explained;
}

class Explain : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("WORD", word_, "a section, setting, policy, distribution or KPI; absent: an overview");
        app.add_option("--plugin", plugins_, "a shared library whose words are explained too")
            ->type_name("FILE")
            ->allow_extra_args(false);
        app.footer(
            fmt::format("Examples:\n  {0} explain\n  {0} explain s_S\n  {0} explain arrivals\n"
                        "  {0} explain fill_rate\n  {0} explain capped --plugin ./libcapped.so",
                        program));
    }

    int run() override {
        ScenarioInput input;
        for (const std::string& file : plugins_) input.load_plugin(file);
        const Catalog& catalog = input.catalog();
        const std::vector<ExplainedKpi> kpis = explained_kpis();
        const KpiInfo* kpi = find_kpi(word_);  // knows wait_over_12h and its like
        const std::optional<std::string> text = explain(kpi == nullptr ? word_ : kpi->name, catalog, kpis);
        if (!text) throw WrongUse(unknown_word(word_, catalog, kpis));
        fmt::print("{}", *text);
        return 0;
    }

private:
    std::string word_;
    std::vector<std::string> plugins_;
};

}  // namespace

std::unique_ptr<Command> explain_command() { return std::make_unique<Explain>(); }

}  // namespace backstock
