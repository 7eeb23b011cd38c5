// backstock compare: scenario files against one another, on common random numbers.

#include "tools/study_command.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace backstock {
namespace {

class Compare : public StudyCommand {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("SCENARIO", scenarios_, "scenario files (YAML), the baseline first")->required();
        app.add_option("--kpis", kpis_, "what to compare, the KPI that decides first: profit,fill_rate")
            ->delimiter(',')
            ->type_name("KPI,...")
            ->allow_extra_args(false);
        declare_common(app, program);
        app.footer(
            fmt::format("Examples:\n"
                        "  {0} compare shop.yaml backup.yaml\n"
                        "  {0} compare shop.yaml backup.yaml both.yaml --kpis profit,fill_rate --replications 1000\n"
                        "Changes of one scenario are shorter as a study: {0} explain variants.",
                        program));
    }

private:
    Study load(ScenarioInput& input, const std::vector<std::string>& sets) override {
        if (scenarios_.size() < 2) throw WrongUse("compare: found one scenario; expected at least two");
        Study study = input.study_of(scenarios_, sets);
        study.kpis = kpis_;
        return study;
    }

    std::vector<std::string> scenarios_;
    std::vector<std::string> kpis_;
};

}  // namespace

std::unique_ptr<Command> compare_command() { return std::make_unique<Compare>(); }

}  // namespace backstock
