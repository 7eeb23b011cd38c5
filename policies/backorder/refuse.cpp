#include "sim/policy/backorder.hpp"
#include "sim/policy/catalog.hpp"

namespace backstock::backorder {
namespace {

class Refuse : public BackorderPolicy {
public:
    BackorderAnswer answer(const BackorderView&) const override { return {false, LossCause::out_of_stock}; }
    bool ever_accepts() const override { return false; }
};

std::unique_ptr<const BackorderPolicy> make(Settings&) { return std::make_unique<Refuse>(); }

}  // namespace

void add_refuse(Catalog& catalog) {
    catalog.add<BackorderPolicy>("refuse", "Takes no orders for what is out of stock: the sale is lost.", make);
}

}  // namespace backstock::backorder
