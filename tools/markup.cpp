#include "tools/markup.hpp"

#include "scenarios/utf8.hpp"

namespace backstock {

std::string markup_text(std::string_view text) {
    std::string result;
    for (const char c : without_controls(utf8_or_latin1(text))) {
        switch (c) {
            case '&': result += "&amp;"; break;
            case '<': result += "&lt;"; break;
            case '>': result += "&gt;"; break;
            case '"': result += "&quot;"; break;
            case '\'': result += "&#39;"; break;
            default: result += c;
        }
    }
    return result;
}

}  // namespace backstock
