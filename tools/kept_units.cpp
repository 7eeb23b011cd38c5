#include "tools/kept_units.hpp"

#include "output/file_error.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

namespace backstock {

UnitFile open_kept_units(const std::filesystem::path& target, const UnitLabel& label, bool resume) {
    std::filesystem::path path = target;
    path += ".units";
    std::error_code ignored;
    const bool there = std::filesystem::exists(path, ignored) && std::filesystem::file_size(path, ignored) > 0;
    try {
        if (there && resume) return UnitFile::resume(path, label.digest);
        if (!there) return UnitFile::create(path, label);
    } catch (const FileError& error) {
        throw WrongUse(error.what());
    }
    throw WrongUse(fmt::format(
        "{} holds what an earlier run had finished: go on from there with --resume, or delete it", path.string()));
}

void remove_kept_units(const UnitFile& units) {
    std::error_code ignored;
    std::filesystem::remove(units.path(), ignored);
}

}  // namespace backstock
