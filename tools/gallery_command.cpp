// backstock gallery: the scenarios that come with the program, and what each teaches.

#include "sim/base/text.hpp"
#include "tools/command.hpp"
#include "tools/figures.hpp"
#include "tools/gallery.hpp"
#include "tools/lesson.hpp"
#include "tools/suggestions.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>

namespace backstock {
namespace {

std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return text;
}

class Gallery : public Command {
public:
    void declare(CLI::App& app, const std::string& program) override {
        program_ = program;
        app.add_option("WORD", words_, "a scenario's name: its lesson; other words: the scenarios that speak of all");
        app.add_flag("--json", json_, "print one JSON array");
        app.footer(
            fmt::format("Examples:\n  {0} gallery\n  {0} gallery boutique\n  {0} gallery disruptions\n"
                        "  {0} gallery safety stock\n  {0} new mine --from start/boutique",
                        program));
    }

    int run() override {
        const auto folder = gallery();
        if (!folder)
            throw WrongUse("the gallery is neither in this folder nor where the program was built or installed");
        const std::vector<Lesson> all = lessons_in(*folder);
        const std::vector<Lesson> chosen = choose(all);
        if (json_)
            print_json(chosen);
        else if (chosen.size() == 1 && !words_.empty())
            print_lesson(chosen.front());
        else
            print_list(chosen);
        return 0;
    }

private:
    std::vector<Lesson> choose(const std::vector<Lesson>& all) const {
        if (words_.size() == 1) {
            const auto named = in_gallery(words_.front());
            for (const Lesson& lesson : all) {
                if (named && lesson.file == *named) return {lesson};
            }
        }
        std::vector<Lesson> chosen;
        std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                     [this](const Lesson& lesson) { return speaks_of_all(lesson); });
        if (!chosen.empty()) return chosen;
        std::vector<std::string> names;
        for (const Lesson& lesson : all) names.push_back(std::filesystem::path(lesson.name).filename().string());
        const std::string near = words_.size() == 1 ? nearest(words_.front(), names) : "";
        throw WrongUse(fmt::format("gallery: no scenario speaks of '{}'{}", joined(words_, " "),
                                   near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }

    bool speaks_of_all(const Lesson& lesson) const {
        std::string text = lesson.name + ' ' + lesson.title;
        for (const std::string& part : lesson.parts) text += ' ' + part;
        text = lower(std::move(text));
        return std::all_of(words_.begin(), words_.end(),
                           [&text](const std::string& word) { return text.find(lower(word)) != std::string::npos; });
    }

    void print_list(const std::vector<Lesson>& lessons) const {
        const Style style(stdout);
        const std::size_t width = terminal_width(stdout);
        std::string group;
        for (const Lesson& lesson : lessons) {
            if (lesson.group != group) {
                group = lesson.group;
                fmt::print("{}{}/{}\n", &lesson == &lessons.front() ? "" : "\n", style.bold(group),
                           about_group(group).empty() ? "" : fmt::format("  {}", about_group(group)));
            }
            fmt::print("  {}\n", style.bold(lesson.name.substr(std::min(group.size() + 1, lesson.name.size()))));
            fmt::print("{}", wrapped(lesson.title + '.', 6, 6, width));
            fmt::print("{}", style.dim(wrapped(lesson.question(), 6, 6, width)));
        }
        fmt::print("\n{}. {} gallery NAME prints the lesson of one, {} new MINE --from NAME makes it yours.\n",
                   counted(lessons.size(), "scenario"), program_, program_);
    }

    void print_lesson(const Lesson& lesson) const {
        const Style style(stdout);
        fmt::print("{}  {}\n\n", style.bold(lesson.name), lesson.title);
        for (std::size_t part = 0; part < lesson_parts.size(); ++part) {
            if (lesson.parts[part].empty()) continue;
            const std::string text = wrapped(lesson.parts[part], 10, 10, terminal_width(stdout));
            fmt::print("{}{}", style.bold(fmt::format("{:<10}", lesson_parts[part])), text.substr(10));
        }
        const std::string file = shell_word(lesson.file.string());
        fmt::print("\nNext:\n  {0} {1} {2}\n  {0} new mine --from {3}\n", program_, lesson.command,
                   file, lesson.name);
    }

    static void print_json(const std::vector<Lesson>& lessons) {
        nlohmann::ordered_json json = nlohmann::ordered_json::array();
        for (const Lesson& lesson : lessons) {
            nlohmann::ordered_json one{{"name", lesson.name},
                                       {"group", lesson.group},
                                       {"title", lesson.title},
                                       {"file", lesson.file.string()},
                                       {"kind", lesson.is_study ? "study" : "scenario"}};
            for (std::size_t part = 0; part < lesson_parts.size(); ++part) {
                std::string key = lower(std::string(lesson_parts[part]));
                std::replace(key.begin(), key.end(), ' ', '_');
                one[key] = nullptr;
                if (!lesson.parts[part].empty()) one[key] = lesson.parts[part];
            }
            json.push_back(std::move(one));
        }
        fmt::print("{}\n", json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    }

    std::string program_;
    std::vector<std::string> words_;
    bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> gallery_command() { return std::make_unique<Gallery>(); }

}  // namespace backstock
