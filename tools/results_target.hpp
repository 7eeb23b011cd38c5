#pragma once
// Where a results file goes.

#include <filesystem>
#include <string>

namespace backstock {

// Throws WrongUse if the file is there and is no results file: what the user wrote is never overwritten by a mistyped
// option.
void refuse_other_file(const std::filesystem::path& target);

// The time of writing for the results file, "2026-03-17T09:12:00Z"; SOURCE_DATE_EPOCH (reproducible-builds.org)
// stands in for it where it is set.
std::string time_of_writing();

}  // namespace backstock
