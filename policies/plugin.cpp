#include "policies/plugin.hpp"

#include "sim/policy/catalog.hpp"
#include "sim/policy/plugin_stamp.hpp"

#include <boost/dll/shared_library.hpp>
#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

namespace backstock {
namespace {

constexpr const char* stamp_symbol = "backstock_plugin_stamp";
constexpr const char* register_symbol = "backstock_register";

boost::dll::shared_library opened(const std::filesystem::path& file, boost::dll::load_mode::type mode) {
    if (!std::filesystem::exists(file)) throw PluginError(fmt::format("{}: no such file", file.string()));
    if (!std::filesystem::is_regular_file(file)) throw PluginError(fmt::format("{}: not a file", file.string()));
    boost::dll::shared_library library;
    boost::dll::fs::error_code failure;
    library.load(std::filesystem::absolute(file), mode, failure);
    if (!failure) return library;
    const char* reason = dlerror();
    throw PluginError(fmt::format("{}: can't be loaded as a shared library: {}", file.string(),
                                  reason != nullptr ? std::string(reason) : failure.message()));
}

void check_is_plugin(const boost::dll::shared_library& library, const std::string& file) {
    if (!library.has(stamp_symbol)) {
        throw PluginError(
            fmt::format("{}: not a plugin of backstock: it has no {}; does it include "
                        "sim/policy/plugin.hpp?",
                        file, stamp_symbol));
    }
    const std::string theirs = &library.get<const char>(stamp_symbol);
    if (theirs != plugin_stamp.data()) {
        throw PluginError(
            fmt::format("{}: built for '{}', but this is '{}': build it again", file, theirs, plugin_stamp.data()));
    }
    if (!library.has(register_symbol)) {
        throw PluginError(fmt::format("{}: has no {}(backstock::Catalog&)", file, register_symbol));
    }
}

}  // namespace

class Plugins::Library {
public:
    explicit Library(const std::filesystem::path& file) {
        // First lazily, so that a plugin of another version is told by its stamp and not by the first missing symbol.
        const boost::dll::shared_library probe = opened(file, boost::dll::load_mode::rtld_lazy);
        check_is_plugin(probe, file.string());
        library_ = opened(file, boost::dll::load_mode::rtld_now);
    }
    void add_words(Catalog& catalog) const { library_.get<void(Catalog&)>(register_symbol)(catalog); }

private:
    boost::dll::shared_library library_;
};

Plugins::Plugins() = default;
Plugins::~Plugins() = default;
Plugins::Plugins(Plugins&&) noexcept = default;
Plugins& Plugins::operator=(Plugins&&) noexcept = default;

void Plugins::load(const std::filesystem::path& file, Catalog& catalog) {
    auto library = std::make_unique<Library>(file);
    // A copy, destroyed before the library is closed: a plugin that fails half-way leaves no words behind.
    Catalog extended = catalog;
    try {
        extended.set_origin(file.filename().string());
        library->add_words(extended);
    } catch (const std::exception& error) {
        throw PluginError(fmt::format("{}: {}", file.string(), error.what()));
    } catch (...) {
        throw PluginError(fmt::format("{}: failed to add its words", file.string()));
    }
    extended.set_origin("built in");
    libraries_.push_back(std::move(library));
    catalog = std::move(extended);
}

}  // namespace backstock
