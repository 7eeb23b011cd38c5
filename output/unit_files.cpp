#include "output/unit_files.hpp"

#include "output/file_error.hpp"
#include "sim/base/require.hpp"

#include <fmt/format.h>

namespace backstock {

UnitFiles::UnitFiles(const std::vector<std::filesystem::path>& paths) {
    require(!paths.empty(), "no files of units");
    for (const std::filesystem::path& path : paths) {
        files_.push_back(UnitFile::read_only(path));
        if (files_.back().label().digest != label().digest)
            throw FileError(fmt::format("{}: is of another study than {}", path.string(), paths.front().string()));
        for (const Unit& unit : files_.back().units()) where_.emplace(unit, files_.size() - 1);
    }
}

std::vector<Unit> UnitFiles::units() const {
    std::vector<Unit> units;
    for (const auto& [unit, file] : where_) units.push_back(unit);
    return units;
}

std::string UnitFiles::bytes(const Unit& unit) const {
    const auto found = where_.find(unit);
    require(found != where_.end(), "block {} of cell {} is in no file", unit.block, unit.cell);
    return files_[found->second].bytes(unit);
}

}  // namespace backstock
