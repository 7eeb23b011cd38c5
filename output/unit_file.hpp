#pragma once
// The finished work units of a study, put aside as they come: what a killed study goes on from, and what a part of a
// study (--shard) leaves for `merge`.
//
// A unit is a block of replications of one cell. The file is a header, which names the study by a digest, and records
// in any order, each with a checksum. A record that a kill cut off, and all behind the first damaged one, are dropped
// when the file is opened again: those units are played anew.

#include "sim/experiment/unit.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace backstock {

// Which study the units are of.
struct UnitLabel {
    std::string digest;  // 64 characters: the same digest, the same bytes of every unit
    std::string name;
    std::string study;  // the resolved study: all that is needed to put its units together
};

// Units that are there.
class UnitSource {
public:
    virtual ~UnitSource() = default;
    // In the order of cell and block.
    virtual std::vector<Unit> units() const = 0;
    // The bytes of one of them. From any thread.
    virtual std::string bytes(const Unit& unit) const = 0;
};

class UnitFile : public UnitSource {
public:
    // An empty file; one that is there is replaced. Throws FileError where the file can't be written, or another process
    // has it open.
    static UnitFile create(const std::filesystem::path& path, const UnitLabel& label);

    // A file that is there, to be continued. Throws FileError if it is of another study, or no such file.
    static UnitFile resume(const std::filesystem::path& path, std::string_view digest);

    // A file to read from only: the units of one part of a study.
    static UnitFile read_only(const std::filesystem::path& path);

    UnitFile(UnitFile&&) noexcept;
    UnitFile& operator=(UnitFile&&) = delete;
    ~UnitFile() override;

    const std::filesystem::path& path() const { return path_; }
    const UnitLabel& label() const { return label_; }
    bool has(const Unit& unit) const;
    std::size_t size() const;
    std::vector<Unit> units() const override;

    // Adds a unit; one that is there is left as it is, since it has the same bytes. Survives the death of the process
    // at once, that of the machine after sync(). From any thread. Throws FileError when the disk refuses.
    void add(const Unit& unit, std::string_view bytes);

    std::string bytes(const Unit& unit) const override;

    // Waits until everything is on the disk.
    void sync() const;

private:
    struct Place {
        std::uint64_t offset;
        std::uint32_t size;
    };
    UnitFile(std::filesystem::path path, int flags);
    void write_header(const UnitLabel& label);
    void read_header();
    void read_records(bool cut);
    void append(std::string_view bytes);

    std::filesystem::path path_;
    int descriptor_ = -1;
    UnitLabel label_;
    std::map<Unit, Place> places_;
    std::uint64_t end_ = 0;
    mutable std::mutex mutex_;
};

}  // namespace backstock
