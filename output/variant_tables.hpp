#pragma once
// The tables of one variant in the results file: /<variant>/kpis and all beside it.

#include "output/event_trace.hpp"
#include "output/kpi_stream.hpp"
#include "output/kpi_table.hpp"
#include "output/order_log.hpp"
#include "output/results_writer.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/summary.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace backstock {

// What a replication records when orders or events are asked for.
struct Recordings : public Extra {
    std::optional<OrderLog> orders;
    std::optional<EventTrace> events;

    void done() override {
        if (orders) orders->done();
        if (events) events->done();
    }
};

// Which recordings a replication makes.
struct RecordingPlan {
    bool orders = false;
    std::vector<std::int64_t> events;  // replications, ascending

    [[nodiscard]] bool anything() const { return orders || !events.empty(); }
    [[nodiscard]] MakeExtra make_extra() const;
};

// Streams the tables of one variant into a file while the replications come. The model and the writer must outlive it.
class VariantTables {
public:
    // Opens the tables that grow. The variant is named after the model.
    VariantTables(ResultsWriter& writer, const Model& model, std::span<const KpiColumn> columns,
                  const RecordingPlan& recordings);

    // Adds a replication. The extra must be one of the plan's, or nullptr.
    void take(std::int64_t replication, const Outcome& outcome, const Extra* extra);

    // Writes the tables that need all replications, summary and timeline; nothing may be taken afterwards.
    void finish(std::span<const SummaryRow> summary);

private:
    struct ByEntity {
        std::vector<std::string> names;
        KpiTable table;
        RowStream* stream;
    };
    [[nodiscard]] std::string path(const char* table) const;
    void open_by_entity();
    void open_recordings(const RecordingPlan& recordings);
    void take_books(std::int64_t replication, const Books& books);
    void write_timeline();

    ResultsWriter& writer_;
    const Model& model_;
    std::vector<KpiColumn> columns_;
    KpiStream kpis_;
    std::vector<ByEntity> by_;
    RowStream* ledger_ = nullptr;
    RowStream* orders_ = nullptr;
    RowStream* events_ = nullptr;
    Duration timeline_step_;
    TimelineAggregate timeline_;
};

}  // namespace backstock
