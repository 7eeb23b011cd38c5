#pragma once
// A supply network as a picture.

#include "tools/inspect/findings.hpp"

#include <filesystem>
#include <string>

namespace backstock {

// Graphviz' language: sites as shapes (suppliers houses, plants boxes with a roof line, stores boxes, customers
// ellipses), goods along the arrows with the items and the mean days that they take; sites without which some customer
// gets nothing have a red frame. Over 40 items on one way are counted, not named.
std::string drawing(const Model& model, const SupplyGraph& network, const Findings& findings);

// Lets Graphviz draw it. Throws WrongUse where `dot` is not installed, with what to install, or the file can't be
// written.
void draw_svg(const std::string& drawing, const std::filesystem::path& file);

}  // namespace backstock
