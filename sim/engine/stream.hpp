#pragma once
// Chance by name: every random quantity has its own stream of draws, found by (seed, replication, entity, purpose, n).
//
// A stream does not depend on what any other stream has drawn or whether it exists. So customers, lead times and
// outages stay the same when a policy changes (common random numbers), and a run gives the same bits on any number
// of threads.
//
// The numbers are Philox4x64-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11),
// from Random123: a keyed bijection of 256-bit counters. Key: {seed, replication}. Counter: {block, n, entity,
// purpose}. The parts of the name are not hashed together: two streams can be the same only if two words have the same
// 64-bit name_key, and no two overlap within 2^66 draws.

#include <Random123/philox.h>
#include <boost/random/exponential_distribution.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace backstock {

// The key of an entity: of its name, or of several names and numbers joined.
using Key64 = std::uint64_t;

// Spreads every bit over all others, one to one (the finalizer of SplitMix64; Stafford's variant 13).
constexpr Key64 mixed(Key64 bits) {
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EBU;
    return bits ^ bits >> 31;
}

// The key of a name: FNV-1a, mixed. Always the same on every machine.
constexpr Key64 name_key(std::string_view name) {
    Key64 hash = 0xCBF29CE484222325U;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return mixed(hash);
}

// The key of an ordered pair of keys: an item at a site, a lane from one site to another.
constexpr Key64 joined_key(Key64 first, Key64 second) { return mixed(mixed(first) + 0x9E3779B97F4A7C15U + second); }

// What a draw is for: "arrival", "patience", "lead_time". Written where it is drawn, hashed by the compiler.
struct Purpose {
    Key64 key;
    // NOLINTNEXTLINE(google-explicit-constructor): a purpose is written as its word.
    consteval Purpose(const char* word) : key(name_key(word)) {}
    constexpr explicit Purpose(Key64 ready_key) : key(ready_key) {}
};

// One named stream of 64-bit words. A value of 88 bytes; making one computes nothing, the first draw computes a
// block of four words (about 15 ns), the next three take them. Fits the distributions of Boost.Random and <random>.
class Stream {
public:
    using result_type = std::uint64_t;

    Stream(Key64 seed, Key64 replication, Key64 entity, Purpose purpose, Key64 n)
        : key_{{seed, replication}}, counter_{{0, n, entity, purpose.key}} {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    result_type operator()() {
        if (used_ == words) {
            block_ = r123::Philox4x64()(counter_, key_);
            ++counter_.v[0];
            used_ = 0;
        }
        return block_.v[used_++];
    }

private:
    static constexpr std::size_t words = 4;
    r123::Philox4x64::key_type key_;
    r123::Philox4x64::ctr_type counter_;
    r123::Philox4x64::ctr_type block_{};
    std::size_t used_ = words;
};

// All streams of one replication.
class Streams {
public:
    Streams(std::uint64_t seed, std::uint64_t replication) : seed_(seed), replication_(replication) {}

    // The n-th stream of an entity for a purpose. `n` tells apart what is numbered: customers, purchases, shipments.
    Stream at(Key64 entity, Purpose purpose, std::uint64_t n = 0) const {
        return Stream(seed_, replication_, entity, purpose, n);
    }

    std::uint64_t seed() const { return seed_; }
    std::uint64_t replication() const { return replication_; }

private:
    std::uint64_t seed_;
    std::uint64_t replication_;
};

// Uniform in [0, 1), a multiple of 2^-53. One word.
inline double uniform01(Stream& stream) { return static_cast<double>(stream() >> 11) * 0x1p-53; }

// Exponential with mean 1, by Boost's ziggurat. Mostly one word.
inline double unit_exponential(Stream& stream) { return boost::random::exponential_distribution<double>(1.0)(stream); }

}  // namespace backstock
