// backstock merge: the parts of a study, put together into its results.

#include "output/file_error.hpp"
#include "output/unit_files.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/interruption.hpp"
#include "tools/option_values.hpp"
#include "tools/results_target.hpp"
#include "tools/scenario_input.hpp"
#include "tools/study_report.hpp"
#include "tools/study_run.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>

namespace backstock {
namespace {

class Merge : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("FILE", files_, "the parts, in any order: *.units of study --shard")->required();
        app.add_option("-o,--output", output_, "where the results go")->required()->type_name("FILE");
        add_threads(app, threads_);
        app.add_flag("--json", json_, "print the comparison as one JSON object");
        app.add_flag("--quiet", quiet_, "print nothing");
        app.footer(fmt::format("Example:\n"
                               "  {0} merge suppliers.*.units -o suppliers.h5\n"
                               "The parts hold the study itself. The results are the same bytes as of a study that was\n"
                               "played in one piece. The parts are left where they are.",
                               program));
    }

    int run() override {
        const auto began = std::chrono::steady_clock::now();
        refuse_other_file(output_);
        const UnitFiles units = opened();
        ScenarioInput input;
        Study study = input.load_study_text(units.label().study, units.label().name + ".yaml");
        const StudyWork work(study, threads_);
        if (work.digest() != units.label().digest)
            throw WrongUse(fmt::format("{}: was played by another version of the program",
                                       files_.front()));
        Schedule schedule = work.schedule();
        count_units(work, units, schedule);
        if (!schedule.complete()) {
            throw WrongUse(fmt::format("{} of {} units of work are missing: not all parts are here, or some did not end; "
                                       "start them again with --resume",
                                       grouped(static_cast<double>(schedule.total() - schedule.done())),
                                       grouped(static_cast<double>(schedule.total()))));
        }
        const Interruption interruption;
        const StudyFindings findings = assemble(work, schedule, units, threads_, output_, time_of_writing());
        show(work, findings, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count());
        return 0;
    }

private:
    UnitFiles opened() const {
        try {
            return UnitFiles(std::vector<std::filesystem::path>(files_.begin(), files_.end()));
        } catch (const FileError& error) {
            throw WrongUse(error.what());
        }
    }

    void show(const StudyWork& work, const StudyFindings& findings, double seconds) const {
        if (json_) return fmt::print("{}\n", study_json(work, findings, output_));
        if (!quiet_) fmt::print("{}", study_screen(work, findings, seconds, output_, program_, Style(stdout)));
    }

    std::string program_;
    std::vector<std::string> files_;
    std::string output_;
    int threads_ = machine_threads();
    bool json_ = false;
    bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> merge_command() { return std::make_unique<Merge>(); }

}  // namespace backstock
