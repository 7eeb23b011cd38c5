#pragma once
// From the replications of one model to its results file and its summary.

#include "sim/experiment/kpi_samples.hpp"
#include "sim/experiment/replications.hpp"
#include "sim/experiment/summary.hpp"
#include "sim/experiment/warmup.hpp"
#include "sim/world/model.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace backstock {

struct Frame;

// What a results file says of its run beside the results, and what it is to hold beyond the tables every file has.
struct ResultsRequest {
    std::string resolved_yaml;      // the scenario as resolved: loads to the same model
    std::int64_t replications = 0;  // asked for; 0: as many as the scenario says
    std::string created = {};  // "2026-03-17T09:12:00Z", the only thing in the file that no rerun repeats; "" for none
    bool orders = false;       // a row an order line
    std::vector<std::int64_t> events = {};   // replications with an event trace, ascending
    std::optional<FoundWarmup> warmup = {};  // found rather than given: its table is written
    double level = 0.95;                     // of the intervals in the summary, between 0 and 1
    bool regret = false;                     // what each tier gained or lost against first come, first served
};

// Takes the outcomes of the replications in their order and writes the results file (output/README.md says what is in
// it) while they come:
//
//     RunResults results(target, model, {.resolved_yaml = scenario.resolved_yaml, .orders = true});
//     replicate(model, count, {.threads = 2, .extra = results.extra()},
//               [&](std::int64_t r, Outcome&& o, std::unique_ptr<Extra> e) { results.take(r, std::move(o),
//               std::move(e)); });
//     const std::vector<SummaryRow> summary = results.finish();
//
// Memory does not depend on the number of replications, but for some bytes that one KPI after the other needs in the
// end; the KPIs of all wait for the summary in a file (KpiSamples). The same calls give the same bytes, whatever the
// number of threads. The same model, request and count of replications make `backstock rerun` possible: they are all in
// the file.
class RunResults {
public:
    // Without a target nothing is written, and only the summary is made. The model must outlive this object. Throws
    // FileError when the target can't be written, and BrokenLaw for a model without a name.
    RunResults(const std::optional<std::filesystem::path>& target, const Model& model, const ResultsRequest& request);

    // What was not finished leaves no file behind.
    ~RunResults();
    RunResults(const RunResults&) = delete;
    RunResults& operator=(const RunResults&) = delete;

    // What replicate() must be given to record orders and events; empty when neither is asked for or nothing is
    // written. Uses the model alone: it may outlive this object and run on any thread.
    [[nodiscard]] MakeExtra extra() const;

    // The outcome of the next replication: 0, 1, 2 …, with the extra that extra() made for it. Throws FileError when
    // the disk refuses.
    void take(std::int64_t replication, Outcome&& outcome, std::unique_ptr<Extra> extra);

    // Adds a table of the variant beside those that every file has.
    void add(const std::string& table, const Frame& frame);

    // Completes the file and puts it in place. Answers a row a KPI, with "money" for the currency (unit_in).
    // Nothing may be taken afterwards. Throws FileError when the disk refuses; then there is no file.
    std::vector<SummaryRow> finish();

private:
    class File;
    const Model& model_;
    ResultsRequest request_;
    std::vector<KpiColumn> columns_;
    KpiSamples network_;
    std::unique_ptr<File> file_;  // nullptr: nothing is written
};

}  // namespace backstock
