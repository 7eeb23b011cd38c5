#pragma once
// Text files that commands write.

#include <filesystem>
#include <string_view>

namespace backstock {

// Writes a file whole or not at all, in place of one that may be there. Throws WrongUse when it can't be written there,
// FileError when the disk refuses.
void write_text(const std::filesystem::path& file, std::string_view text);

}  // namespace backstock
