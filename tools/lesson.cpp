#include "tools/lesson.hpp"

#include "scenarios/document.hpp"
#include "scenarios/text_file.hpp"
#include "tools/gallery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace backstock {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> groups{
    {{"start", "first steps"},
     {"cases", "shops and what they have to decide"},
     {"textbook", "models whose answers are known exactly"},
     {"disruptions", "what happened, and what it did to those who waited"},
     {"studies", "several answers compared"}}};

std::size_t rank(std::string_view group) {
    const auto found =
        std::find_if(groups.begin(), groups.end(), [group](const auto& known) { return known.first == group; });
    return static_cast<std::size_t>(found - groups.begin());
}

// The part that a line of the head begins, and where its text is; the number of parts where it begins none.
std::size_t part_begun(std::string_view line) {
    std::size_t part = 0;
    while (part < lesson_parts.size() && !line.starts_with(fmt::format("# {}: ", lesson_parts[part]))) ++part;
    return part;
}

std::string_view stripped(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(' ');
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

class Head {
public:
    Head(Lesson& lesson, const std::string& file) : lesson_(lesson), place_{&file, 0, 0} {}

    void read(std::string_view text) {
        while (text.starts_with('#')) {
            const std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(line.size() + 1, text.size()));
            ++place_.line;
            take(line);
        }
        for (std::size_t part = 0; part + 1 < lesson_parts.size(); ++part) {
            if (lesson_.parts[part].empty()) refuse(fmt::format("the head lacks '# {}: …'", lesson_parts[part]));
        }
        problems_.throw_if_any();
    }

private:
    void take(std::string_view line) {
        const std::size_t begun = part_begun(line);
        if (begun < lesson_parts.size()) {
            if (begun < next_) refuse(fmt::format("'{}' comes too late or twice", lesson_parts[begun]));
            next_ = begun + 1;
            line.remove_prefix(lesson_parts[begun].size() + 3);
        } else if (next_ == 0 || !line.starts_with("#  ")) {
            return refuse("expected a part of the lesson such as '# Question: …', or more of it behind '#  '");
        } else {
            line.remove_prefix(1);
        }
        std::string& part = lesson_.parts[next_ - 1];
        if (!part.empty()) part += ' ';
        part += stripped(line);
    }

    void refuse(std::string message) { problems_.add(place_, "", std::move(message)); }

    Lesson& lesson_;
    Place place_;
    std::size_t next_ = 0;  // the part that may come next
    Problems problems_;
};

}  // namespace

Lesson read_lesson(const fs::path& file, const fs::path& gallery) {
    Lesson lesson;
    lesson.file = file;
    lesson.name = file.lexically_relative(gallery).replace_extension().generic_string();
    lesson.group = lesson.name.substr(0, lesson.name.find('/'));
    SourceFiles files;
    Problems problems;
    const std::string* name = files.add(file.string());
    const Place start{name, 1, 1};
    const std::optional<std::string> text = read_text_file(*name, start, "", problems, std::size_t{1} << 20U);
    const std::optional<Node> tree = text ? parse_document(*text, start, problems) : std::nullopt;
    problems.throw_if_any();
    if (const Node* title = tree->find("title")) lesson.title = title->text();
    lesson.is_study = tree->find("backstock-study") != nullptr;
    if (lesson.is_study) lesson.command = "study";
    for (const char* command : {"optimize", "stress"})
        if (tree->find(command) != nullptr) lesson.command = command;
    Head(lesson, *name).read(*text);
    return lesson;
}

std::vector<Lesson> lessons_in(const fs::path& gallery) {
    std::vector<Lesson> lessons;
    for (const fs::path& file : scenarios_in(gallery)) lessons.push_back(read_lesson(file, gallery));
    std::stable_sort(lessons.begin(), lessons.end(), [](const Lesson& a, const Lesson& b) {
        return std::pair(rank(a.group), a.name) < std::pair(rank(b.group), b.name);
    });
    return lessons;
}

std::string_view about_group(std::string_view group) {
    const std::size_t at = rank(group);
    return at < groups.size() ? groups[at].second : std::string_view();
}

}  // namespace backstock
