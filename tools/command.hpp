#pragma once
// What a subcommand is, and the list of them all. To add one: a file that defines its function, a line in each of the
// two lists (here and in program.cpp).

#include <memory>
#include <string>
#include <utility>

namespace CLI {
class App;
}

namespace backstock {

class Command {
public:
    virtual ~Command() = default;

    // Declares its arguments and options, and examples in the footer. `program` is the program as the user called it,
    // so that what messages suggest can be typed again. The command outlives `app`.
    virtual void declare(CLI::App& app, const std::string& program) = 0;

    // Does it, after the options were read. Answers the exit code. Throws BadInput, WrongUse, FileError, BrokenLaw.
    virtual int run() = 0;

    // The command line as the user typed it, to be typed again.
    void set_typed(std::string line) { typed_ = std::move(line); }

protected:
    // It, to go on with what was interrupted.
    std::string again() const { return typed_.find(" --resume") == std::string::npos ? typed_ + " --resume" : typed_; }

private:
    std::string typed_;
};

// In the order of the help.
std::unique_ptr<Command> run_command();
std::unique_ptr<Command> compare_command();
std::unique_ptr<Command> study_command();
std::unique_ptr<Command> optimize_command();
std::unique_ptr<Command> stress_command();
std::unique_ptr<Command> merge_command();
std::unique_ptr<Command> slurm_command();
std::unique_ptr<Command> check_command();
std::unique_ptr<Command> inspect_command();
std::unique_ptr<Command> story_command();
std::unique_ptr<Command> trace_command();
std::unique_ptr<Command> report_command();
std::unique_ptr<Command> open_command();
std::unique_ptr<Command> show_command();
std::unique_ptr<Command> gallery_command();
std::unique_ptr<Command> new_command();
std::unique_ptr<Command> explain_command();
std::unique_ptr<Command> schema_command();
std::unique_ptr<Command> import_command();
std::unique_ptr<Command> fit_command();
std::unique_ptr<Command> export_command();
std::unique_ptr<Command> rerun_command();
std::unique_ptr<Command> verify_command();
std::unique_ptr<Command> version_command();

}  // namespace backstock
