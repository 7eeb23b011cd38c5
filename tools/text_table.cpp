#include "tools/text_table.hpp"

#include <algorithm>
#include <cstddef>

namespace backstock {
namespace {

// In columns: "±" is one.
std::size_t width_of(const std::string& text) {
    constexpr unsigned top_bits = 0xC0, continues = 0x80;
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & top_bits) != continues; }));
}

}  // namespace

std::string text_table(const std::vector<std::vector<std::string>>& rows, const Style& style) {
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string line;
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            const std::string blanks(widths[c] - width_of(rows[r][c]), ' ');
            if (c == 0)
                line += rows[r][c] + blanks;
            else
                line += "  " + blanks + rows[r][c];
        }
        while (line.ends_with(' ')) line.pop_back();
        text += (r == 0 ? style.dim(line) : line) + '\n';
    }
    return text;
}

}  // namespace backstock
