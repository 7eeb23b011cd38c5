#pragma once
// What goes wrong with files: a fault of the surroundings or of the user, never of the program.

#include <stdexcept>
#include <string>

namespace backstock {

// A file that can't be read or written, or isn't what it should be. The text names the file, says what was tried and
// why it failed ("out.h5: write /boutique/kpis: No space left on device"), and can be shown to the user as it is.
class FileError : public std::runtime_error {
public:
    explicit FileError(const std::string& text) : std::runtime_error(text) {}
};

}  // namespace backstock
