#pragma once
// The `backstock` program: reads the command line, runs the subcommand, and turns what goes wrong into a message and an
// exit code.

namespace backstock {

// What the program answers to its caller.
enum ExitCode : int {
    exit_done = 0,
    exit_failed = 1,     // anything but bad input: a broken law, a full disk, an expectation that was missed
    exit_bad_input = 2,  // a scenario that can't be understood, or a command line
    exit_interrupted = 130,
};

// Runs one command line. Results go to the standard output, messages to the standard error. Throws nothing.
int run_program(int argc, char** argv);

}  // namespace backstock
