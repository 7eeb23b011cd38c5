#include "tools/cluster/ranks.hpp"
#include "tools/wrong_use.hpp"

#include <boost/dll/runtime_symbol_info.hpp>
#include <boost/dll/shared_library.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

namespace backstock {
namespace {

// How many processes the launcher says it has started: Open MPI, then MPICH and its kin.
long launched() {
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "MV2_COMM_WORLD_SIZE"}) {
        if (const char* value = std::getenv(name)) return std::strtol(value, nullptr, 10);
    }
    return 1;
}

// Beside the program where it was built, or in lib where it was installed.
std::filesystem::path library() {
    const std::filesystem::path folder = boost::dll::program_location().parent_path();
    for (const std::filesystem::path& place : {folder, folder / "../lib/backstock"}) {
        const std::filesystem::path file = place / "backstock_mpi.so";
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored)) return file;
    }
    throw WrongUse(fmt::format(
        "{} processes were started together, but this program was built without MPI: install libboost-mpi-dev "
        "and build again, or use --shard and merge",
        launched()));
}

}  // namespace

void refuse_ranks(std::string_view command) {
    if (launched() < 2) return;
    throw WrongUse(fmt::format("{} plays in one process, on all its cores: start it without mpirun", command));
}

std::unique_ptr<Ranks> join_ranks() {
    if (launched() < 2) return nullptr;
    // Stays loaded until the program ends: what MPI leaves behind may call it.
    static boost::dll::shared_library loaded;
    if (!loaded.is_loaded()) {
        loaded.load(library(), boost::dll::load_mode::rtld_global | boost::dll::load_mode::rtld_now);
    }
    return std::unique_ptr<Ranks>(loaded.get<Ranks*()>("backstock_join_ranks")());
}

}  // namespace backstock
