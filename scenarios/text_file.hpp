#pragma once
// Reading a text file whole, and saying plainly why one can't be read.

#include "scenarios/place.hpp"
#include "scenarios/problems.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backstock {

// Why a file can't be opened for reading ("no such file", "it is a directory"); empty if it can, as far as can be told
// without opening it.
std::string reading_obstacle(const std::string& file);

// Opens a file for reading; the caller owns the descriptor. Below 0 with errno set where that fails: ETIMEDOUT for a
// pipe into which nobody begins to write in that time, which would otherwise be waited for without end.
int open_to_read(const std::string& file, int patience_ms = 10'000);
// Why open_to_read just failed, in words.
std::string opening_error();

// The file's bytes without a UTF-8 byte-order mark, or a problem at `named` (the place that names the file: the file
// itself on the command line, the line with `extends:` in another). A missing file, a directory, a device, no
// permission, a file above `most_bytes` and an empty one are problems.
std::optional<std::string> read_text_file(const std::string& file, const Place& named, std::string_view path,
                                          Problems& problems, std::size_t most_bytes);

// Whether the text can be a scenario: UTF-8 without control characters other than tab and line ends. Says what it is
// instead (a results file, gzip, UTF-16, binary), at the first offending byte. `start` is where the text begins.
bool is_plain_text(std::string_view text, const Place& start, Problems& problems);

// The place of a byte of a text that begins at `start`.
Place place_of(std::string_view text, std::size_t at, const Place& start);

}  // namespace backstock
