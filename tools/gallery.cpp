#include "tools/gallery.hpp"

#include <algorithm>
#include <array>

namespace backstock {

namespace fs = std::filesystem;

std::optional<fs::path> gallery() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
    const std::array places{fs::path("scenarios"), fs::path(BACKSTOCK_SOURCE) / "scenarios",
                            program / BACKSTOCK_SHARE / "scenarios"};
    for (const fs::path& place : places) {
        if (!fs::is_directory(place / "textbook", error)) continue;
        return place.is_relative() ? place : fs::canonical(place, error);
    }
    return std::nullopt;
}

std::vector<fs::path> scenarios_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::optional<fs::path> in_gallery(const std::string& word) {
    const std::optional<fs::path> folder = gallery();
    if (!folder || word.empty()) return std::nullopt;
    const fs::path wanted = fs::path(word).replace_extension();
    for (const fs::path& file : scenarios_in(*folder)) {
        const fs::path name = file.lexically_relative(*folder).replace_extension();
        if (name == wanted || name.filename() == wanted || (*folder / name) == wanted) return file;
    }
    return std::nullopt;
}

}  // namespace backstock
