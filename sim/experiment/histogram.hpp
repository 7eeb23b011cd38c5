#pragma once
// The durations of one replication in fixed memory: their number, sum, extremes, and any quantile.
//
// Every power of two is cut into 128 equal buckets, as in HdrHistogram. Below 256 µs a bucket is one microsecond and
// quantiles are exact; above, a bucket is at most 1/128 of its lowest value wide and stands for its middle, so that a
// quantile is wrong by at most 1/256 = 0.4 % of its value. Count, sum, lowest and highest are exact.
//
// Memory: 1 KiB for each power of two that occurs. Times from an hour to a year span 14 of them; all that fit a
// Duration take 57 KiB. A histogram is a value: a copy is independent.

#include "sim/base/integer.hpp"
#include "sim/base/require.hpp"
#include "sim/base/time.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace backstock {

class DurationHistogram {
public:
    // Requires d >= 0 and times >= 0.
    void add(Duration d, std::int64_t times = 1) {
        require(d >= Duration::zero() && times >= 0, "{} durations of {} us", times, d.us());
        if (times == 0) {
            return;
        }
        lowest_ = count_ == 0 ? d : std::min(lowest_, d);
        highest_ = count_ == 0 ? d : std::max(highest_, d);
        count_ += times;
        sum_ += static_cast<Int128>(d.us()) * times;
        const Place place = place_of(d.us());
        octave(place.octave)[place.bucket] += times;
    }

    // Adds all that `other` holds.
    void merge(const DurationHistogram& other) {
        if (other.count_ == 0) {
            return;
        }
        lowest_ = count_ == 0 ? other.lowest_ : std::min(lowest_, other.lowest_);
        highest_ = count_ == 0 ? other.highest_ : std::max(highest_, other.highest_);
        count_ += other.count_;
        sum_ += other.sum_;
        for (std::size_t o = 0; o < octaves; ++o) {
            if (other.at_[o] != absent) {
                Octave& mine = octave(o);
                const Octave& theirs = other.buckets_[other.at_[o]];
                std::transform(mine.begin(), mine.end(), theirs.begin(), mine.begin(), std::plus<>());
            }
        }
    }

    // Empty again; the memory is kept for what comes next.
    void reset() {
        std::fill(buckets_.begin(), buckets_.end(), Octave{});
        count_ = 0;
        sum_ = 0;
    }

    std::int64_t count() const { return count_; }
    // In days. The sum of many durations need not fit a Duration.
    double sum_in_days() const { return static_cast<double>(sum_) / static_cast<double>((1_d).us()); }
    std::optional<Duration> lowest() const { return count_ == 0 ? std::nullopt : std::optional(lowest_); }
    std::optional<Duration> highest() const { return count_ == 0 ? std::nullopt : std::optional(highest_); }

    // The shortest duration that at least a share p of all do not exceed, within the stated error; nothing while
    // empty. Requires 0 <= p <= 1.
    std::optional<Duration> quantile(double p) const {
        require(p >= 0 && p <= 1, "a quantile at {}", p);
        if (count_ == 0) {
            return std::nullopt;
        }
        const auto rank =
            std::clamp(static_cast<std::int64_t>(std::ceil(p * static_cast<double>(count_))), std::int64_t{1}, count_);
        std::int64_t so_far = 0;
        for (std::size_t o = 0; o < octaves; ++o) {
            for (std::size_t b = 0; at_[o] != absent && b < per_octave; ++b) {
                so_far += buckets_[at_[o]][b];
                if (so_far >= rank) {
                    return std::clamp(middle(o, b), lowest_, highest_);
                }
            }
        }
        return highest_;
    }

private:
    static constexpr std::size_t per_octave = 128;
    static constexpr std::size_t octaves = 57;  // [0, 128), then [128, 256), [256, 512) ... up to 2^63 µs
    static constexpr std::uint8_t absent = 255;
    using Octave = std::array<std::int64_t, per_octave>;

    struct Place {
        std::size_t octave;
        std::size_t bucket;
    };

    static Place place_of(std::int64_t us) {
        const auto value = static_cast<std::uint64_t>(us);
        const auto width = static_cast<std::size_t>(std::bit_width(value));
        const std::size_t o = width <= 7 ? 0 : width - 7;
        const std::size_t shift = o == 0 ? 0 : o - 1;
        return {o, static_cast<std::size_t>(value >> shift) % per_octave};
    }

    static Duration middle(std::size_t o, std::size_t b) {
        const std::size_t shift = o == 0 ? 0 : o - 1;
        const std::uint64_t first = (o == 0 ? b : b + per_octave) << shift;
        const std::uint64_t half_width = ((std::uint64_t{1} << shift) - 1) / 2;
        return Duration::us(static_cast<std::int64_t>(first + half_width));
    }

    Octave& octave(std::size_t o) {
        if (at_[o] == absent) {
            at_[o] = static_cast<std::uint8_t>(buckets_.size());
            buckets_.emplace_back();
        }
        return buckets_[at_[o]];
    }

    static constexpr std::array<std::uint8_t, octaves> no_octaves() {
        std::array<std::uint8_t, octaves> none{};
        none.fill(absent);
        return none;
    }

    std::array<std::uint8_t, octaves> at_ = no_octaves();  // where an octave's buckets are in buckets_
    std::vector<Octave> buckets_;
    std::int64_t count_ = 0;
    Int128 sum_ = 0;
    Duration lowest_;
    Duration highest_;
};

}  // namespace backstock
