#include "tools/report/page.hpp"

#include "sim/base/require.hpp"

namespace backstock {
namespace {

// The text of a <title>: no markup in it.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            default: out += c;
        }
    }
    return out;
}

class Filling {
public:
    explicit Filling(std::string_view html) : rest_(html) {}

    // Everything up to the mark, and the part in its place. Parts are never searched for marks.
    void put(std::string_view mark, std::string_view part) {
        const std::size_t at = rest_.find(mark);
        require(at != std::string_view::npos, "the page has no place for {}", mark);
        out_ += rest_.substr(0, at);
        out_ += part;
        rest_.remove_prefix(at + mark.size());
    }
    std::string done() && {
        out_ += rest_;
        return std::move(out_);
    }

private:
    std::string_view rest_;
    std::string out_;
};

}  // namespace

std::string page(const Json& data) {
    const std::string title = data["title"].is_string() ? data["title"].get<std::string>() : "";
    Filling filling(page_part::html());
    filling.put("<!--title-->", escaped(title.empty() ? data["file"].get<std::string>() : title));
    filling.put("<!--style-->", page_part::style());
    filling.put("<!--data-->", script_text(data));
    filling.put("<!--charts-->", page_part::echarts());
    filling.put("<!--script-->", page_part::script());
    return std::move(filling).done();
}

}  // namespace backstock
