#include "tools/import/past.hpp"

#include "output/order_log.hpp"
#include "tools/fit/analysis.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

namespace backstock::imports {
namespace {

class PastOfRun : public Extra {
public:
    PastOfRun(const Model& model, const World& world, FactObservers& observers, std::int64_t replication, double shelf)
        : log_(std::make_unique<OrderLog>(model, world, observers, replication)), past_(shelf) {}

    void done() override {
        log_->done();
        log_->for_each_line([this](std::uint64_t number, const OrderLog::Told& line) {
            if (number != number_) close();
            number_ = number;
            add(line);
        });
        close();
        log_.reset();  // rows take memory, figures none
        figures = past_.figures();
    }

    Recorded figures;

private:
    void add(const OrderLog::Told& line) {
        using Outcome = OrderLog::Outcome;
        any_ = any_ || line.outcome != Outcome::put_off;
        kept_ = kept_ || (line.outcome != Outcome::lost && line.outcome != Outcome::put_off);
        open_ = open_ || line.outcome == Outcome::open;
        order_.units += line.accepted.in_units();
        order_.value += (line.price * line.accepted).in_units();
        order_.cancelled = order_.cancelled || line.outcome == Outcome::cancelled;
        if (line.shipped == Time::never()) return;
        const double days = line.shipped.in_days() - line.placed.in_days();
        order_.days = std::max(days, order_.days.value_or(0));
    }

    void close() {
        if (order_.cancelled && order_.days) order_.cancelled = false;  // a part of it: the rest was delivered
        if (open_) order_.days.reset();
        if (kept_)
            past_.add(order_);
        else if (any_)
            past_.add_lost();
        order_ = {};
        any_ = kept_ = open_ = false;
    }

    std::unique_ptr<OrderLog> log_;
    PastFigures past_;
    ToldOrder order_;
    std::uint64_t number_ = 0;
    bool any_ = false;
    bool kept_ = false;
    bool open_ = false;
};

}  // namespace

void PastFigures::add(const ToldOrder& order) {
    ++sum_.orders;
    sum_.units += order.units;
    if (order.cancelled)
        ++cancelled_;
    else
        sum_.sales += order.value;
    if (!order.days || order.cancelled) return;
    ++shipped_;
    if (*order.days > shelf_days_) waits_.push_back(*order.days);
}

Recorded PastFigures::figures() {
    Recorded told = sum_;
    if (told.orders > 0) told.cancellation_rate = cancelled_ / told.orders;
    if (told.orders + lost_ > 0) told.lost_rate = lost_ / (told.orders + lost_);
    if (waits_.empty()) return told;
    std::sort(waits_.begin(), waits_.end());
    const auto waited = static_cast<double>(waits_.size());
    told.backorder_rate = waited / shipped_;
    told.wait = std::accumulate(waits_.begin(), waits_.end(), 0.0) / waited;
    told.wait_p95 = fit::quantile_of(waits_, 0.95);
    return told;
}

std::vector<Recorded> played_pasts(const Model& model, std::int64_t count, double shelf_days, int threads,
                                   const Progress& progress) {
    ReplicationOptions options{.threads = threads, .progress = progress};
    options.extra = [shelf_days](const Model& m, const World& world, FactObservers& observers, std::int64_t r) {
        return std::make_unique<PastOfRun>(m, world, observers, r, shelf_days);
    };
    std::vector<Recorded> pasts;
    replicate(model, count, options, [&](std::int64_t, Outcome&&, std::unique_ptr<Extra> extra) {
        pasts.push_back(static_cast<PastOfRun&>(*extra).figures);
    });
    return pasts;
}

}  // namespace backstock::imports
