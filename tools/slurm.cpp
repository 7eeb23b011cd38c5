// backstock slurm: a study as a job array of Slurm, with the step that merges its parts.

#include "sim/base/text.hpp"
#include "sim/experiment/executor.hpp"
#include "tools/cluster/slurm_script.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/option_values.hpp"
#include "tools/results_target.hpp"
#include "tools/scenario_input.hpp"
#include "tools/study_run.hpp"
#include "tools/suggestions.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>

namespace backstock {
namespace {

namespace fs = std::filesystem;

// What a command prints, without the line break at its end. Throws WrongUse where it fails.
std::string answer_of(const std::string& command) {
    std::string text;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) throw WrongUse(fmt::format("can't run {}", command));
    std::array<char, 256> part{};
    while (std::fgets(part.data(), part.size(), pipe) != nullptr) text += part.data();
    const int status = ::pclose(pipe);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw WrongUse(fmt::format("this failed, and nothing more was submitted: {}", command));
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

class Slurm : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("STUDY", study_, "the study file (YAML)")->required();
        app.add_option("--parts", parts_, "into how many tasks the work is divided")
            ->required()
            ->check(whole_number(1, 1'000'000))
            ->type_name("N");
        app.add_option("-o,--output", output_, "where the results go; else the study's name with .h5, here")->type_name("FILE");
        app.add_option("--folder", folder_, "where scripts, logs and parts go, seen by all nodes; else here")->type_name("DIR");
        app.add_option("--time", time_, "limit of a part, as Slurm takes it: 2:00:00")->type_name("TIME");
        app.add_option("--partition", partition_, "Slurm's partition")->type_name("NAME");
        app.add_option("--threads", threads_, "threads of a part")->check(whole_number(1, 1024))->type_name("N");
        app.add_option("--replications", replications_, "how often every cell is run")
            ->check(whole_number(1, 10'000'000))
            ->type_name("N");
        add_sets(app, sets_);
        app.add_flag("--submit", submit_, "hand both jobs to sbatch; else they are only written");
        app.footer(fmt::format("Examples:\n"
                               "  {0} slurm suppliers.yaml --parts 40\n"
                               "  {0} slurm suppliers.yaml --parts 40 --time 1:00:00 --submit\n"
                               "Other schedulers: start `study STUDY --shard I/N --resume` for every I, then `merge`.",
                               program));
    }

    int run() override {
        const SlurmJob job = described();
        const fs::path array = fs::path(job.folder) / (job.name + ".slurm");
        const fs::path merge = fs::path(job.folder) / (job.name + ".merge.slurm");
        write_text(array, array_script(job));
        write_text(merge, merge_script(job));
        fmt::print("Written: {} ({}) and {}\n", array.string(), counted(job.parts, "part"), merge.string());
        const std::string array_command = "sbatch --parsable " + shell_word(array.string());
        const auto merge_command = [&](const std::string& after) {
            return fmt::format("sbatch --parsable --dependency=afterok:{} {}", after, shell_word(merge.string()));
        };
        if (!submit_) {
            fmt::print("Submit both with:\n  {}\n", merge_command("$(" + array_command + ")"));
            return 0;
        }
        const std::string id = answer_of(array_command);
        const std::string number = id.substr(0, id.find(';'));
        const std::string after = answer_of(merge_command(number));
        fmt::print("Submitted: job array {}, and job {} that merges its parts into {}\n", id, after, job.output);
        return 0;
    }

private:
    // Checks the study here, so that no node has to.
    SlurmJob described() const {
        std::vector<std::string> sets = sets_;
        if (replications_) set_replications(sets, *replications_);
        ScenarioInput input;
        Study study = input.load_study(study_, sets);
        const StudyWork work(study, machine_threads());
        work.check_parts(static_cast<std::uint64_t>(parts_));
        SlurmJob job{.program = own_path(),
                     .study = fs::absolute(study_).lexically_normal().string(),
                     .folder = fs::absolute(folder_.empty() ? fs::path(".") : fs::path(folder_)).lexically_normal().string(),
                     .name = study.name,
                     .output = fs::absolute(output_.empty() ? study.name + ".h5" : output_).lexically_normal().string(),
                     .parts = static_cast<std::uint64_t>(parts_),
                     .threads = threads_,
                     .time = time_,
                     .partition = partition_,
                     .more = {}};
        std::vector<std::string> more;
        for (const std::string& set : sets) more.push_back("--set " + shell_word(set));
        job.more = joined(more, " ");
        if (!fs::is_directory(job.folder)) throw WrongUse(fmt::format("{}: there is no such folder", job.folder));
        refuse_other_file(job.output);
        return job;
    }

    static std::string own_path() {
        std::error_code error;
        const fs::path path = fs::read_symlink("/proc/self/exe", error);
        return error ? "backstock" : path.string();
    }

    std::string program_;
    std::string study_;
    std::string output_;
    std::string folder_;
    std::string time_;
    std::string partition_;
    std::int64_t parts_ = 1;
    int threads_ = 1;
    std::optional<std::int64_t> replications_;
    std::vector<std::string> sets_;
    bool submit_ = false;
};

}  // namespace

std::unique_ptr<Command> slurm_command() { return std::make_unique<Slurm>(); }

}  // namespace backstock
