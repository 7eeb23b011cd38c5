#include "scenarios/law_text.hpp"

#include "scenarios/document.hpp"
#include "scenarios/reader.hpp"

namespace backstock {

std::unique_ptr<const Law> load_law(std::string_view text, Dimension dimension, const Catalog& catalog,
                                    const std::string& name) {
    SourceFiles files;
    Problems problems;
    const Place start{files.add(name), 1, 1};
    std::optional<Node> law = parse_document(text, start, problems);
    problems.throw_if_any();
    Node root = Node::map(start);
    root.add("law", start, std::move(*law));
    Reading reading{.catalog = catalog, .problems = problems, .files = files};
    Reader reader(reading, Layers({&root, nullptr}), start, nullptr);
    std::unique_ptr<const Law> made = reader.law("law", dimension, required, "");
    problems.throw_if_any();
    return made;
}

}  // namespace backstock
