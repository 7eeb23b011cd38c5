#pragma once
// The report of a results file.

#include <filesystem>

namespace backstock {

// Where a report goes when nobody says: beside the results, "shop.html" for "shop.h5".
std::filesystem::path report_beside(const std::filesystem::path& results);

// Writes the page of a results file, whole or not at all. Throws WrongUse for what is no results file or can't be
// written there, FileError when the disk refuses.
void write_report(const std::filesystem::path& results, const std::filesystem::path& target);

}  // namespace backstock
