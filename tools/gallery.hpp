#pragma once
// The scenarios that come with the program.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

// The gallery's folder: scenarios/ in the current folder or in the checkout that the program was built from, else
// in the share folder of the prefix it was installed to. Nothing where none of these is there.
std::optional<std::filesystem::path> gallery();

// The scenario of the gallery that a word means, by its name with or without group and ending: "boutique",
// "start/boutique.yaml".
std::optional<std::filesystem::path> in_gallery(const std::string& word);

// The .yaml files in a folder and below, by name.
std::vector<std::filesystem::path> scenarios_in(const std::filesystem::path& folder);

}  // namespace backstock
