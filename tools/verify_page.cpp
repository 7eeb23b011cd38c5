#include "tools/verify_page.hpp"

#include "sim/experiment/kpi.hpp"
#include "sim/flows/laws.hpp"
#include "sim/version.hpp"
#include "tools/figures.hpp"
#include "tools/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace backstock {
namespace {

// The sizes of a picture, and the place of what is expected in it.
constexpr double picture_width = 150, picture_height = 20, middle = picture_width / 2;

constexpr std::string_view style = R"(
:root { --paper: #fbfaf8; --card: #fff; --ink: #1d2329; --quiet: #5a646e; --line: #dcdfe3; --blue: #0b67a8;
  --good: #007f5f; --bad: #b3400b; --band: #cfe2ef; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --paper: #14181c; --card: #1b2026; --ink: #e6e9ec; --quiet: #a3adb7;
  --line: #343b43; --blue: #6db8ec; --good: #4cc6a0; --bad: #f0995a; --band: #24445a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, "Liberation Sans", sans-serif; font-variant-numeric: tabular-nums; }
.wrap { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 2; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; border-radius: 3px; }
.brand { margin: 2rem 0 .25rem; color: var(--blue); font-weight: 600; }
h1 { margin: 0 0 .5rem; font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; text-wrap: balance; }
h2 { margin: 0 0 .25rem; font-size: 1.25rem; } h3 { margin: 0; font-size: 1.0625rem; }
p, dl { max-width: 46rem; } p { margin: .25rem 0 .75rem; }
.quiet, dt, caption { color: var(--quiet); } a { color: var(--blue); }
section, article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem;
  margin: 1.25rem 0; scroll-margin-top: 1rem; }
.answer { border-left: 5px solid var(--blue); } .answer p { font-size: 1.125rem; }
dl.lesson { display: grid; grid-template-columns: 6rem 1fr; gap: .3rem 1rem; margin: .75rem 0; } dd { margin: 0; }
.scroll { overflow-x: auto; margin-top: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { padding: .35rem .75rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 600; } tbody th { font-weight: 400; white-space: normal; }
th:first-child, td.text, th.text { text-align: left; } th:first-child { padding-left: 0; }
.holds { color: var(--good); font-weight: 600; } .missed { color: var(--bad); font-weight: 600; }
svg { display: block; width: 150px; height: 20px; }
.allowed { fill: var(--band); } .exact { stroke: var(--quiet); } .sure { stroke: var(--ink); stroke-width: 1.5; }
.dot { fill: var(--good); } .dot.out { fill: var(--bad); }
li { margin: .25rem 0; } footer { padding: 0 0 2.5rem; font-size: .875rem; }
@media (max-width: 40rem) { .wrap { padding: 0 .75rem; } section, article { padding: 1rem .85rem; }
  dl.lesson { grid-template-columns: 1fr; gap: 0; } dl.lesson dd { margin-bottom: .5rem; } }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; } .skip { display: none; }
  section, article { border: 0; border-top: 1px solid #999; border-radius: 0; } article, tr { break-inside: avoid; } }
)";

// The verdict as a word: colour alone would not tell everyone.
std::string verdict_cell(bool holds) {
    return fmt::format("<td class=\"text {}\">{}</td>", holds ? "holds" : "missed", holds ? "holds" : "missed");
}

// What is allowed as a band, the interval of the simulated mean as a line, the mean as a dot, to scale.
std::string picture(const VerifiedFigure& figure) {
    const Checked& c = figure.checked;
    const double centre = (c.low + c.high) / 2;
    const double spread = std::isfinite(figure.half_width) ? figure.half_width : 0;
    const double reach = std::max({c.high - centre, std::abs(c.simulated - centre) + spread, 1e-300}) * 1.25;
    const auto across = [&](double value) {
        return std::isfinite(value) ? middle + std::clamp((value - centre) / reach, -1.0, 1.0) * (middle - 6) : middle;
    };
    std::string svg = fmt::format(
        "<svg viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-label=\"simulated {2}; allowed {3:.7g} to {4:.7g}\">",
        picture_width, picture_height, simulated_text(figure), c.low, c.high);
    svg += fmt::format("<rect class=\"allowed\" x=\"{:.1f}\" y=\"3\" width=\"{:.1f}\" height=\"14\" rx=\"2\"/>",
                       across(c.low), std::max(1.0, across(c.high) - across(c.low)));
    svg += fmt::format("<path class=\"exact\" d=\"M{:.1f} 1V19\"/>",
                       across(std::isfinite(figure.expected.value) ? figure.expected.value : centre));
    if (std::isfinite(c.simulated)) {
        svg += fmt::format("<path class=\"sure\" d=\"M{:.1f} 10H{:.1f}\"/>", across(c.simulated - spread),
                           across(c.simulated + spread));
        svg += fmt::format("<circle class=\"dot{}\" cx=\"{:.1f}\" cy=\"10\" r=\"4\"/>", c.holds ? "" : " out",
                           across(c.simulated));
    }
    return svg + "</svg>";
}

std::string interval_text(const VerifiedFigure& figure) {
    if (!std::isfinite(figure.half_width)) return "–";
    const double size = std::abs(figure.checked.simulated);
    return fmt::format("± {:.{}f}", figure.half_width,
                       std::min(decimals_for(figure.half_width, 2), decimals_for(size, 7)));
}

std::string figure_row(const VerifiedFigure& figure) {
    return fmt::format(
        "<tr><th scope=\"row\"><a href=\"#kpi-{0}\">{0}</a></th><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td>"
        "<td class=\"text\">{5}</td>{6}</tr>\n",
        markup_text(figure.expected.kpi), markup_text(figure.expected.written), markup_text(simulated_text(figure)),
        interval_text(figure), allowed_text(figure), picture(figure), verdict_cell(figure.checked.holds));
}

std::string lesson_list(const Lesson& lesson) {
    std::string text = "<dl class=\"lesson\">\n";
    for (std::size_t part = 0; part < lesson_parts.size(); ++part) {
        if (!lesson.parts[part].empty())
            text += fmt::format("<dt>{}</dt><dd>{}</dd>\n", lesson_parts[part], markup_text(lesson.parts[part]));
    }
    return text + "</dl>\n";
}

std::string model_part(const VerifiedModel& model, std::size_t number) {
    const std::string title = markup_text(model.title.empty() ? model.name : model.title);
    std::string text = fmt::format("<article id=\"model-{0}\" aria-labelledby=\"title-{0}\">\n", number);
    text += fmt::format("<h3 id=\"title-{}\">{}</h3>\n<p class=\"quiet\">{}, {}</p>\n", number, title,
                        markup_text(model.file.filename().string()),
                        counted(static_cast<std::size_t>(model.replications), "replication"));
    if (model.lesson) text += lesson_list(*model.lesson);
    text += fmt::format(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}: figures\"><table>\n"
        "<caption>Exact and simulated</caption>\n<thead><tr><th scope=\"col\">figure</th>"
        "<th scope=\"col\">exact</th><th scope=\"col\">simulated</th><th scope=\"col\">95 % sure</th>"
        "<th scope=\"col\">allowed</th><th scope=\"col\" class=\"text\">to scale</th>"
        "<th scope=\"col\" class=\"text\">verdict</th></tr></thead>\n<tbody>\n",
        title);
    for (const VerifiedFigure& figure : model.figures) text += figure_row(figure);
    return text + "</tbody></table></div>\n</article>\n";
}

