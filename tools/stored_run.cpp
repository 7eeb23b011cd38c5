#include "tools/stored_run.hpp"

#include "output/file_error.hpp"
#include "output/object_path.hpp"
#include "tools/option_values.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <limits>
#include <string_view>

namespace backstock {
namespace {

template<class T>
T attribute(const ResultsReader& results, const std::string& object, const std::string& name) {
    const std::optional<Attribute> value = results.attribute(object, name);
    const T* typed = value ? std::get_if<T>(&*value) : nullptr;
    if (typed == nullptr) throw WrongUse(fmt::format("{}: {} has no '{}'", results.path().string(), object, name));
    return *typed;
}

}  // namespace

ResultsReader open_results(const std::filesystem::path& file) {
    try {
        return ResultsReader(file);
    } catch (const FileError& error) {
        throw WrongUse(error.what());
    }
}

std::string stored_study_name(const ResultsReader& results) {
    return attribute<std::string>(results, "/study/definition", "name");
}

StoredRun stored_run(const ResultsReader& results) {
    if (results.has_table("/search/verdicts") || results.has_table("/stress/verdicts"))
        throw WrongUse(fmt::format("{}: is of optimize or stress; runs and studies can be repeated",
                                   results.path().string()));
    constexpr std::string_view folder = "/model/";
    std::vector<std::string> models;
    for (const std::string& text : results.texts()) {
        if (text.starts_with(folder)) models.push_back(text);
    }
    if (models.size() != 1) {
        throw WrongUse(
            fmt::format("{}: holds {} scenarios; one can be run again", results.path().string(), models.size()));
    }
    const std::string& model = models.front();
    StoredRun run;
    run.name = user_name(std::string_view(model).substr(folder.size()));
    run.request.resolved_yaml = results.text(model);
    run.request.replications = attribute<std::int64_t>(results, model, "replications");
    run.request.level = attribute<double>(results, model, "level");
    run.request.orders = attribute<std::int64_t>(results, model, "orders") != 0;
    run.request.regret = results.attribute(model, "regret").has_value();
    const auto events = attribute<std::string>(results, model, "events");
    if (!events.empty())
        run.request.events = numbers_in(model + " events", events, std::numeric_limits<std::int64_t>::max());
    return run;
}

}  // namespace backstock
