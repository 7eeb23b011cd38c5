#pragma once
// The set of pending events: push at any key not earlier than the last popped, pop the smallest, first in first out
// among equal keys, without a sequence number.
//
// How it works. A key (a time) is read as 13 digits of 5 bits. A pending entry lies in the bucket of the highest digit
// in which its key differs from the `base`, a key not later than any entry in a bucket. So buckets of a lower digit
// come before those of a higher one, and within a digit they come in the digit's order: the earliest bucket is found by
// counting zeros in two words. A small bucket is sorted into the `run`, from which entries are popped; a large one
// moves the base to its smallest key, which spreads it over lower digits. An entry moves down at most 13 times,
// in practice two or three, whatever the lags are: there is no bad case in which it degenerates. This is the radix heap
// of Ahuja, Mehlhorn, Orlin and Tarjan (1990), with more than one bit a digit and the sorted bottom of a ladder queue
// (Tang, Goh and Thng 2005).
//
// Entries up to the `limit`, the end of the bucket the run came from, are inserted into the run itself. The run is
// therefore all there is while few entries are pending. The base may lie past the last popped key while the
// run holds entries (peeking refills the run, and the caller may then stop and push something earlier): what is
// pushed below the base is below the limit too, and so goes into the run.
//
// Invariants:  last popped <= every key;  base <= every key in a bucket;  keys in the run < limit <= keys in buckets
// (equal only at the largest key of all);  base <= last popped whenever the run is empty.
//
// Memory is a vector of chunks shared by all buckets, 16 bytes an entry of 8 bytes plus slack; nothing is allocated
// once the largest population has been met. A copy is an independent set in the same state.

#include "sim/base/require.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace backstock {

template<class Payload>
class RadixLadder {
    static_assert(std::is_trivially_copyable_v<Payload>);

public:
    using Key = std::uint64_t;

    struct Entry {
        Key key;
        Payload payload;
    };

    bool empty() const { return head_ == tail_ && in_buckets_ == 0; }
    std::size_t size() const { return tail_ - head_ + in_buckets_; }

    // The key of the entry last popped; 0 before the first.
    Key last_popped() const { return last_popped_; }

    // Requires key >= the last popped key.
    void push(Key key, Payload payload) {
        require(key >= last_popped_, "key {} is earlier than {}, already popped", key, last_popped_);
        if (key < limit_) {
            insert_into_run({key, payload});
        } else {
            put_into_bucket({key, payload});
        }
    }

    // The smallest key. Requires a set that is not empty. Does not count as popped: earlier keys may still be pushed.
    Key peek_key() {
        if (head_ == tail_) {
            refill();
        }
        return run_[head_].key;
    }

    // Takes the entry with the smallest key, of equals the one pushed first. Requires a set that is not empty.
    Entry pop() {
        if (head_ == tail_) {
            refill();
        }
        last_popped_ = run_[head_].key;
        return run_[head_++];
    }

    // The same if there is an entry with a key not later than `last`; otherwise returns false and nothing is popped.
    bool pop_until(Key last, Entry& entry) {
        if (head_ == tail_) {
            if (in_buckets_ == 0) {
                return false;
            }
            refill();
        }
        const Entry& first = run_[head_];
        if (first.key > last) {
            return false;
        }
        last_popped_ = first.key;
        entry = first;
        ++head_;
        return true;
    }

    // Moves the last popped key up to `key`, as if an entry had been pushed there and popped again, if every entry has
    // a later one and that is known without sorting in more of them. Requires key >= the last popped key.
    bool pass_to(Key key) {
        require(key >= last_popped_, "key {} is earlier than {}, already popped", key, last_popped_);
        if (head_ == tail_ ? in_buckets_ != 0 : run_[head_].key <= key) return false;
        last_popped_ = key;
        return true;
    }

    // Whether the entry to be popped next has the key of the last popped. Costs no refill: entries of one key are
    // always together.
    bool another_at_last_popped() const { return head_ != tail_ && run_[head_].key == last_popped_; }

    // The entry that comes `places` after the next one, if that is known yet: a hint for fetching its data early.
    const Entry* ahead(std::size_t places) const { return head_ + places < tail_ ? &run_[head_ + places] : nullptr; }