std::string contents(std::span<const VerifiedModel> models) {
    std::string text =
        "<section aria-labelledby=\"ladder\"><h2 id=\"ladder\">The ladder</h2>\n"
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The ladder\"><table>\n"
        "<caption>Every model and how it came out; each leads to its part below.</caption>\n"
        "<thead><tr><th scope=\"col\">model</th>"
        "<th scope=\"col\">figures</th><th scope=\"col\" class=\"text\">verdict</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < models.size(); ++i) {
        const VerifiedModel& model = models[i];
        text += fmt::format("<tr><th scope=\"row\"><a href=\"#model-{}\">{}</a></th><td>{}</td>{}</tr>\n", i + 1,
                            markup_text(model.title.empty() ? model.name : model.title), model.figures.size(),
                            verdict_cell(misses_in(model.figures) == 0));
    }
    return text + "</tbody></table></div></section>\n";
}

std::string laws_part() {
    std::string text =
        "<section aria-labelledby=\"laws\"><h2 id=\"laws\">What holds in every run</h2>\n"
        "<p>Known answers test models one by one. These laws hold in all of them: they are checked at the end of every "
        "replication, here and in every run of yours, and a run that breaks one stops.</p>\n<ul>\n";
    for (const std::string_view law : conservation_laws()) text += fmt::format("<li>{}</li>\n", markup_text(law));
    return text + "</ul></section>\n";
}

