#include "sim/flows/payments.hpp"

#include "sim/flows/dispatch.hpp"
#include "sim/flows/reviewing.hpp"

#include <algorithm>

namespace backstock {

namespace {

const Processor no_processor{};

Money cut(Money amount, Money most) { return std::clamp(amount, Money::zero(), std::max(most, Money::zero())); }

}  // namespace

void money_came_in(Run& run) {
    if (run.world.unfunded.empty() || run.world.funds_review_due) return;
    run.world.funds_review_due = true;
    run.schedule(run.world.now(), FundsReviewed{});
}

// ------------------------------------------------------------------------------------------------- the order's row

Id<Store> Payments::store_of(const Order& order) const { return run_.world.store_of(run_.model, order); }

const PaymentPolicy& Payments::policy_of(const Order& order) const {
    return *run_.model.stores[store_of(order)].payment;
}

const Processor& Payments::processor_of(const Order& order) const {
    const Id<Processor> via = policy_of(order).via();
    return via ? run_.model.processors[via] : no_processor;
}

Id<Payment> Payments::row_of(Id<Order> order) {
    World& world = run_.world;
    if (order.index() >= world.payment_by_order.size()) world.payment_by_order.resize(world.orders.extent());
    Id<Payment>& name = world.payment_by_order[order.index()];
    if (!name) {
        const auto [id, payment] = world.payments.make();
        payment.order = order;
        name = id;
    }
    return name;
}

void Payments::forget(Id<Order> order) {
    const Id<Payment> name = run_.world.payment_of(order);
    if (!name) return;
    Payment& payment = run_.world.payments[name];
    for (Time Payment::*timer : {&Payment::expires, &Payment::asks, &Payment::retries, &Payment::disputes})
        clear(payment, timer);
    run_.world.payments.erase(name);
    run_.world.payment_by_order[order.index()] = Id<Payment>::none();
}

template<class Fact>
void Payments::set(Id<Payment> name, Time Payment::*timer, Time at) {
    Payment& payment = run_.world.payments[name];
    clear(payment, timer);
    payment.*timer = at;
    if (at <= run_.model.run.horizon) run_.schedule(at, Fact{name});
}

void Payments::clear(Payment& payment, Time Payment::*timer) {
    if (payment.*timer <= run_.model.run.horizon && payment.*timer >= run_.world.now()) run_.world.agenda.retire();
    payment.*timer = Time::never();
}

// ---------------------------------------------------------------------------------------------- asking the policy

/// An order has no row until the answer needs one.
PaymentStep Payments::ask(Id<Order> id, PaymentMoment moment, Money billed) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    const PaymentPolicy& policy = policy_of(order);
    const Id<Payment> name = policy.via() ? row_of(id) : world.payment_of(id);
    Payment* const payment = name ? &world.payments[name] : nullptr;
    PaymentMemory fresh;
    PaymentMemory& memory = payment != nullptr ? payment->memory : fresh;
    const PaymentStep step =
        policy.next({.moment = moment,
                     .now = world.now(),
                     .placed = order.placed,
                     .owed = order.owed,
                     .paid = order.paid,
                     .billed = billed,
                     .held = payment != nullptr ? payment->held : Money::zero(),
                     .declined = payment != nullptr ? payment->trying : PaymentTry::balance,
                     .campaign = world.campaigns.empty() ? Campaign::none : world.campaigns[store_of(order)],
                     .minor_digits = run_.model.run.minor_digits,
                     .processor = processor_of(order)},
                    memory);
    if (payment == nullptr && (fresh.count > 0 || fresh.amount != Money::zero() || fresh.total != Money::zero()))
        world.payments[row_of(id)].memory = fresh;
    return step;
}

void Payments::ask_and_act(Id<Order> id, PaymentMoment moment) {
    act(id, ask(id, moment, run_.world.orders[id].billed), moment);
}

