#pragma once
// Names inside a results file: "/boutique/kpis" is table `kpis` in group `boutique`.

#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// A name of the user's (a variant, a sweep point, an item) as one part of a path. HDF5 separates parts by '/' and reads
// "." as "here", and tables are exported to files of the same names; so '/', '%', control characters, and the dots of
// "." and ".." are written as % and two hexadecimal digits. Everything else, spaces and other alphabets included,
// stays:
//     "s=5/S=20" -> "s=5%2FS=20",   "." -> "%2E",   "Zürich Süd" -> "Zürich Süd"
// Different names give different parts. An empty name is refused with FileError.
std::string object_name(std::string_view name);

// The user's name back from such a part.
std::string user_name(std::string_view object_name);

// The parts of an absolute path: "/boutique/kpis" -> {"boutique", "kpis"}, "/" -> {}. Throws FileError unless the path
// begins with '/' and no part is empty, "." or ".." or holds NUL.
std::vector<std::string> path_parts(std::string_view path);

}  // namespace backstock
