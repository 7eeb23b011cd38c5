#pragma once
// Several files of finished units as one: the parts of a study.

#include "output/unit_file.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace backstock {

class UnitFiles : public UnitSource {
public:
    // Opens them to read from. A unit that several hold is taken from the first. Throws FileError where one can't be
    // read, or they are not of one study. Requires at least one.
    explicit UnitFiles(const std::vector<std::filesystem::path>& paths);

    const UnitLabel& label() const { return files_.front().label(); }
    std::vector<Unit> units() const override;
    std::string bytes(const Unit& unit) const override;

private:
    std::vector<UnitFile> files_;
    std::map<Unit, std::size_t> where_;
};

}  // namespace backstock
