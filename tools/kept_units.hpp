#pragma once
// The file beside the results in which a long piece of work puts aside what it has finished, to be resumed.

#include "output/unit_file.hpp"

#include <filesystem>

namespace backstock {

// `target`.units, new or continued. Throws WrongUse where there is one and the user did not say --resume, where it is
// of other work, or can't be written.
UnitFile open_kept_units(const std::filesystem::path& target, const UnitLabel& label, bool resume);

// After the results are written.
void remove_kept_units(const UnitFile& units);

}  // namespace backstock
