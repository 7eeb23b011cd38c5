#include "sim/policy/catalog.hpp"
#include "sim/policy/sourcing.hpp"

namespace backstock::sourcing {
namespace {

class Single : public SourcingPolicy {
public:
    explicit Single(std::uint32_t source) : source_(source) {}
    std::vector<std::uint32_t> sources() const override { return {source_}; }
    void divide(const SourcingView& view, SourcingMemory&, std::vector<Part>& parts) const override {
        parts.push_back({0, view.wanted});
    }

private:
    std::uint32_t source_;
};

std::unique_ptr<const SourcingPolicy> make(Settings& settings) {
    settings.positional("source");
    return std::make_unique<Single>(
        settings.reference("source", Named::source, required, "the supplier or store to buy from"));
}

}  // namespace

void add_single(Catalog& catalog) { catalog.add<SourcingPolicy>("single", "Buys everything from one source.", make); }

}  // namespace backstock::sourcing