void Payments::act(Id<Order> id, const PaymentStep& step, PaymentMoment moment) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    const int digits = run_.model.run.minor_digits;
    const bool idle = step.capture <= Money::zero() && step.authorize <= Money::zero() && step.again == Time::never();
    if (step.give_up || (moment == PaymentMoment::refused && idle)) return give_up_soon(id);
    if (const Id<Payment> row = world.payment_of(id); step.release && row && world.payments[row].held > Money::zero())
        run_.follow(PaymentVoided{id, world.payments[row].held});
    require(step.again > world.now() || moment != PaymentMoment::asked,
            "order {}: its payment policy wants to be asked again in the same instant", order.number);
    if (step.again != Time::never()) set<PaymentDue>(row_of(id), &Payment::asks, std::max(step.again, world.now()));
    const Money due = cut(rounded(step.capture, digits), order.owed - order.paid);
    if (due > Money::zero() && !take(id, due, way_of_taking(id, moment))) return;
    const Money held = cut(rounded(step.authorize, digits), order.owed - order.paid);
    if (held == Money::zero()) return;
    const bool first = world.payments[row_of(id)].first_held == Time::never();
    hold(id, held, first ? PaymentTry::authorization : PaymentTry::reauthorization, step.valid);
}

void Payments::begin(Id<Order> id) { ask_and_act(id, PaymentMoment::accepted); }

bool Payments::holds(Id<Parcel> parcel, Money billed) {
    World& world = run_.world;
    const Id<Order> id = world.parcels[parcel].order;
    const Order& order = world.orders[id];
    if (order.paid == order.owed) return false;
    const Id<Payment> row = world.payment_of(id);
    const bool stopped = row && (world.payments[row].retrying() || world.payments[row].gives_up);
    if (!stopped) {
        const PaymentStep step = ask(id, PaymentMoment::leaving, billed);
        act(id, step, PaymentMoment::leaving);
        if (order.paid >= billed || (step.on_credit && !step.give_up)) return false;
    }
    Payment& payment = world.payments[row_of(id)];
    if (world.orders[id].packing == parcel) world.orders[id].packing = Id<Parcel>::none();
    payment.ready = parcel;
    ++payment.parcels;
    world.parcels[parcel].unpaid = true;
    return true;
}

// --------------------------------------------------------------------------------------------- taking and holding

PaymentTry Payments::way_of_taking(Id<Order> id, PaymentMoment moment) const {
    const Id<Payment> row = run_.world.payment_of(id);
    if (row && run_.world.payments[row].held > Money::zero()) return PaymentTry::capture;
    if (row && run_.world.payments[row].expired) return PaymentTry::late;
    return moment == PaymentMoment::accepted ? PaymentTry::authorization : PaymentTry::balance;
}

/// Each try of an order has its own number, whatever it is for.
bool Payments::declines(Id<Order> id, PaymentTry what) {
    World& world = run_.world;
    const Id<Payment> row = world.payment_of(id);
    if (!row) return false;
    const Order& order = world.orders[id];
    const Processor& processor = processor_of(order);
    Payment& payment = world.payments[row];
    const bool sure = what == PaymentTry::capture && world.now() < payment.held_since + processor.honour;
    const Declines& rates = processor.decline;
    const double of_kind[] = {rates.authorization, rates.capture, rates.reauthorization, rates.balance,
                              rates.late.value_or(rates.balance)};
    double rate = of_kind[static_cast<std::size_t>(what)];
    if (payment.retrying()) rate = rates.retry.value_or(rate);
    ++payment.attempts;
    if (sure || rate <= 0) return false;
    const Segment& segment = run_.model.segments[order.segment];
    Stream stream =
        world.streams.at(joined_key(segment.key, payment.attempts), Purpose("payment declined"), order.customer);
    return uniform01(stream) < rate;
}

