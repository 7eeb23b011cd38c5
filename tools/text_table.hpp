#pragma once
// Rows of texts as a table for the terminal.

#include "tools/terminal.hpp"

#include <string>
#include <vector>

namespace backstock {

// Columns as wide as their widest cell, two blanks apart, the first flush left and the others flush right; the first
// row, the heading, dimmed. Requires rows of equal length.
std::string text_table(const std::vector<std::vector<std::string>>& rows, const Style& style);

}  // namespace backstock
