#pragma once
// Values on the command line that are more than a word.

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace backstock {

// Checks that an option is a whole number of that range: "found '-1'; expected a whole number from 1 to 1024".
CLI::Validator whole_number(std::int64_t low, std::int64_t high);

// Checks that an option is a day of the run: "found 'nan'; expected a number of days of at least 0, such as 61.5".
CLI::Validator day_number();

// Refuses a replication that the scenario does not have. Throws WrongUse.
void check_replication(std::int64_t replication, std::int64_t replications);

// "0,3,7": numbers from 0 to below `limit`, ascending and each once. Throws WrongUse, naming the option.
std::vector<std::int64_t> numbers_in(const std::string& option, const std::string& text, std::int64_t limit);

// `--set PATH=VALUE`, any number of times.
void add_sets(CLI::App& app, std::vector<std::string>& sets);

// What `--replications N` sets: that number, whatever the file says of it, `until` included.
void set_replications(std::vector<std::string>& sets, std::int64_t replications);

// `--threads N`.
void add_threads(CLI::App& app, int& threads);

// `--seed N` and the like: numbers of at most 63 bits.
inline constexpr std::int64_t any_size = 9'223'372'036'854'775'807;

}  // namespace backstock
