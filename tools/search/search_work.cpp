#include "tools/search/search_work.hpp"

#include "sim/experiment/executor.hpp"
#include "sim/experiment/replications.hpp"
#include "tools/figures.hpp"
#include "tools/interruption.hpp"
#include "tools/scenario_input.hpp"
#include "tools/terminal.hpp"
#include "tools/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <limits>

namespace backstock {
namespace {

constexpr std::int64_t replications_a_piece = 10;
constexpr std::size_t models_a_thread = 24;

using Row = std::vector<KpiValue>;

std::string packed(const Row& row) {
    std::string bytes(row.size() * sizeof(KpiValue), '\0');
    std::memcpy(bytes.data(), row.data(), bytes.size());
    return bytes;
}

Row unpacked_row(const std::string& bytes) {
    Row row(bytes.size() / sizeof(KpiValue));
    std::memcpy(row.data(), bytes.data(), row.size() * sizeof(KpiValue));
    return row;
}

// What was played of a piece; without rows the candidate is no scenario.
struct PlayedPiece {
    std::vector<Row> rows;
    std::string failure;
};

}  // namespace

// Keeps the models of the candidates that it played last: a race goes round them again and again.
class SearchWork::Player {
public:
    Player(const SearchWork& work, bool may_fail) : work_(work), may_fail_(may_fail) {}

    PlayedPiece play(const Piece& piece) {
        PlayedPiece played;
        try {
            Loaded& loaded = load(piece.candidate);
            naming_file(work_.candidates_[piece.candidate].name, [&] {
                for (std::int64_t r = piece.first; r < piece.first + piece.count; ++r) {
                    Interruption::check();
                    const KpiRow all = loaded.player.play(r).network;
                    played.rows.emplace_back();
                    for (const std::size_t column : work_.picked_) played.rows.back().push_back(all[column]);
                }
                return 0;
            });
        } catch (const BadInput& bad) {
            if (!may_fail_) throw;
            played.rows.clear();
            played.failure = bad.problems().front().text();
        }
        return played;
    }

private:
    struct Loaded {
        explicit Loaded(Scenario&& loaded) : scenario(std::move(loaded)), player(scenario.model, Detail::network) {}
        const Scenario scenario;
        backstock::Player player;
    };
    Loaded& load(std::size_t number) {
        for (auto& [candidate, loaded] : loaded_)
            if (candidate == number) return *loaded;
        const Candidate& candidate = work_.candidates_[number];
        if (loaded_.size() == models_a_thread) loaded_.pop_front();
        loaded_.emplace_back(
            number, std::make_unique<Loaded>(work_.study_.scenario(candidate.cell, candidate.more, candidate.name)));
        return *loaded_.back().second;
    }

