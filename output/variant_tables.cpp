#include "output/variant_tables.hpp"

#include "output/date_text.hpp"
#include "output/object_path.hpp"
#include "sim/experiment/timeline_recorder.hpp"

#include <algorithm>
#include <utility>

namespace backstock {
namespace {

// Rows of orders and events, which have hundreds of bytes: a chunk stays in the cache while it is put together and
// compressed, which takes less time and memory than large ones, and no more space.
constexpr std::size_t rows_at_a_time = 2048;
constexpr std::size_t fewest_rows_per_chunk = 64;
constexpr std::size_t most_rows_per_chunk = 4096;
constexpr std::string_view money = "money";

template<class Things>
std::vector<std::string> names_of(const Things& things) {
    std::vector<std::string> names;
    for (const auto& thing : things) names.push_back(thing.name);
    return names;
}

std::vector<std::string> names_of(const Model& model, Entity entity) {
    switch (entity) {
        case Entity::item: return names_of(model.items);
        case Entity::store: return names_of(model.stores);
        case Entity::supplier: return names_of(model.suppliers);
        case Entity::segment: return names_of(model.segments);
        case Entity::tier: return names_of(model.tiers);
        case Entity::disruption: return names_of(model.disruptions);
        case Entity::network: break;
    }
    return {};
}

std::size_t longest(const std::vector<std::string>& texts) {
    std::size_t most = 1;
    for (const std::string& text : texts) most = std::max(most, text.size());
    return most;
}

Frame ledger_heading(const std::string& currency) {
    Frame frame;
    frame.add("replication", "", Counts());
    frame.add("account", "", Texts());
    for (const char* name : {"debits", "credits", "balance"}) frame.add(name, currency, Numbers());
    return frame;
}

Frame timeline_heading() {
    Frame frame;
    for (const char* name : {"entity", "measure", "unit"}) frame.add(name, "", Texts());
    frame.add("time", "d", Numbers());
    frame.add("date", "", Texts());
    for (const char* name : {"mean", "p05", "p50", "p95"}) frame.add(name, "", Numbers());
    return frame;
}

template<class Recording>
void append(RowStream& stream, const Recording& recording) {
    for (std::size_t first = 0; first < recording.rows(); first += rows_at_a_time)
        stream.append(recording.frame(first, rows_at_a_time));
}

// A chunk is compressed whole, even where few of its rows are used: no larger than the rows to come.
std::size_t rows_per_chunk(const Model& model, std::size_t rows_a_replication) {
    const auto replications = static_cast<std::size_t>(std::max<std::int64_t>(1, model.run.replications));
    return std::clamp(std::min(replications, most_rows_per_chunk) * rows_a_replication, fewest_rows_per_chunk,
                      most_rows_per_chunk);
}

TimelineAggregate aggregate_of(const TimelinePlan& plan) { return TimelineAggregate(plan.series, plan.instants); }

}  // namespace

MakeExtra RecordingPlan::make_extra() const {
    if (!anything()) return {};
    return [plan = *this](const Model& model, const World& world, FactObservers& observers,
                          std::int64_t replication) -> std::unique_ptr<Extra> {
        auto recordings = std::make_unique<Recordings>();
        if (plan.orders) recordings->orders.emplace(model, world, observers, replication);
        if (std::binary_search(plan.events.begin(), plan.events.end(), replication))
            recordings->events.emplace(model, world, observers, replication);
        return recordings;
    };
}

VariantTables::VariantTables(ResultsWriter& writer, const Model& model, std::span<const KpiColumn> columns,
                             const RecordingPlan& recordings)
    : writer_(writer),
      model_(model),
      columns_(columns.begin(), columns.end()),
      kpis_(writer, path("kpis"), columns, model.run.replications, model.run.currency),
      timeline_step_(TimelinePlan(model).step(model)),
      timeline_(aggregate_of(TimelinePlan(model))) {
    open_by_entity();
    ledger_ = &writer_.stream(
        path("ledger"), ledger_heading(model_.run.currency),
        {.rows_per_chunk = rows_per_chunk(model_, account_count),
         .text_widths = {
             {"account", std::max_element(std::begin(account_names), std::end(account_names), [](auto a, auto b) {
                             return a.size() < b.size();
                         })->size()}}});
    open_recordings(recordings);
}

std::string VariantTables::path(const char* table) const { return "/" + object_name(model_.name) + "/" + table; }

void VariantTables::open_by_entity() {
    for (const Entity entity : tables_by) {
        KpiTable table(columns_, entity, model_.run.currency);
        const std::string name(KpiTable::name_of(entity));
        std::vector<std::string> names = names_of(model_, entity);
        const std::size_t width = longest(names);
        RowStream& stream =
            writer_.stream(path(("by_" + name).c_str()), table.frame(),
                           {.rows_per_chunk = rows_per_chunk(model_, names.size()), .text_widths = {{name, width}}});
        by_.push_back({std::move(names), std::move(table), &stream});
    }
}

void VariantTables::open_recordings(const RecordingPlan& recordings) {
    if (recordings.orders)
        orders_ = &writer_.stream(path("orders"), OrderLog::heading(model_),
                                  {.rows_per_chunk = rows_at_a_time, .text_widths = OrderLog::widths(model_)});
    if (!recordings.events.empty())
        events_ = &writer_.stream(path("events"), EventTrace::heading(model_),
                                  {.rows_per_chunk = rows_at_a_time, .text_widths = EventTrace::widths(model_)});
}

void VariantTables::take(std::int64_t replication, const Outcome& outcome, const Extra* extra) {
    kpis_.add(outcome.network);
    for (std::size_t i = 0; i < by_.size(); ++i) {
        ByEntity& by = by_[i];
        require(outcome.by[i].size() == by.names.size(), "{} rows of KPIs for {} entities", outcome.by[i].size(),
                by.names.size());
        for (std::size_t e = 0; e < by.names.size(); ++e) by.table.add(replication, by.names[e], outcome.by[i][e]);
        by.stream->append(by.table.frame());
        by.table.clear();
    }
    take_books(replication, outcome.books);
    timeline_.add(outcome.timeline);
    const auto* recordings = dynamic_cast<const Recordings*>(extra);
    if (recordings == nullptr) return;
    if (recordings->orders) append(*orders_, *recordings->orders);
    if (recordings->events) append(*events_, *recordings->events);
}

void VariantTables::take_books(std::int64_t replication, const Books& books) {
    Frame frame = ledger_heading(model_.run.currency);
    for (std::size_t i = 0; i < account_count; ++i) {
        frame.cells<std::int64_t>("replication").push_back(replication);
        frame.cells<std::string>("account").emplace_back(account_names[i]);
        frame.cells<double>("debits").push_back(books.debits[i].in_units());
        frame.cells<double>("credits").push_back(books.credits[i].in_units());
        frame.cells<double>("balance").push_back(books.balance(static_cast<Account>(i)).in_units());
    }
    ledger_->append(frame);
}

void VariantTables::finish(std::span<const SummaryRow> summary) {
    kpis_.finish();
    for (const ByEntity& by : by_) by.stream->finish();
    for (RowStream* stream : {ledger_, orders_, events_})
        if (stream != nullptr) stream->finish();
    writer_.write(path("summary"), summary_frame(columns_, summary, model_.run.currency));
    write_timeline();
}

void VariantTables::write_timeline() {
    const TimelineSummary values = timeline_.summary();
    const auto instants = static_cast<std::size_t>(timeline_.periods());
    const bool whole_days = timeline_step_ % 1_d == Duration::zero();
    std::vector<double> times;
    Texts dates;
    for (std::size_t i = 0; i < instants; ++i) {
        const Time at = Time::at(timeline_step_ * static_cast<std::int64_t>(i + 1));
        times.push_back(at.in_days());
        dates.push_back(whole_days ? date_text(model_.run.start_day, at) : date_time_text(model_.run.start_day, at));
    }
    TextWidths widths{
        {"date", longest(dates)}, {"entity", 1}, {"measure", 1}, {"unit", model_.run.currency.size() + 8}};
    for (const TimelineSeries& series : timeline_.series()) {
        widths["entity"] = std::max(widths["entity"], series.entity.size());
        widths["measure"] = std::max(widths["measure"], series.measure.size());
        widths["unit"] = std::max(widths["unit"], series.unit.size());
    }
    RowStream& stream = writer_.stream(path("timeline"), timeline_heading(), {.text_widths = widths});
    for (std::size_t s = 0; s < timeline_.series().size(); ++s) {
        const TimelineSeries& series = timeline_.series()[s];
        const auto part = [&](const std::vector<double>& all) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(s * instants);
            return Numbers(first, first + static_cast<std::ptrdiff_t>(instants));
        };
        Frame block;
        block.add("entity", "", Texts(instants, series.entity));
        block.add("measure", "", Texts(instants, series.measure));
        block.add("unit", "", Texts(instants, series.unit == money ? model_.run.currency : series.unit));
        block.add("time", "d", times);
        block.add("date", "", dates);
        block.add("mean", "", part(values.mean));
        block.add("p05", "", part(values.p05));
        block.add("p50", "", part(values.p50));
        block.add("p95", "", part(values.p95));
        stream.append(block);
    }
}

}  // namespace backstock