    // Removes the entries whose payload satisfies the predicate; the others keep their order. Takes time in
    // proportion to the size. Returns how many were removed.
    template<class Predicate>
    std::size_t remove_if(Predicate predicate) {
        std::vector<Entry> all = take_all();
        const auto kept = std::remove_if(all.begin(), all.end(), [&](const Entry& e) { return predicate(e.payload); });
        const auto removed = static_cast<std::size_t>(all.end() - kept);
        all.erase(kept, all.end());
        put_back(all);
        return removed;
    }

    // Forgets all entries and the last popped key; keeps the memory.
    void clear() {
        take_all();
        last_popped_ = base_ = 0;
        limit_ = no_limit;
    }

private:
    static constexpr int digit_bits = 5;
    static constexpr std::size_t digits = std::size_t{1} << digit_bits;
    static constexpr std::size_t levels = (64 + digit_bits - 1) / digit_bits;
    static constexpr std::size_t chunk_entries = 32;
    static constexpr std::size_t small_bucket = 16;   // sorted into the run rather than spread
    static constexpr std::size_t longest_shift = 64;  // an insertion that moves more spreads the run
    static constexpr std::uint32_t no_chunk = std::numeric_limits<std::uint32_t>::max();
    static constexpr Key no_limit = std::numeric_limits<Key>::max();

    struct Chunk {
        std::array<Entry, chunk_entries> entries;
        std::uint32_t next;
    };

    // A list of chunks, all full but the last.
    struct Bucket {
        std::uint32_t first = no_chunk;
        std::uint32_t last = no_chunk;
        std::size_t count = 0;
    };

    void insert_into_run(Entry entry) {
        if (head_ != 0 && head_ != tail_ && entry.key < run_[head_].key) {  // the next again, where the last one was
            run_[--head_] = entry;
            return;
        }
        if (tail_ == run_.size()) {
            make_room_in_run();
        }
        const std::size_t lowest = tail_ - head_ > longest_shift ? tail_ - longest_shift : head_;
        std::size_t place = tail_;
        while (place > lowest && run_[place - 1].key > entry.key) {
            run_[place] = run_[place - 1];
            --place;
        }
        run_[place] = entry;
        ++tail_;
        if (place == lowest && place > head_ && run_[place - 1].key > entry.key) {
            spread_run();
        }
    }

    // Moves the run to the front of its memory, or doubles the memory when less than half would be won.
    void make_room_in_run() {
        if (head_ < run_.size() / 2 || run_.empty()) {
            run_.resize(std::max<std::size_t>(256, 2 * run_.size()));
        }
        std::copy(run_.begin() + static_cast<std::ptrdiff_t>(head_), run_.begin() + static_cast<std::ptrdiff_t>(tail_),
                  run_.begin());
        tail_ -= head_;
        head_ = 0;
    }

    // The run grew too long to insert into: back into the buckets with it. All that is pending is later than the
    // last popped key, which can therefore be the base, unless the base is past it already and the buckets go by
    // that: then everything is sorted in anew. That is rare, a run stopped between events and pushed many before them.
    void spread_run() {
        if (base_ > last_popped_) {
            put_back(take_all());
            return;
        }
        base_ = limit_ = last_popped_;
        for (; head_ != tail_; ++head_) {
            put_into_bucket(run_[head_]);
        }
        head_ = tail_ = 0;
    }

    void put_into_bucket(Entry entry) {
        const Key difference = entry.key ^ base_;
        const std::size_t level = static_cast<std::size_t>(63 - std::countl_zero(difference | 1)) / digit_bits;
        const std::size_t digit = (entry.key >> (level * digit_bits)) & (digits - 1);
        Bucket& bucket = buckets_[level][digit];
        const std::size_t place = bucket.count % chunk_entries;
        if (place == 0) {
            append_chunk(bucket);
            used_digits_[level] |= 1U << digit;
            used_levels_ |= 1U << level;
        }
        chunks_[bucket.last].entries[place] = entry;
        ++bucket.count;
        ++in_buckets_;
    }

    void append_chunk(Bucket& bucket) {
        std::uint32_t chunk = free_chunk_;
        if (chunk != no_chunk) {
            free_chunk_ = chunks_[chunk].next;
        } else {
            chunk = static_cast<std::uint32_t>(chunks_.size());
            chunks_.emplace_back();
        }
        if (bucket.count == 0) {
            bucket.first = chunk;
        } else {
            chunks_[bucket.last].next = chunk;
        }
        bucket.last = chunk;
    }

