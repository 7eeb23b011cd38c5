#pragma once
// What is due and when: the one queue of the simulation, and its clock.
//
// Facts come out by time, then phase, then the order in which they were scheduled (reviews: by row, see phase.hpp).
// Instants are ordered by a radix ladder; the facts of the present instant wait in one lane per phase. Equal
// histories give equal orders, on every machine. A copy is a checkpoint: it goes on from the same state.
//
// A fact that has become pointless (a hold that was released) is not searched for. Its row's generation has moved
// on; whoever takes the fact out sees that and skips it. So that such stale facts do not fill the memory, their
// number is counted, and once they are the greater part they are swept out:
//     agenda.retire();                                  // when the reason for a pending fact goes away
//     agenda.skipped();                                 // when next() has given a stale one
//     if (agenda.wants_sweep()) agenda.remove_if(...);  // now and then

#include "sim/base/require.hpp"
#include "sim/base/time.hpp"
#include "sim/engine/phase.hpp"
#include "sim/engine/radix_ladder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace backstock {

// A fact that is due, as the agenda keeps it: what kind, and which row it is about. All else is in the row.
struct Due {
    std::uint8_t kind = 0;  // the fact's type, numbered by the owner of the facts
    Phase phase = Phase::close;
    std::uint32_t generation = 0;  // of the row, when the fact was scheduled; the low 20 bits count
    std::uint32_t row = 0;

    static constexpr std::uint32_t generation_mask = (1U << 20) - 1;

    constexpr bool operator==(const Due&) const = default;
};

// The facts due at the present instant. Earlier phases first; within a phase in the order they came, reviews by row.
// Mostly there is only one, which waits outside the lanes.
class Lanes {
public:
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }

    // `packed` is what the agenda stores for a fact; see Agenda.
    void push(std::uint64_t packed, Phase phase) {
        if (size_ == 0) {
            sole_ = packed;
            sole_phase_ = phase;
        } else {
            if (size_ == 1 && used_ == 0) line_up(sole_, sole_phase_);
            line_up(packed, phase);
        }
        ++size_;
    }
    // Whether nothing waits that goes before, or beside, a fact of this phase.
    bool free_up_to(Phase phase) const {
        if (size_ == 0) return true;
        if (used_ == 0) return sole_phase_ > phase;
        return std::countr_zero(used_) > static_cast<int>(phase);
    }
    // Requires that some fact waits.
    std::uint64_t pop() {
        --size_;
        return used_ == 0 ? sole_ : first_of_lanes();
    }

    template<class Predicate>
    std::size_t remove_if(Predicate predicate);
    void clear();

private:
    // Facts from `head` on, in order; or, in a lane that goes by row, a heap whose least (row, arrival) is first.
    struct Waiting {
        std::uint64_t rank;
        std::uint64_t packed;
    };
    struct Lane {
        std::vector<Waiting> waiting;
        std::size_t head = 0;
        std::uint32_t arrivals = 0;
    };
    static bool later(const Waiting& a, const Waiting& b) { return a.rank > b.rank; }

    void line_up(std::uint64_t packed, Phase phase);
    std::uint64_t first_of_lanes();

    std::array<Lane, phase_count> lanes_;
    std::uint32_t used_ = 0;  // which lanes are not empty; none while the sole fact waits
    Phase sole_phase_ = Phase::close;
    std::uint64_t sole_ = 0;
    std::size_t size_ = 0;
};

class Agenda {
public:
    // The instant of the fact last given by next(); zero before the first.
    Time now() const { return Time::at(static_cast<std::int64_t>(ladder_.last_popped())); }

    // Facts pending, stale ones included.
    std::size_t size() const { return ladder_.size() + lanes_.size(); }
    bool empty() const { return size() == 0; }

    // Requires at >= now(): nothing can be made to happen in the past.
    [[gnu::always_inline]] void schedule(Time at, Due due) {  // the packing is known where a fact is scheduled
        if (at > now()) [[likely]] {
            ladder_.push(static_cast<std::uint64_t>(at.us()), packed(due));
            return;
        }
        require(at == now(), "fact {} of row {} scheduled at {} us, before now, {} us", due.kind, due.row, at.us(),
                now().us());
        lanes_.push(packed(due), due.phase);
    }

    // Takes out the earliest fact, unless it lies after `last_instant`, and moves the clock to it. Returns whether
    // there was one; otherwise nothing has changed, and earlier facts than the next may still be scheduled.
    bool next(Time last_instant, Due& due) {
        if (lanes_.empty()) {
            RadixLadder<std::uint64_t>::Entry entry;
            if (!ladder_.pop_until(static_cast<std::uint64_t>(last_instant.us()), entry)) {
                return false;
            }
            if (!ladder_.another_at_last_popped()) [[likely]] {
                due = unpacked(entry.payload);
                return true;
            }
            gather_instant(entry.payload);
        } else if (now() > last_instant) {
            return false;
        }
        due = unpacked(lanes_.pop());
        return true;
    }

    // Moves the clock, as next() would after a fact was scheduled then, if nothing is due before or beside it. Returns
    // whether; otherwise nothing has changed (it may return false where sorting would have to show more).
    bool pass_to(Time at) { return lanes_.empty() && ladder_.pass_to(static_cast<std::uint64_t>(at.us())); }

