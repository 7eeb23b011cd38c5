#include "output/outcome_bytes.hpp"

#include "output/file_error.hpp"
#include "sim/base/require.hpp"

#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <limits>
#include <type_traits>

namespace backstock {
namespace {

// In front of each compressed outcome.
struct Lengths {
    std::uint32_t plain;
    std::uint32_t compressed;
};

class Packer {
public:
    template<class T>
    void put(const T& value) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    template<class T>
    void put(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        put(static_cast<std::uint64_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
    const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
    template<class T>
    void get(T& value) {
        std::memcpy(&value, take(sizeof value), sizeof value);
    }
    template<class T>
    void get(std::vector<T>& values) {
        std::uint64_t size = 0;
        get(size);
        if (size > rest_.size() / sizeof(T)) throw FileError("the results of a replication are damaged");
        values.resize(size);
        if (size > 0) std::memcpy(values.data(), take(size * sizeof(T)), size * sizeof(T));
    }

private:
    const char* take(std::size_t size) {
        if (size > rest_.size()) throw FileError("the results of a replication are damaged");
        const char* at = rest_.data();
        rest_.remove_prefix(size);
        return at;
    }
    std::string_view rest_;
};

Outcome read_outcome(std::string_view bytes) {
    Unpacker in(bytes);
    Outcome outcome;
    in.get(outcome.network);
    for (std::vector<KpiRow>& rows : outcome.by) {
        std::uint64_t size = 0;
        in.get(size);
        if (size > bytes.size()) throw FileError("the results of a replication are damaged");
        rows.resize(size);
        for (KpiRow& row : rows) in.get(row);
    }
    in.get(outcome.books);
    in.get(outcome.timeline);
    in.get(outcome.orders);
    in.get(outcome.facts);
    return outcome;
}

}  // namespace

std::string packed(const Outcome& outcome) {
    Packer out;
    out.put(outcome.network);
    for (const std::vector<KpiRow>& rows : outcome.by) {
        out.put(static_cast<std::uint64_t>(rows.size()));
        for (const KpiRow& row : rows) out.put(row);
    }
    out.put(outcome.books);
    out.put(outcome.timeline);
    out.put(outcome.orders);
    out.put(outcome.facts);
    const std::string& plain = out.bytes();
    require(plain.size() < std::numeric_limits<std::uint32_t>::max(), "an outcome of {} bytes", plain.size());
    uLongf size = compressBound(plain.size());
    std::string bytes(sizeof(Lengths) + size, '\0');
    const int done = compress2(reinterpret_cast<Bytef*>(bytes.data() + sizeof(Lengths)), &size,
                               reinterpret_cast<const Bytef*>(plain.data()), plain.size(), 1);
    require(done == Z_OK, "zlib can't compress an outcome: {}", done);
    const Lengths lengths{static_cast<std::uint32_t>(plain.size()), static_cast<std::uint32_t>(size)};
    std::memcpy(bytes.data(), &lengths, sizeof lengths);
    bytes.resize(sizeof(Lengths) + size);
    return bytes;
}

std::vector<Outcome> unpacked(std::string_view bytes) {
    std::vector<Outcome> outcomes;
    while (!bytes.empty()) {
        Lengths lengths{};
        if (bytes.size() < sizeof lengths) throw FileError("the results of a replication are damaged");
        std::memcpy(&lengths, bytes.data(), sizeof lengths);
        bytes.remove_prefix(sizeof lengths);
        if (bytes.size() < lengths.compressed) throw FileError("the results of a replication are damaged");
        std::string plain(lengths.plain, '\0');
        uLongf size = plain.size();
        const int done = uncompress(reinterpret_cast<Bytef*>(plain.data()), &size,
                                    reinterpret_cast<const Bytef*>(bytes.data()), lengths.compressed);
        if (done != Z_OK || size != plain.size()) throw FileError("the results of a replication are damaged");
        outcomes.push_back(read_outcome(plain));
        bytes.remove_prefix(lengths.compressed);
    }
    return outcomes;
}

}  // namespace backstock