    // Fills the empty run from the earliest bucket. The few entries of a small set all go into the run.
    void refill() {
        require(in_buckets_ != 0, "popping from an empty set");
        head_ = tail_ = 0;
        while (tail_ == 0 || (in_buckets_ != 0 && size() <= small_bucket)) {
            const auto level = static_cast<std::size_t>(std::countr_zero(used_levels_));
            const Bucket bucket = take_bucket(level, static_cast<std::size_t>(std::countr_zero(used_digits_[level])));
            if (bucket.count <= small_bucket || level == 0) {
                append_to_run(bucket, level);
            } else {
                spread_bucket(bucket);
            }
        }
    }

    Bucket take_bucket(std::size_t level, std::size_t digit) {
        used_digits_[level] &= ~(1U << digit);
        if (used_digits_[level] == 0) {
            used_levels_ &= ~(1U << level);
        }
        in_buckets_ -= buckets_[level][digit].count;
        return std::exchange(buckets_[level][digit], Bucket{});
    }

    // Sorts in a bucket later than all of the run. It is small, or else all its keys are the same.
    void append_to_run(Bucket bucket, std::size_t level) {
        if (run_.size() < tail_ + bucket.count) {
            run_.resize(std::max<std::size_t>(256, std::bit_ceil(2 * (tail_ + bucket.count))));
        }
        Entry* const run = run_.data();
        drain(bucket, [&](Entry entry) {
            std::size_t place = tail_++;
            for (; place > 0 && run[place - 1].key > entry.key; --place) {
                run[place] = run[place - 1];
            }
            run[place] = entry;
        });
        const std::size_t shift = level * digit_bits;
        const Key end = ((run[tail_ - 1].key >> shift) + 1) << shift;  // 0 when it is past the largest key
        limit_ = in_buckets_ == 0 || end == 0 ? no_limit : end;
    }

    // Its smallest key becomes the base. Nothing else has to move: all other buckets differ from the old and the new
    // base in the same digit.
    void spread_bucket(Bucket bucket) {
        Key smallest = no_limit;
        std::size_t left = bucket.count;
        for (std::uint32_t chunk = bucket.first; left != 0; chunk = chunks_[chunk].next) {
            const std::size_t here = std::min(left, chunk_entries);
            for (std::size_t i = 0; i != here; ++i) {
                smallest = std::min(smallest, chunks_[chunk].entries[i].key);
            }
            left -= here;
        }
        base_ = smallest;
        drain(bucket, [&](Entry entry) { put_into_bucket(entry); });
    }

    // Hands out the entries in the order they were put in, and frees the chunks one by one.
    template<class Use>
    void drain(Bucket bucket, Use use) {
        std::uint32_t chunk = bucket.first;
        while (bucket.count != 0) {
            const std::size_t here = std::min(bucket.count, chunk_entries);
            for (std::size_t i = 0; i != here; ++i) {
                use(chunks_[chunk].entries[i]);  // by index: using it may grow the vector of chunks
            }
            bucket.count -= here;
            const std::uint32_t next = chunks_[chunk].next;
            chunks_[chunk].next = free_chunk_;
            free_chunk_ = chunk;
            chunk = next;
        }
    }

    // Takes everything out, entries of one key in their order.
    std::vector<Entry> take_all() {
        std::vector<Entry> all;
        all.reserve(size());
        for (; head_ != tail_; ++head_) {
            all.push_back(run_[head_]);
        }
        head_ = tail_ = 0;
        while (in_buckets_ != 0) {
            const auto level = static_cast<std::size_t>(std::countr_zero(used_levels_));
            const auto digit = static_cast<std::size_t>(std::countr_zero(used_digits_[level]));
            drain(take_bucket(level, digit), [&](const Entry& entry) { all.push_back(entry); });
        }
        return all;
    }

    void put_back(const std::vector<Entry>& entries) {
        base_ = limit_ = last_popped_;
        for (const Entry& entry : entries) {
            put_into_bucket(entry);
        }
    }

    // The earliest entries in order, at [head_, tail_).
    std::vector<Entry> run_;
    std::size_t head_ = 0;
    std::size_t tail_ = 0;

    Key limit_ = no_limit;
    Key base_ = 0;
    Key last_popped_ = 0;

    // The later ones: how many, and which buckets are not empty.
    std::size_t in_buckets_ = 0;
    std::uint32_t used_levels_ = 0;
    std::array<std::uint32_t, levels> used_digits_{};
    std::array<std::array<Bucket, digits>, levels> buckets_{};
    std::vector<Chunk> chunks_;
    std::uint32_t free_chunk_ = no_chunk;
};

}  // namespace backstock
