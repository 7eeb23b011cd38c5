#include "sim/policy/catalog.hpp"

#include "sim/policy/payment.hpp"
#include "tests/catch.hpp"

using namespace backstock;

namespace {

std::unique_ptr<const PaymentPolicy> nothing(Settings&) { return nullptr; }

}  // namespace

TEST_CASE("a catalog finds words by family", "[policy]") {
    Catalog catalog;
    catalog.add<PaymentPolicy>("later", "Pays later.", nothing);
    catalog.set_origin("mine.so");
    catalog.add<PaymentPolicy>("barter", "Pays in kind.", nothing, "later");
    REQUIRE(catalog.find("payment", "later") != nullptr);
    CHECK(catalog.find("payment", "later")->doc == "Pays later.");
    CHECK(catalog.find("payment", "later")->origin == "built in");
    CHECK(catalog.find("payment", "barter")->origin == "mine.so");
    CHECK(catalog.find("payment", "barter")->alias_of == "later");
    CHECK(catalog.find("payment", "never") == nullptr);
    CHECK(catalog.find("inventory", "later") == nullptr);
    CHECK(catalog.words("payment") == std::vector<std::string>{"barter", "later"});
    CHECK(catalog.families() == std::vector<std::string>{"payment"});
    CHECK(catalog.words("inventory").empty());
}

TEST_CASE("a word is added once", "[policy]") {
    Catalog catalog;
    catalog.add<PaymentPolicy>("later", "Pays later.", nothing);
    CHECK_THROWS_AS(catalog.add<PaymentPolicy>("later", "Again.", nothing), std::invalid_argument);
    CHECK(catalog.find("payment", "later")->doc == "Pays later.");
}