    // Whether a fact scheduled for now, in this phase, would be the next.
    bool is_free_up_to(Phase phase) const { return lanes_.free_up_to(phase); }

    // The fact that comes `places` after the next one, if that is known yet: a hint for fetching its row early.
    bool ahead(std::size_t places, Due& due) const {
        const auto* entry = ladder_.ahead(places);
        if (entry != nullptr) {
            due = unpacked(entry->payload);
        }
        return entry != nullptr;
    }

    // One pending fact has become stale.
    void retire() { ++stale_; }
    // A stale one was taken out.
    void skipped() { stale_ -= std::min<std::size_t>(stale_, 1); }
    // Whether more than half of what is pending is stale, and enough to be worth the work.
    bool wants_sweep() const { return stale_ > 1024 && 2 * stale_ > size(); }

    // Removes the facts that satisfy the predicate; the others keep their order. Returns how many were removed, which
    // are no longer counted as stale.
    template<class Predicate>
    std::size_t remove_if(Predicate predicate) {
        const auto of_packed = [&](std::uint64_t bits) { return predicate(unpacked(bits)); };
        const std::size_t removed = ladder_.remove_if(of_packed) + lanes_.remove_if(of_packed);
        stale_ -= std::min(stale_, removed);
        return removed;
    }

    // Back to time zero with nothing pending; the memory is kept for the next replication.
    void clear() {
        ladder_.clear();
        lanes_.clear();
        stale_ = 0;
    }

private:
    // 8 bits kind, 4 phase, 20 generation, 32 row: with its time, a pending fact takes 16 bytes.
    static constexpr std::uint64_t packed(Due due) {
        return std::uint64_t{due.kind} << 56 | static_cast<std::uint64_t>(due.phase) << 52 |
               std::uint64_t{due.generation & Due::generation_mask} << 32 | due.row;
    }
    static constexpr Phase phase_of(std::uint64_t bits) { return static_cast<Phase>(bits >> 52 & 0xF); }
    static constexpr Due unpacked(std::uint64_t bits) {
        return {static_cast<std::uint8_t>(bits >> 56), phase_of(bits),
                static_cast<std::uint32_t>(bits >> 32) & Due::generation_mask, static_cast<std::uint32_t>(bits)};
    }

    // Moves all facts of the instant just reached into the lanes, in the order in which they were scheduled.
    void gather_instant(std::uint64_t first) {
        lanes_.push(first, phase_of(first));
        while (ladder_.another_at_last_popped()) {
            const std::uint64_t bits = ladder_.pop().payload;
            lanes_.push(bits, phase_of(bits));
        }
    }

    RadixLadder<std::uint64_t> ladder_;
    Lanes lanes_;
    std::size_t stale_ = 0;
};

inline void Lanes::line_up(std::uint64_t packed, Phase phase) {
    const auto number = static_cast<std::size_t>(phase);
    Lane& lane = lanes_[number];
    lane.waiting.push_back({packed << 32 | lane.arrivals++, packed});  // the row is the low half
    if (goes_by_row(phase)) {
        std::push_heap(lane.waiting.begin(), lane.waiting.end(), later);
    }
    used_ |= 1U << number;
}

inline std::uint64_t Lanes::first_of_lanes() {
    const auto number = static_cast<std::size_t>(std::countr_zero(used_));
    Lane& lane = lanes_[number];
    std::uint64_t packed = 0;
    if (goes_by_row(static_cast<Phase>(number))) {
        std::pop_heap(lane.waiting.begin(), lane.waiting.end(), later);
        packed = lane.waiting.back().packed;
        lane.waiting.pop_back();
    } else {
        packed = lane.waiting[lane.head++].packed;
    }
    if (lane.head == lane.waiting.size()) {
        lane.waiting.clear();
        lane.head = 0;
        lane.arrivals = 0;
        used_ &= ~(1U << number);
    }
    return packed;
}

template<class Predicate>
std::size_t Lanes::remove_if(Predicate predicate) {
    if (size_ == 1 && used_ == 0) line_up(sole_, sole_phase_);
    std::size_t removed = 0;
    for (std::size_t number = 0; number != phase_count; ++number) {
        Lane& lane = lanes_[number];
        const auto from = lane.waiting.begin() + static_cast<std::ptrdiff_t>(lane.head);
        const auto kept =
            std::remove_if(from, lane.waiting.end(), [&](const Waiting& w) { return predicate(w.packed); });
        removed += static_cast<std::size_t>(lane.waiting.end() - kept);
        lane.waiting.erase(kept, lane.waiting.end());
        if (goes_by_row(static_cast<Phase>(number))) {
            std::make_heap(lane.waiting.begin(), lane.waiting.end(), later);
        }
        if (lane.head == lane.waiting.size()) {
            lane.waiting.clear();
            lane.head = 0;
            lane.arrivals = 0;
            used_ &= ~(1U << number);
        }
    }
    size_ -= removed;
    return removed;
}

inline void Lanes::clear() {
    for (Lane& lane : lanes_) {
        lane.waiting.clear();
        lane.head = 0;
        lane.arrivals = 0;
    }
    used_ = 0;
    size_ = 0;
}

}  // namespace backstock
