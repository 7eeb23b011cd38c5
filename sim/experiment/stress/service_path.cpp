#include "sim/experiment/stress/service_path.hpp"

#include <algorithm>
#include <limits>

namespace backstock {

ServiceRecorder::ServiceRecorder(const Model& model, const World& world, FactObservers& observers, Time from)
    : model_(model),
      world_(world),
      from_(from),
      faces_customers_(model.stock.size()),
      net_(model.stock.size()),
      is_touched_(model.stock.size()) {
    for (const Segment& segment : model.segments)
        for (const Id<StockPoint> id : model.points_of(segment.store)) faces_customers_[id.index()] = true;
    for (std::size_t i = 0; i < model.stock.size(); ++i) touch(model.stock.id_at(i));
    observers.add(*this);
}

void ServiceRecorder::saw(const OrderPlaced& fact, Time now) {
    at(now);
    touch_lines(fact.order);
}
void ServiceRecorder::saw(const UnitsLost& fact, Time now) {
    at(now);
    touch(world_.lines[fact.line].stock);
    miss(fact.line, fact.quantity);
}
void ServiceRecorder::saw(const LineBackordered& fact, Time now) {
    at(now);
    touch(world_.lines[fact.line].stock);
    if (!world_.lines[fact.line].internal()) miss(fact.line, fact.quantity);
}
void ServiceRecorder::saw(const ParcelShipped& fact, Time now) {
    at(now);
    shipped_now_ = true;
    for (Id<Parcel> id = fact.parcel; id; id = world_.parcels[id].next) {
        const Parcel& parcel = world_.parcels[id];
        state_.shipped += parcel.quantity;
        state_.shipped_value += world_.lines[parcel.line].price * parcel.quantity;
    }
}
void ServiceRecorder::saw(const OrderCancelled& fact, Time now) {
    at(now);
    touch_lines(fact.order);
}
void ServiceRecorder::saw(const PurchaseArrived& fact, Time now) {
    at(now);
    const Link& link = model_.links[world_.purchases[fact.purchase].link];
    if (link.upstream) touch(link.upstream);
}
void ServiceRecorder::saw(const GoodsReceived& fact, Time now) {
    at(now);
    touch(world_.shipments[fact.shipment].buyer);
}
void ServiceRecorder::saw(const StockDestroyed& fact, Time now) {
    at(now);
    touch(fact.stock);
}

void ServiceRecorder::done() { close(); }

// Observers hear of a fact before it is handled: what it leaves behind is seen when time has moved on.
void ServiceRecorder::at(Time now) {
    if (now == now_) return;
    close();
    now_ = now;
}

void ServiceRecorder::close() {
    for (const Id<StockPoint> id : touched_) {
        const StockState& stock = world_.stock[id];
        const Quantity net = stock.available() - stock.waiting();
        state_.net += net - net_[id.index()];
        net_[id.index()] = net;
        is_touched_[id.index()] = false;
    }
    const bool changed = !touched_.empty() || shipped_now_;
    touched_.clear();
    shipped_now_ = false;
    state_.at = now_;
    if (now_ < from_ || path_.empty())
        path_.assign(1, state_);
    else if (changed)
        path_.push_back(state_);
}

void ServiceRecorder::touch(Id<StockPoint> id) {
    if (!faces_customers_[id.index()] || is_touched_[id.index()]) return;
    is_touched_[id.index()] = true;
    touched_.push_back(id);
}

void ServiceRecorder::touch_lines(Id<Order> order) {
    for (Id<Line> id = world_.orders[order].first_line; id; id = world_.lines[id].next) touch(world_.lines[id].stock);
}

void ServiceRecorder::miss(Id<Line> line, Quantity quantity) {
    state_.unmet += quantity;
    state_.unmet_value += world_.lines[line].price * quantity;
}

namespace {

// Walks through two paths together, an instant of either at a time.
class Both {
public:
    Both(const ServicePath& a, const ServicePath& b) : a_(a), b_(b) {}
    const ServiceStep& a() const { return a_[at_a_]; }
    const ServiceStep& b() const { return b_[at_b_]; }
    Time now() const { return now_; }
    bool next() {
        const Time next_a = at_a_ + 1 < a_.size() ? a_[at_a_ + 1].at : Time::never();
        const Time next_b = at_b_ + 1 < b_.size() ? b_[at_b_ + 1].at : Time::never();
        now_ = std::min(next_a, next_b);
        if (now_ == Time::never()) return false;
        at_a_ += next_a == now_ ? 1 : 0;
        at_b_ += next_b == now_ ? 1 : 0;
        return true;
    }

private:
    const ServicePath& a_;
    const ServicePath& b_;
    std::size_t at_a_ = 0;
    std::size_t at_b_ = 0;
    Time now_;
};

double days(Duration span) { return static_cast<double>(span.us()) / static_cast<double>((1_d).us()); }

}  // namespace

Resilience resilience(const ServicePath& undisturbed, const ServicePath& struck, Time began, Time ended) {
    constexpr double never = std::numeric_limits<double>::infinity();
    Resilience result{.survives = never};
    if (undisturbed.empty() || struck.empty()) return result;
    Both both(undisturbed, struck);
    Quantity short_by;
    Money short_value;
    bool below = false;
    bool back = false;
    bool level = true;  // at the instant before: the outage's end counts, whether or not anything happens then
    while (both.next()) {
        if (both.now() > ended && below && !back && level) {
            back = true;
            result.recovers = days(ended - began);
        }
        const bool unshipped = both.b().shipped < both.a().shipped;
        const bool lower = both.b().net < both.a().net || (unshipped && both.b().unmet == both.a().unmet);
        level = !lower;
        if (result.survives == never && (unshipped || both.b().unmet > both.a().unmet))
            result.survives = days(both.now() - began);
        short_by = std::max(short_by, both.a().shipped - both.b().shipped);
        short_value = std::max(short_value, both.a().shipped_value - both.b().shipped_value);
        if (lower && !below) {
            below = true;
            result.recovers = never;
        }
        if (below && !back && !lower && both.now() >= ended) {
            back = true;
            result.recovers = days(both.now() - began);
        }
    }
    if (below && !back && level) result.recovers = days(ended - began);
    result.unmet = std::max(both.b().unmet - both.a().unmet, short_by).in_units();
    result.unmet_value = std::max(both.b().unmet_value - both.a().unmet_value, short_value).in_units();
    return result;
}

}  // namespace backstock
