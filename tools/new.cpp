// backstock new: a scenario of the user's own, begun from one of the gallery.

#include "scenarios/problems.hpp"
#include "scenarios/text_file.hpp"
#include "sim/base/text.hpp"
#include "tools/command.hpp"
#include "tools/gallery.hpp"
#include "tools/lesson.hpp"
#include "tools/suggestions.hpp"
#include "tools/text_output.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <regex>
#include <sstream>

namespace backstock {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    Problems problems;
    const std::string name = file.string();
    std::optional<std::string> text = read_text_file(name, {&name, 0, 0}, "", problems, std::size_t{64} << 20U);
    problems.throw_if_any();
    return *text;
}

// A scenario with the files that it names, all to stand in one folder.
class Copies {
public:
    explicit Copies(fs::path folder) : folder_(std::move(folder)) {}

    // The text of a gallery file whose references are to the copies.
    std::string take(const fs::path& source) {
        std::istringstream lines(bytes_of(source));
        std::string text;
        for (std::string line; std::getline(lines, line);) {
            const std::size_t comment = line.starts_with('#') ? 0 : std::min(line.find(" #"), line.size());
            text += with_copies(line.substr(0, comment), source.parent_path()) + line.substr(comment) + '\n';
        }
        return text;
    }

    bool has(const fs::path& name) const { return texts_.count(name.string()) > 0; }

    // Which can't be written since others stand there.
    std::vector<std::string> in_the_way() const {
        std::vector<std::string> files;
        std::error_code ignored;
        for (const auto& [name, text] : texts_) {
            const fs::path target = folder_ / name;
            if (fs::exists(target, ignored) && bytes_of(target) != text) files.push_back(target.string());
        }
        return files;
    }

    void write() const {
        for (const auto& [name, text] : texts_) write_text(folder_ / name, text);
    }

    std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const auto& copied : texts_) names.push_back(copied.first);
        return names;
    }

private:
    std::string with_copies(const std::string& line, const fs::path& beside) {
        static const std::regex file_name(R"([\w./-]+\.(yaml|csv))");
        std::string result;
        auto rest = line.cbegin();
        for (std::sregex_iterator found(line.begin(), line.end(), file_name), end; found != end; ++found) {
            const fs::path named = beside / found->str();
            std::error_code ignored;
            if (!fs::is_regular_file(named, ignored)) continue;
            const std::string name = named.filename().string();
            if (texts_.emplace(name, "").second) texts_[name] = take(named);
            result.append(rest, line.cbegin() + found->position()).append(name);
            rest = line.cbegin() + found->position() + found->length();
        }
        return result.append(rest, line.cend());
    }

    fs::path folder_;
    std::map<std::string, std::string> texts_;
};

class New : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("NAME", name_, "the file to write, its ending .yaml may be left out")->required();
        app.add_option("--from", from_, "a scenario of the gallery (start/first_steps)")->type_name("NAME");
        app.footer(
            fmt::format("Examples:\n  {0} new mine\n  {0} new shop --from start/boutique\n"
                        "Nothing is written over. `{0} gallery` lists what there is to begin from.",
                        program));
    }

    int run() override {
        fs::path file = name_;
        if (file.extension() != ".yaml") file += ".yaml";
        if (file.stem().empty() || file.filename() == ".yaml")
            throw WrongUse(fmt::format("new: found '{}'; expected a name for the file", name_));
        const fs::path source = chosen();
        const Lesson lesson = read_lesson(source, *gallery());
        Copies copies(file.parent_path());
        const std::string text = fmt::format("# Begun from {}, whose lesson this is:\n#\n", lesson.name);
        const std::string body = text + copies.take(source);
        std::vector<std::string> taken = copies.in_the_way();
        std::error_code ignored;
        if (fs::exists(file, ignored) || copies.has(file.filename())) taken.insert(taken.begin(), file.string());
        if (!taken.empty())
            throw WrongUse(fmt::format(
                "{}: is there already or needed, and nothing is written over; choose another name or folder",
                joined(taken)));
        copies.write();
        write_text(file, body);
        report(file, lesson, copies.names());
        return 0;
    }

private:
    fs::path chosen() const {
        if (const auto known = in_gallery(from_)) return *known;
        std::vector<std::string> names;
        if (const auto folder = gallery()) {
            for (const Lesson& lesson : lessons_in(*folder)) {
                names.push_back(lesson.name);
                names.push_back(fs::path(lesson.name).filename().string());
            }
        }
        const std::string near = nearest(from_, names);
        throw WrongUse(fmt::format("--from: the gallery has no '{}'{}; {} gallery lists it", from_,
                                   near.empty() ? "" : fmt::format("; did you mean '{}'?", near), program_));
    }

    void report(const fs::path& file, const Lesson& lesson, const std::vector<std::string>& companions) const {
        const std::string name = shell_word(file.string());
        fmt::print("Written: {}{}\n", name, companions.empty() ? "" : ", and beside it " + joined(companions));
        fmt::print("Edit it, then:\n  {0} check {1}\n  {0} {2} {1}\n{0} explain WORD says what a word means.\n",
                   program_, name, lesson.command);
    }

    std::string program_;
    std::string name_;
    std::string from_ = "start/first_steps";
};

}  // namespace

std::unique_ptr<Command> new_command() { return std::make_unique<New>(); }

}  // namespace backstock
