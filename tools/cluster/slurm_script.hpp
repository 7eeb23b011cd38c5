#pragma once
// What Slurm is asked to do with a study: a job array, one task a part, and a job that merges them.

#include <cstdint>
#include <string>

namespace backstock {

struct SlurmJob {
    std::string program;  // as every node finds it
    std::string study;    // the study file, absolute
    std::string folder;   // where everything is written, seen by all nodes, absolute
    std::string name;     // of the study
    std::string output;   // the results file, absolute
    std::uint64_t parts = 1;
    int threads = 1;        // of a part
    std::string time;       // limit of a part, as Slurm takes it; "": the cluster's own
    std::string partition;  // "": the cluster's own
    std::string more;       // further options of the study command, quoted for the shell
};

// The array: task I plays part I of all, and goes on where it was when Slurm starts it again.
std::string array_script(const SlurmJob& job);

// The job that merges the parts, to be started when all of them are done.
std::string merge_script(const SlurmJob& job);

}  // namespace backstock
