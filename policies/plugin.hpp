#pragma once
// Loads shared libraries with policies of the user's own. How to write one: sim/policy/plugin.hpp.
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

namespace backstock {

class Catalog;

/// Why a plugin can't be used; the text names its file and is meant for the user.
class PluginError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Loaded plugins. They must outlive everything made of their words, and every copy of the catalog that has them:
/// own the Plugins outside the Catalog and the Model, and declare them before.
class Plugins {
public:
    Plugins();
    ~Plugins();
    Plugins(Plugins&&) noexcept;
    Plugins& operator=(Plugins&&) noexcept;

    /// Adds the words of a plugin to the catalog. Throws PluginError, and leaves the catalog as it was, when the file
    /// is missing or no shared library, is no plugin of backstock, was built for another version, adds a word that
    /// the catalog has already, or fails.
    void load(const std::filesystem::path& file, Catalog& catalog);

private:
    class Library;
    std::vector<std::unique_ptr<Library>> libraries_;
};

}  // namespace backstock
