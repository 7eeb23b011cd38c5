#include "output/run_results.hpp"

#include "output/object_path.hpp"
#include "output/results_writer.hpp"
#include "output/variant_tables.hpp"
#include "output/warmup_table.hpp"
#include "sim/base/require.hpp"
#include "sim/version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace backstock {
namespace {

RecordingPlan recordings_of(const ResultsRequest& request) {
    RecordingPlan plan{request.orders, request.events};
    std::sort(plan.events.begin(), plan.events.end());
    return plan;
}

}  // namespace

class RunResults::File {
public:
    File(const std::filesystem::path& target, const Model& model, const ResultsRequest& request,
         const std::vector<KpiColumn>& columns)
        : writer_(target),
          tables_(described(writer_, model, request), model, columns, recordings_of(request)),
          name_(model.name),
          warmup_(request.warmup) {}

    void take(std::int64_t replication, const Outcome& outcome, const Extra* extra) {
        tables_.take(replication, outcome, extra);
    }

    void add(const Model& model, const std::string& table, const Frame& frame) {
        writer_.write("/" + object_name(model.name) + "/" + table, frame);
    }

    void finish(std::int64_t replications, const std::vector<SummaryRow>& summary) {
        tables_.finish(summary);
        if (warmup_) writer_.write("/" + object_name(name_) + "/warmup", warmup_frame(*warmup_));
        writer_.attribute("/", "replications", replications);
        writer_.commit();
    }

private:
    static ResultsWriter& described(ResultsWriter& writer, const Model& model, const ResultsRequest& request) {
        describe_run(writer, model, request);
        describe_variant(writer, model, request);
        return writer;
    }
    static void describe_run(ResultsWriter& writer, const Model& model, const ResultsRequest& request) {
        writer.attribute("/", "program", std::string("backstock"));
        writer.attribute("/", "version", std::string(backstock_version));
        if (!request.created.empty()) writer.attribute("/", "created", request.created);
        writer.attribute("/", "title", model.run.title);
        writer.attribute("/", "seed", model.run.seed);
        writer.attribute("/", "currency", model.run.currency);
        writer.attribute("/", "start", model.run.start);
        writer.attribute("/", "horizon", model.run.horizon.in_days());
        writer.attribute("/", "warmup", model.run.warmup.in_days());
    }
    static void describe_variant(ResultsWriter& writer, const Model& model, const ResultsRequest& request) {
        const std::string path = "/model/" + object_name(model.name);
        writer.text(path, request.resolved_yaml);
        writer.attribute(path, "replications", request.replications);
        writer.attribute(path, "level", request.level);
        writer.attribute(path, "orders", static_cast<std::int64_t>(request.orders));
        if (request.regret) writer.attribute(path, "regret", std::int64_t{1});
        writer.attribute(path, "events", fmt::format("{}", fmt::join(recordings_of(request).events, ",")));
    }

    ResultsWriter writer_;
    VariantTables tables_;
    std::string name_;
    std::optional<FoundWarmup> warmup_;
};

RunResults::RunResults(const std::optional<std::filesystem::path>& target, const Model& model,
                       const ResultsRequest& request)
    : model_(model), request_(request), columns_(kpi_columns(model.record.wait_over)), network_(columns_) {
    require(!model.name.empty(), "results of a model without a name");
    if (request_.replications == 0) request_.replications = model.run.replications;
    if (target) file_ = std::make_unique<File>(*target, model_, request_, columns_);
}

RunResults::~RunResults() = default;

MakeExtra RunResults::extra() const { return file_ == nullptr ? MakeExtra{} : recordings_of(request_).make_extra(); }

void RunResults::take(std::int64_t replication, Outcome&& outcome, std::unique_ptr<Extra> extra) {
    require(replication == network_.replications(), "replication {} comes after {} others", replication,
            network_.replications());
    if (file_ != nullptr) file_->take(replication, outcome, extra.get());
    network_.add(outcome.network);
}

void RunResults::add(const std::string& table, const Frame& frame) {
    if (file_ != nullptr) file_->add(model_, table, frame);
}

std::vector<SummaryRow> RunResults::finish() {
    std::vector<SummaryRow> summary = summarize(network_, request_.level);
    if (file_ != nullptr) file_->finish(network_.replications(), summary);
    return summary;
}

}  // namespace backstock
