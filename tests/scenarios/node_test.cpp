#include "scenarios/node.hpp"

#include "sim/base/require.hpp"
#include "tests/catch.hpp"
#include "tests/scenarios/reading.hpp"

using namespace backstock;
using namespace backstock::testing;

TEST_CASE("a node is a value", "[scenarios]") {
    Node root = Node::map();
    root.add("a", {}, Node::scalar("1"));
    root.add("b", {}, Node::list());
    const Node copy = root;
    CHECK(root.erase("a"));
    CHECK_FALSE(root.erase("a"));
    CHECK(root.find("a") == nullptr);
    CHECK(copy.find("a")->text() == "1");
    CHECK_FALSE(copy == root);
    CHECK(Node() == Node::empty());
}

TEST_CASE("equality is of content and order, not of place and quotes", "[scenarios]") {
    CHECK(tree("{a: 1, b: [x, ~]}") == tree("a: '1'\nb:\n  - x\n  -\n"));
    CHECK_FALSE(tree("{a: 1, b: 2}") == tree("{b: 2, a: 1}"));
    CHECK_FALSE(tree("a: ~") == tree("a: '~'"));
    CHECK_FALSE(tree("a: {}") == tree("a: []"));
    CHECK_FALSE(tree("a: [1]") == tree("a: [1, 1]"));
}

TEST_CASE("maps alone take entries, lists alone items", "[scenarios]") {
    Node list = Node::list();
    CHECK_THROWS_AS(list.add("a", {}, Node()), BrokenLaw);
    Node scalar = Node::scalar("x");
    CHECK_THROWS_AS(scalar.add_item(Node()), BrokenLaw);
}

TEST_CASE("what stands there is told in messages", "[scenarios]") {
    CHECK(found_text(Node::scalar("12 d")) == "'12 d'");
    CHECK(found_text(Node::map()) == "a map");
    CHECK(found_text(Node::list()) == "a list");
    CHECK(found_text(Node()) == "nothing");
}
