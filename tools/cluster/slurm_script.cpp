#include "tools/cluster/slurm_script.hpp"

#include "tools/suggestions.hpp"

#include <fmt/format.h>

namespace backstock {
namespace {

std::string heading(const SlurmJob& job, const std::string& name, const std::string& log, int threads) {
    std::string text = "#!/bin/bash\n";
    const auto option = [&](const std::string& line) { text += "#SBATCH --" + line + "\n"; };
    option("job-name=" + shell_word(name));
    option("chdir=" + shell_word(job.folder));
    option("output=" + shell_word(log));
    option(fmt::format("ntasks=1\n#SBATCH --cpus-per-task={}", threads));
    if (!job.time.empty()) option("time=" + job.time);
    if (!job.partition.empty()) option("partition=" + job.partition);
    return text;
}

}  // namespace

std::string array_script(const SlurmJob& job) {
    std::string text = heading(job, job.name, job.name + ".%a.log", job.threads);
    text += fmt::format("#SBATCH --array=1-{}\n#SBATCH --requeue\n", job.parts);
    text += fmt::format(
        "# A part that is started again goes on where it was. Any scheduler with job arrays can do the same.\n"
        "exec {} study {} --shard \"$SLURM_ARRAY_TASK_ID/{}\" --threads {} --resume{} \\\n"
        "    -o {}.\"${{SLURM_ARRAY_TASK_ID}}of{}\"\n",
        shell_word(job.program), shell_word(job.study), job.parts, job.threads, job.more.empty() ? "" : " " + job.more,
        shell_word(job.name), job.parts);
    return text;
}

std::string merge_script(const SlurmJob& job) {
    return heading(job, job.name + "-merge", job.name + ".merge.log", job.threads) +
           fmt::format("exec {} merge {}.*of{}.units --threads {} -o {}\n", shell_word(job.program), shell_word(job.name),
                       job.parts, job.threads, shell_word(job.output));
}

}  // namespace backstock
