#include "scenarios/place.hpp"

#include <filesystem>

namespace backstock {

std::string beside(const Place& place, const std::string& name) {
    const std::filesystem::path named(name);
    if (place.file == nullptr || named.is_absolute()) {
        return name;
    }
    return (std::filesystem::path(*place.file).parent_path() / named).lexically_normal().string();
}

}  // namespace backstock