bool Payments::take(Id<Order> id, Money amount, PaymentTry what) {
    if (declines(id, what)) {
        run_.world.payments[row_of(id)].trying_hold = false;
        return try_again(id, amount, what), false;
    }
    run_.follow(PaymentCaptured{id, amount});
    return true;
}

bool Payments::hold(Id<Order> id, Money amount, PaymentTry what, Duration valid) {
    World& world = run_.world;
    const Processor& processor = processor_of(world.orders[id]);
    const Id<Payment> row = row_of(id);
    Duration lasts =
        what == PaymentTry::authorization ? processor.authorization_valid : processor.reauthorization_valid;
    if (valid > Duration::zero()) lasts = std::min(lasts, valid);
    Time until = world.now() + lasts;
    const Time first = world.payments[row].first_held;
    if (processor.authorization_limit && first != Time::never())
        until = std::min(until, first + *processor.authorization_limit);
    world.payments[row].trying_hold = true;
    world.payments[row].valid = valid;
    if (until <= world.now()) return refuse(id, amount, what), false;
    if (declines(id, what)) return try_again(id, amount, what), false;
    if (world.payments[row].held > Money::zero()) run_.follow(PaymentVoided{id, world.payments[row].held});
    run_.follow(PaymentAuthorized{id, amount, until});
    return true;
}

void Payments::on(const PaymentAuthorized& e) {
    const Id<Payment> row = row_of(e.order);
    Payment& payment = run_.world.payments[row];
    payment.held = e.amount;
    payment.held_since = run_.world.now();
    payment.first_held = std::min(payment.first_held, run_.world.now());
    payment.expired = false;
    payment.declines = 0;
    set<HoldExpired>(row, &Payment::expires, e.until);
    let_parcels_go(payment);
}

void Payments::on(const PaymentVoided& e) {
    Payment& payment = run_.world.payments[row_of(e.order)];
    payment.held -= e.amount;
    if (payment.held == Money::zero()) clear(payment, &Payment::expires);
}

void Payments::on(const HoldExpired& e) {
    Payment& payment = run_.world.payments[e.payment];
    payment.expires = Time::never();
    payment.held = Money::zero();
    payment.expired = true;
    if (payment.retrying() || payment.gives_up) return;
    const Id<Order> order = payment.order;
    ask_and_act(order, PaymentMoment::expired);
    settle_if_done(order);
}

void Payments::on(const PaymentDue& e) {
    Payment& payment = run_.world.payments[e.payment];
    const Id<Order> order = payment.order;
    if (payment.gives_up) return give_up(order);
    if (payment.retrying()) return;  // asked once what is tried has come to an end
    payment.asks = Time::never();
    ask_and_act(order, PaymentMoment::asked);
    settle_if_done(order);
}

// ----------------------------------------------------------------------------------------------------- declined

void Payments::try_again(Id<Order> id, Money amount, PaymentTry what) {
    Payment& payment = run_.world.payments[row_of(id)];
    const std::vector<Duration>& schedule = processor_of(run_.world.orders[id]).retry;
    if (payment.declines == 0) payment.declined = run_.world.now();
    if (payment.declines >= schedule.size()) return refuse(id, amount, what);
    const Time again = payment.declined + schedule[payment.declines];
    ++payment.declines;
    payment.tried = amount;
    payment.trying = what;
    run_.follow(PaymentDeclined{id, amount, what, payment.trying_hold, again});
    set<PaymentRetried>(row_of(id), &Payment::retries, again);
}

/// There is no further try: the policy may know another way, which has none beyond it.
void Payments::refuse(Id<Order> id, Money amount, PaymentTry what) {
    Payment& payment = run_.world.payments[row_of(id)];
    payment.declines = 0;
    payment.trying = what;
    run_.follow(PaymentDeclined{id, amount, what, payment.trying_hold, Time::never()});
    if (refusing_) return give_up_soon(id);
    refusing_ = true;
    ask_and_act(id, PaymentMoment::refused);
    refusing_ = false;
}