    const SearchWork& work_;
    bool may_fail_;
    std::deque<std::pair<std::size_t, std::unique_ptr<Loaded>>> loaded_;
};

SearchWork::SearchWork(const Study& study, const SearchPlan& plan, std::vector<KpiColumn> columns, UnitFile* units,
                       int threads, bool show_progress)
    : study_(study),
      plan_(plan),
      columns_(std::move(columns)),
      units_(units),
      threads_(threads),
      show_progress_(show_progress && is_terminal(stderr)) {
    const auto pick = [&](const std::string& kpi) {
        const auto column =
            std::find_if(columns_.begin(), columns_.end(), [&](const KpiColumn& c) { return c.name == kpi; });
        if (column == columns_.end()) throw WrongUse(fmt::format("these scenarios do not record {}", kpi));
        picked_.push_back(static_cast<std::size_t>(column - columns_.begin()));
    };
    pick(plan.kpi);
    for (const Constraint& constraint : plan.constraints) pick(constraint.kpi);
}

SearchWork::~SearchWork() {
    if (show_progress_) fmt::print(stderr, "\r\033[K");
}

void SearchWork::tell() {
    const auto now = std::chrono::steady_clock::now();
    if (!show_progress_ || now - told_ < std::chrono::milliseconds(300)) return;
    told_ = now;
    std::size_t played = 0;
    for (const auto& rows : rows_) played += rows.size();
    fmt::print(stderr, "\r\033[K{} looked at, {} replications", counted(candidates_.size(), "candidate"),
               grouped(static_cast<double>(played)));
}

std::size_t SearchWork::add(Candidate candidate) {
    candidates_.push_back(std::move(candidate));
    rows_.emplace_back();
    failed_.push_back(false);
    scales_.emplace_back();
    return candidates_.size() - 1;
}

std::vector<std::vector<Observation>> SearchWork::play(std::span<const Trials::Wanted> wanted, bool may_fail) {
    restore(wanted);
    play_pieces(missing(wanted), may_fail);
    std::vector<std::vector<Observation>> all;
    for (const Trials::Wanted& each : wanted) {
        steps_.push_back({each.candidate, each.first, each.count});
        if (each.first == 0) find_scales(each.candidate, each.count);
        all.emplace_back();
        for (std::int64_t r = each.first; r < each.first + each.count; ++r)
            all.back().push_back(observed(each.candidate, r));
        require_objective(each.candidate);
    }
    return all;
}

// Takes from the file what is there without a gap.
void SearchWork::restore(std::span<const Trials::Wanted> wanted) {
    if (units_ == nullptr) return;
    for (const Trials::Wanted& each : wanted) {
        auto& rows = rows_[each.candidate];
        for (auto r = static_cast<std::int64_t>(rows.size()); r < each.first + each.count; ++r) {
            const Unit unit{each.candidate, static_cast<std::uint64_t>(r)};
            if (!units_->has(unit)) break;
            rows.push_back(unpacked_row(units_->bytes(unit)));
        }
    }
}

std::vector<SearchWork::Piece> SearchWork::missing(std::span<const Trials::Wanted> wanted) const {
    std::vector<Piece> pieces;
    for (const Trials::Wanted& each : wanted) {
        if (failed_[each.candidate]) continue;
        const std::int64_t end = each.first + each.count;
        for (auto r = static_cast<std::int64_t>(rows_[each.candidate].size()); r < end; r += replications_a_piece)
            pieces.push_back({each.candidate, r, std::min(replications_a_piece, end - r)});
    }
    return pieces;
}

void SearchWork::play_pieces(const std::vector<Piece>& pieces, bool may_fail) {
    run_ordered(
        static_cast<std::int64_t>(pieces.size()), {.threads = threads_}, [&] { return Player(*this, may_fail); },
        [&](Player& player, std::int64_t i) { return player.play(pieces[static_cast<std::size_t>(i)]); },
        [&](std::int64_t i, PlayedPiece&& played) {
            const Piece& piece = pieces[static_cast<std::size_t>(i)];
            if (!played.failure.empty()) {
                failures_ += failed_[piece.candidate] ? 0 : 1;
                failed_[piece.candidate] = true;
                if (first_failure_.empty()) first_failure_ = played.failure;
                return;
            }
            keep(piece, std::move(played.rows));
            tell();
        });
}

void SearchWork::keep(const Piece& piece, std::vector<Row>&& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (units_ != nullptr)
            units_->add({piece.candidate, static_cast<std::uint64_t>(piece.first) + i}, packed(rows[i]));
        rows_[piece.candidate].push_back(std::move(rows[i]));
    }
}

// A ratio may have nothing to divide by now and then, but not always.
void SearchWork::require_objective(std::size_t candidate) const {
    const auto& rows = rows_[candidate];
    const auto says_nothing = [](const Row& row) { return std::isnan(row[0].value()); };
    if (failed_[candidate] || !std::all_of(rows.begin(), rows.end(), says_nothing)) return;
    throw WrongUse(fmt::format("{} has no {} in any of {} replications; a longer horizon may help",
                               candidates_[candidate].name, plan_.kpi, rows.size()));
}

// The mean denominators of its first replications: as many as were wanted, whatever more a file may know.
void SearchWork::find_scales(std::size_t candidate, std::int64_t first) {
    if (failed_[candidate]) return;
    std::vector<double> scales(plan_.constraints.size(), 1);
    for (std::size_t c = 0; c < scales.size(); ++c) {
        if (!constraint(c).info->is_ratio()) continue;
        double sum = 0;
        for (std::int64_t r = 0; r < first; ++r) sum += rows_[candidate][static_cast<std::size_t>(r)][c + 1].den;
        if (sum > 0) scales[c] = sum / static_cast<double>(first);
    }
    scales_[candidate] = std::move(scales);
}

// Slack of a ratio is linear in its parts, so that its mean is 0 where Σ num ÷ Σ den is at the limit; the mean
// denominator puts it into the ratio's own unit.
Observation SearchWork::observed(std::size_t candidate, std::int64_t replication) const {
    Observation seen;
    if (failed_[candidate]) {
        seen.objective = std::numeric_limits<double>::infinity();
        seen.slack.assign(plan_.constraints.size(), -std::numeric_limits<double>::infinity());
        return seen;
    }
    const Row& row = rows_[candidate][static_cast<std::size_t>(replication)];
    const bool is_ratio = objective().info->is_ratio();
    seen.objective = (is_ratio ? row[0].num : row[0].value()) * (plan_.maximize ? -1 : 1);
    if (is_ratio) seen.weight = row[0].den;
    if (std::isnan(seen.objective))
        throw WrongUse(fmt::format("{} has no {} in replication {}; a longer horizon may help",
                                   candidates_[candidate].name, plan_.kpi, replication));
    for (std::size_t c = 0; c < plan_.constraints.size(); ++c) {
        const KpiValue& value = row[c + 1];
        const double above = value.num - plan_.constraints[c].limit * value.den;
        seen.slack.push_back((plan_.constraints[c].at_least ? above : -above) / scales_[candidate][c]);
    }
    return seen;
}

}  // namespace backstock