std::string words_part(std::span<const VerifiedModel> models) {
    std::map<std::string, std::string> definitions;
    for (const VerifiedModel& model : models)
        for (const VerifiedFigure& figure : model.figures)
            if (const KpiInfo* info = find_kpi(figure.expected.kpi))
                definitions[figure.expected.kpi] = std::string(info->definition);
    std::string text = "<section aria-labelledby=\"words\"><h2 id=\"words\">The figures</h2>\n<dl>\n";
    for (const auto& [kpi, definition] : definitions)
        text += fmt::format("<dt id=\"kpi-{0}\">{0}</dt><dd>{1}</dd>\n", markup_text(kpi), markup_text(definition));
    return text + "</dl></section>\n";
}

std::string verdict_part(std::span<const VerifiedModel> models) {
    std::size_t figures = 0, missed = 0;
    for (const VerifiedModel& model : models) {
        figures += model.figures.size();
        missed += misses_in(model.figures);
    }
    return fmt::format(
        "<section class=\"answer\" aria-label=\"The verdict\"><p><strong class=\"{}\">{}</strong> of {} in {} with "
        "known answers.</p>\n<p class=\"quiet\">A value alone holds when it lies within four standard errors of the "
        "simulated mean, which chance alone misses once in 16,000 times, plus the rounding of the stated value. "
        "One with ± or a range must be met as stated. In the pictures the band is what is allowed, the upright line "
        "the "
        "exact value (or the middle of its range), the dot the simulated mean, and the line through it its 95 % "
        "interval.</p></section>\n",
        missed == 0 ? "holds" : "missed", missed == 0 ? "All hold" : fmt::format("{} missed", grouped(double(missed))),
        counted(figures, "figure"), counted(models.size(), "model"));
}

}  // namespace

std::size_t misses_in(const std::vector<VerifiedFigure>& figures) {
    return static_cast<std::size_t>(
        std::count_if(figures.begin(), figures.end(), [](const VerifiedFigure& one) { return !one.checked.holds; }));
}

std::string simulated_text(const VerifiedFigure& figure) {
    if (!figure.found.empty()) return figure.found;
    const Checked& c = figure.checked;
    const double size = std::max({std::abs(c.low), std::abs(c.high), 1e-3});
    return std::isfinite(c.simulated) ? fmt::format("{:.{}f}", c.simulated, decimals_for(size, 7)) : "-";
}

std::string allowed_text(const VerifiedFigure& figure) {
    if (!figure.found.empty()) return "";
    const Checked& c = figure.checked;
    const double size = std::max({std::abs(c.low), std::abs(c.high), 1e-3});
    const double allowed = (c.high - c.low) / 2;
    return fmt::format("± {:.{}f}", allowed, std::min(decimals_for(allowed, 2), decimals_for(size, 7)));
}

std::string verify_page(std::span<const VerifiedModel> models) {
    std::string text = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>backstock against known answers</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
        "<header class=\"wrap\"><p class=\"brand\">backstock verify</p>\n"
        "<h1>Simulated, next to what is known exactly</h1></header>\n<main id=\"main\" class=\"wrap\" "
        "tabindex=\"-1\">\n",
        style);
    text += verdict_part(models) + contents(models);
    text += "<h2>Model by model</h2>\n";
    for (std::size_t i = 0; i < models.size(); ++i) text += model_part(models[i], i + 1);
    text += laws_part() + words_part(models);
    return text +
           fmt::format("</main>\n<footer class=\"wrap quiet\">Written by backstock {}.</footer>\n</body>\n</html>\n",
                       backstock_version);
}

}  // namespace backstock