void Payments::on(const PaymentDeclined&) {}

void Payments::on(const PaymentRetried& e) {
    World& world = run_.world;
    Payment& payment = world.payments[e.payment];
    const Id<Order> id = payment.order;
    payment.retries = Time::never();
    const Money amount = cut(payment.tried, world.orders[id].owed - world.orders[id].paid);
    if (payment.trying == PaymentTry::capture && payment.held == Money::zero()) payment.trying = PaymentTry::late;
    if (amount == Money::zero())
        payment.declines = 0;
    else if (!(payment.trying_hold ? hold(id, amount, payment.trying, payment.valid)
                                   : take(id, amount, payment.trying)))
        return;
    if (payment.asks <= world.now()) {
        payment.asks = Time::never();
        ask_and_act(id, PaymentMoment::asked);
    }
    settle_if_done(id);
}

// ------------------------------------------------------------------------------------------------------- giving up

/// Not before the end of the instant: who decides this may be in the middle of placing the order.
void Payments::give_up_soon(Id<Order> id) {
    const Id<Payment> row = row_of(id);
    run_.world.payments[row].gives_up = true;
    set<PaymentDue>(row, &Payment::asks, run_.world.now());
}

void Payments::give_up(Id<Order> id) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    Payment& payment = world.payments[row_of(id)];
    payment.asks = Time::never();
    const Money lost = order.billed - order.paid - payment.written_off;
    if (lost > Money::zero()) run_.follow(PaymentLost{id, lost});
    if (payment.held > Money::zero()) run_.follow(PaymentVoided{id, payment.held});
    const auto& campaigns = world.campaigns;
    const bool unfunded = !campaigns.empty() && campaigns[store_of(order)] == Campaign::lost;
    if (order.unshipped > Quantity::zero())
        run_.follow(OrderCancelled{id, unfunded ? CancelCause::unfunded : CancelCause::payment});
    else
        settle_if_done(id);
}

void Payments::on(const PaymentLost& e) {
    World& world = run_.world;
    world.payments[row_of(e.order)].written_off += e.amount;
    world.ledger.post(store_of(world.orders[e.order]), Account::bad_debt, Account::receivable, e.amount, world.now());
}

// ------------------------------------------------------------------------------------------------------ the books

void Payments::on(const PaymentCaptured& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    const Id<Store> store = store_of(order);
    const Processor& processor = processor_of(order);
    const Account into = processor.settlement > Duration::zero() ? Account::clearing : Account::cash;
    const Money owing = cut(order.billed - order.paid, e.amount);
    order.paid += e.amount;
    world.ledger.post(store, into, Account::receivable, owing, world.now());
    world.ledger.post(store, into, Account::deposits, e.amount - owing, world.now());
    const Money fee = processor.fee_of(e.amount, run_.model.run.minor_digits);
    world.ledger.post(store, Account::fees, into, fee, world.now());
    if (into == Account::cash)
        money_came_in(run_);
    else
        run_.schedule(
            world.now() + processor.settlement,
            PayoutArrived{world.payouts.add({.amount = e.amount - fee, .store = store, .order = order.number})});
    const Id<Payment> row = world.payment_of(e.order);
    if (!row) return;
    Payment& payment = world.payments[row];
    payment.fees += fee;
    payment.declines = 0;
    if (payment.captured == Money::zero()) watch_for_dispute(row, order);
    payment.captured += e.amount;
    use_hold(e.order, e.amount);
    let_parcels_go(world.payments[row]);
}

/// A hold shrinks by what was captured; what a processor takes only once is gone after that.
void Payments::use_hold(Id<Order> id, Money captured) {
    Payment& payment = run_.world.payments[row_of(id)];
    if (payment.held == Money::zero()) return;
    payment.held -= cut(captured, payment.held);
    if (payment.held == Money::zero())
        clear(payment, &Payment::expires);
    else if (processor_of(run_.world.orders[id]).captures_once)
        run_.follow(PaymentVoided{id, payment.held});
}

