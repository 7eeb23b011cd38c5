#pragma once
// Two well-known event queues and a fast generator, which the engine is measured against.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace backstock::baseline {

// xoshiro256++ (Blackman and Vigna 2021): the fast generator that a hand-written loop would use.
class Xoshiro {
public:
    using result_type = std::uint64_t;
    explicit Xoshiro(std::uint64_t seed) {
        for (std::uint64_t& word : state_) {  // SplitMix64
            std::uint64_t z = seed += 0x9E3779B97F4A7C15U;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
            z = (z ^ z >> 27) * 0x94D049BB133111EBU;
            word = z ^ z >> 31;
        }
    }
    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
        const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
        const std::uint64_t shifted = state_[1] << 17;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return result;
    }

private:
    std::array<std::uint64_t, 4> state_{};
};

struct Event {
    double time;
    std::uint64_t payload;
};

// std::priority_queue of events with a sequence number, as one writes it first.
class StandardQueue {
public:
    bool empty() const { return events_.empty(); }
    void push(double time, std::uint64_t payload) { events_.push({time, sequence_++, payload}); }
    Event pop() {
        const Record record = events_.top();
        events_.pop();
        return {record.time, record.payload};
    }

private:
    struct Record {
        double time;
        std::uint64_t sequence;
        std::uint64_t payload;
        bool operator>(const Record& other) const {
            return time > other.time || (time == other.time && sequence > other.sequence);
        }
    };
    std::priority_queue<Record, std::vector<Record>, std::greater<>> events_;
    std::uint64_t sequence_ = 0;
};

// A good heap: four children a node, 16 bytes a record, and a hole left by pop() that the next push fills. Requires
// times that are not negative and payloads below 2^24. Non-negative doubles are ordered as their bits are.
class HoleHeap {
public:
    bool empty() {
        settle();
        return size_ == 0;
    }
    void push(double time, std::uint64_t payload) {
        const Record record{std::bit_cast<std::uint64_t>(time), sequence_++ << 24 | payload};
        if (std::exchange(hole_, false)) {
            sift_down(record);
            return;
        }
        if (size_ == records_.size()) {
            records_.resize(std::max<std::size_t>(64, 2 * size_));
        }
        sift_up(size_++, record);
    }
    Event pop() {
        settle();
        hole_ = true;
        return {std::bit_cast<double>(records_[0].time), records_[0].rest & 0xFF'FFFF};
    }

private:
    struct Record {
        std::uint64_t time;
        std::uint64_t rest;
        __extension__ unsigned __int128 order() const {
            __extension__ using Wide = unsigned __int128;
            return static_cast<Wide>(time) << 64 | rest;
        }
    };

    void settle() {
        if (std::exchange(hole_, false)) {
            const Record last = records_[--size_];
            if (size_ != 0) {
                sift_down(last);
            }
        }
    }
    void sift_up(std::size_t place, Record record) {
        while (place > 0 && record.order() < records_[(place - 1) / 4].order()) {
            records_[place] = records_[(place - 1) / 4];
            place = (place - 1) / 4;
        }
        records_[place] = record;
    }
    std::size_t earlier(std::size_t a, std::size_t b) const {
        return a + (b - a) * static_cast<std::size_t>(records_[b].order() < records_[a].order());
    }
    void sift_down(Record record) {
        std::size_t place = 0;
        for (std::size_t child = 1; child < size_; child = 4 * place + 1) {
            std::size_t least = child;
            if (child + 4 <= size_) {
                least = earlier(earlier(child, child + 1), earlier(child + 2, child + 3));
            } else {
                for (std::size_t other = child + 1; other < size_; ++other) {
                    least = earlier(least, other);
                }
            }
            if (record.order() <= records_[least].order()) {
                break;
            }
            records_[place] = records_[least];
            place = least;
        }
        records_[place] = record;
    }

    std::vector<Record> records_;
    std::size_t size_ = 0;
    bool hole_ = false;
    std::uint64_t sequence_ = 0;
};

}  // namespace backstock::baseline
