#pragma once
// Numbers put aside until all have come, without memory for all: the first of them in memory, the others in a file.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace backstock {

// Numbers go in at the end and are read from any place. The file is in the folder for temporary files (TMPDIR), has no
// name, and goes with the tape or the process.
class Tape {
public:
    // How many stay in memory: 8 MiB of them.
    static constexpr std::size_t usual_memory = std::size_t{1} << 20;

    explicit Tape(std::size_t in_memory = usual_memory) : in_memory_(in_memory) {}
    Tape(Tape&& other) noexcept;
    Tape& operator=(Tape&& other) noexcept;
    ~Tape();

    std::uint64_t size() const { return size_; }

    // Answers the place of the first. Throws std::system_error where the disk refuses.
    std::uint64_t append(std::span<const double> values);

    // The values from a place on, as many as `values` holds; requires that they are there. From any thread, as long as
    // nothing is appended. Throws std::system_error where the disk refuses.
    void read(std::uint64_t place, std::span<double> values) const;

private:
    std::size_t in_memory_;
    std::uint64_t size_ = 0;
    std::vector<double> first_;
    int file_ = -1;  // the others
};

}  // namespace backstock