void Payments::on(const PayoutArrived& e) {
    World& world = run_.world;
    const Payout payout = world.payouts[e.payout];
    world.payouts.erase(e.payout);
    world.ledger.post(payout.store, Account::cash, Account::clearing, payout.amount, world.now());
    money_came_in(run_);
}

Money fee_back(const Model& model, const World& world, Id<Order> id, Money amount) {
    const Order& order = world.orders[id];
    const Id<Payment> row = world.payment_of(id);
    if (!row || order.paid == Money::zero()) return Money::zero();
    const Id<Processor> via = model.stores[world.store_of(model, order)].payment->via();
    if (!via || model.processors[via].refund_keeps_fee) return Money::zero();
    return rounded_part(world.payments[row].fees, cut(amount, order.paid).raw(), order.paid.raw(),
                        model.run.minor_digits);
}

/// What is paid back for goods that have shipped takes their sale back; the fee comes back in proportion, if at all.
void Payments::on(const PaymentRefunded& e) {
    World& world = run_.world;
    Order& order = world.orders[e.order];
    const Id<Store> store = store_of(order);
    const Money shipped = e.amount - cut(order.paid - order.billed, e.amount);
    const Money back = fee_back(run_.model, world, e.order, e.amount);
    order.paid -= e.amount;
    order.billed -= shipped;
    order.owed -= shipped;
    world.ledger.post(store, Account::refunds, Account::cash, shipped, world.now());
    world.ledger.post(store, Account::deposits, Account::cash, e.amount - shipped, world.now());
    if (back == Money::zero()) return;
    world.payments[world.payment_of(e.order)].fees -= back;
    world.ledger.post(store, Account::cash, Account::fees, back, world.now());
}

Money Payments::unpaid(Id<Order> id, Money price) const {
    const Order& order = run_.world.orders[id];
    return cut(order.billed - order.paid, price);
}

/// What was written off has been a loss until now: it is none for goods that are back.
void Payments::take_back(Id<Order> id, Money price) {
    World& world = run_.world;
    Order& order = world.orders[id];
    const Id<Store> store = store_of(order);
    const Id<Payment> row = world.payment_of(id);
    const Money let_off = unpaid(id, price);
    const Money back = price - let_off;
    const Money fee = fee_back(run_.model, world, id, back);
    const Money lost = row ? world.payments[row].written_off : Money::zero();
    const Money found = cut(let_off - (order.billed - order.paid - lost), let_off);
    order.billed -= price;
    order.owed -= price;
    order.paid -= back;
    world.ledger.post(store, Account::refunds, Account::receivable, let_off - found, world.now());
    world.ledger.post(store, Account::refunds, Account::bad_debt, found, world.now());
    world.ledger.post(store, Account::refunds, Account::cash, back, world.now());
    world.ledger.post(store, Account::cash, Account::fees, fee, world.now());
    if (row) {
        world.payments[row].written_off -= found;
        world.payments[row].fees -= fee;
    }
    reduce(id);
    settle_if_done(id);
}

void Payments::ship(Id<Order> id, Money billed) {
    World& world = run_.world;
    const Order& order = world.orders[id];  // `billed` is in it already
    const Money deposit = cut(order.paid - (order.billed - billed), billed);
    world.ledger.post(store_of(order), Account::deposits, Account::sales, deposit, world.now());
    world.ledger.post(store_of(order), Account::receivable, Account::sales, billed - deposit, world.now());
}

// -------------------------------------------------------------------------------------------------------- disputes

void Payments::watch_for_dispute(Id<Payment> row, const Order& order) {
    const Dispute& dispute = processor_of(order).dispute;
    if (dispute.rate <= 0) return;
    const Segment& segment = run_.model.segments[order.segment];
    Stream stream = run_.world.streams.at(segment.key, Purpose("payment disputed"), order.customer);
    if (uniform01(stream) < dispute.rate)
        set<PaymentDisputed>(row, &Payment::disputes, run_.world.now() + dispute.after);
}

