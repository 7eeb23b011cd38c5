// backstock study: every cell of a study, and how the alternatives compare.

#include "tools/study_command.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

class StudyFile : public StudyCommand {
public:
    void declare(CLI::App& app, const std::string& program) override {
        app.add_option("STUDY", study_, "the study file (YAML)")->required();
        declare_common(app, program);
        app.footer(
            fmt::format("Examples:\n"
                        "  {0} study suppliers.yaml\n"
                        "  {0} study suppliers.yaml --resume\n"
                        "  {0} study suppliers.yaml --shard 1/2 && {0} study suppliers.yaml --shard 2/2\n"
                        "  {0} merge suppliers.*.units\n"
                        "--set changes the base, beneath the variants. Exit codes: 0 done, 2 bad input, 1 anything\n"
                        "else, 130 interrupted.",
                        program));
    }

private:
    Study load(ScenarioInput& input, const std::vector<std::string>& sets) override {
        Study study = input.load_study(study_, sets);
        for (const StudyFactor& factor : study.factors)
            if (factor.levels.empty())
                throw WrongUse(
                    fmt::format("{}: {} is a range, which optimize searches; study needs a design that says "
                                "which of its values are run, such as design: {{grid: {{levels: 5}}}}",
                                study_, factor.label));
        return study;
    }

    std::string study_;
};

}  // namespace

std::unique_ptr<Command> study_command() { return std::make_unique<StudyFile>(); }

}  // namespace backstock