void Payments::on(const PaymentDisputed& e) {
    World& world = run_.world;
    Payment& payment = world.payments[e.payment];
    const Id<Order> id = payment.order;
    const Order& order = world.orders[id];
    payment.disputes = Time::never();
    world.ledger.post(store_of(order), Account::disputes, Account::cash, processor_of(order).dispute.fee, world.now());
    run_.follow(OrderCancelled{id, CancelCause::dispute});
}

// ------------------------------------------------------------------------------------------- what others bring about

void Payments::reduce(Id<Order> id) {
    World& world = run_.world;
    const Order& order = world.orders[id];
    if (order.paid > order.owed) run_.follow(PaymentRefunded{id, order.paid - order.owed});
    const Id<Payment> row = world.payment_of(id);
    if (!row) return;
    const Money held = world.payments[row].held;
    const Money needed = cut(order.owed - order.paid, held);
    if (held > needed) run_.follow(PaymentVoided{id, held - needed});
}

void Payments::settle_if_done(Id<Order> id) {
    const Order& order = run_.world.orders[id];
    if (order.open > Quantity::zero()) return;
    const Id<Payment> row = run_.world.payment_of(id);
    const Money lost = row ? run_.world.payments[row].written_off : Money::zero();
    if (order.paid + lost < order.owed) return;
    reduce(id);
    run_.follow(OrderSettled{id});
}

/// Parcels that wait for money are asked about again.
void Payments::let_parcels_go(Payment& payment) {
    World& world = run_.world;
    const auto go = [&](Id<Parcel> id) {
        world.parcels[id].unpaid = false;
        run_.schedule(world.now(), ParcelShipped{id});
    };
    if (payment.parcels == 1)
        go(payment.ready);
    else if (payment.parcels > 1)
        world.parcels.for_each([&](Id<Parcel> id, Parcel& parcel) {
            if (parcel.unpaid && parcel.order == payment.order) go(id);
        });
    payment.parcels = 0;
}

// ------------------------------------------------------------------------------------------------------- campaigns

void Payments::open_campaigns() {
    World& world = run_.world;
    for (std::size_t i = 0; i < run_.model.stores.size(); ++i) {
        const Id<Store> store = run_.model.stores.id_at(i);
        const CampaignTerms* terms = run_.model.stores[store].payment->campaign();
        if (terms == nullptr) continue;
        world.campaigns.resize(run_.model.stores.size());
        world.campaigns[store] = Campaign::open;
        if (terms->deadline <= run_.model.run.horizon) run_.schedule(terms->deadline, CampaignEnded{store});
    }
}

void Payments::on(const CampaignEnded& e) {
    Money pledged;
    pledges_.clear();
    run_.world.orders.for_each([&](Id<Order> id, const Order& order) {
        if (store_of(order) != e.store || order.put_off) return;
        pledged += order.owed;
        pledges_.push_back(id);
    });
    const Money goal = run_.model.stores[e.store].payment->campaign()->goal;
    run_.follow(CampaignDecided{e.store, pledged, pledged >= goal});
}

/// By the orders' rows: recycled rows make that another order than the orders came in, always the same one.
void Payments::on(const CampaignDecided& e) {
    run_.world.campaigns[e.store] = e.won ? Campaign::won : Campaign::lost;
    for (const Id<Order> order : pledges_) {
        const Id<Payment> row = run_.world.payment_of(order);
        if (!row || !run_.world.payments[row].gives_up) ask_and_act(order, PaymentMoment::decided);
    }
    if (!e.won) return;
    for (const Id<StockPoint> point : run_.model.points_of(e.store)) position_changed(run_, point);
}

}  // namespace backstock
