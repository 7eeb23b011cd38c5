#include "tools/inspect/capacities.hpp"

#include "sim/base/require.hpp"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace backstock {
namespace {

using Graph = SupplyGraph::Graph;
using Node = SupplyGraph::Node;
using Edge = SupplyGraph::Edge;
using Kind = SupplyNode::Kind;

// One column an edge: units of its source a day.
class Program {
public:
    explicit Program(const SupplyGraph& network) : graph_(network.graph) {
        glp_term_out(GLP_OFF);
        glp_set_obj_dir(lp_.get(), GLP_MAX);
        glp_add_cols(lp_.get(), static_cast<int>(boost::num_edges(graph_)));
        for (const Edge& edge : boost::make_iterator_range(boost::edges(graph_))) {
            const int column = graph_[edge].number;
            glp_set_col_bnds(lp_.get(), column, GLP_LO, 0, 0);
            if (kind(boost::target(edge, graph_)) == Kind::customers) glp_set_obj_coef(lp_.get(), column, 1);
        }
        for (const Node node : boost::make_iterator_range(boost::vertices(graph_))) balance(node);
    }

    // A row: all that flows over these edges, so much of the limit each unit takes.
    using Terms = std::vector<std::pair<Edge, double>>;
    int limit(const Terms& terms, double most) { return row(terms, GLP_UP, most); }

    void solve() {
        glp_smcp how;
        glp_init_smcp(&how);
        how.msg_lev = GLP_MSG_OFF;
        how.presolve = GLP_ON;
        require(glp_simplex(lp_.get(), &how) == 0 && glp_get_status(lp_.get()) == GLP_OPT,
                "the flow through the network was not found");
    }
    double total() const { return glp_get_obj_val(lp_.get()); }
    double coming(Node node) const {
        double sum = 0;
        for (const Edge& edge : boost::make_iterator_range(boost::in_edges(node, graph_)))
            sum += glp_get_col_prim(lp_.get(), graph_[edge].number);
        return sum;
    }
    bool binds(int row) const { return glp_get_row_dual(lp_.get(), row) > 1e-9; }

private:
    struct Delete {
        void operator()(glp_prob* lp) const { glp_delete_prob(lp); }
    };

    Kind kind(Node node) const { return graph_[node].kind; }

    int row(const Terms& terms, int type, double bound) {
        std::vector<int> indices{0};
        std::vector<double> values{0};
        for (const auto& [edge, factor] : terms) {
            indices.push_back(graph_[edge].number);
            values.push_back(factor);
        }
        const int number = glp_add_rows(lp_.get(), 1);
        glp_set_row_bnds(lp_.get(), number, type, bound, bound);
        glp_set_mat_row(lp_.get(), number, static_cast<int>(terms.size()), indices.data(), values.data());
        return number;
    }

    // What leaves a stock point has come there; what is made has taken its parts; customers take what they ask for.
    void balance(Node node) {
        const auto in = boost::make_iterator_range(boost::in_edges(node, graph_));
        const auto out = boost::make_iterator_range(boost::out_edges(node, graph_));
        if (kind(node) == Kind::made) {
            for (const Edge& part : in) {
                Terms terms{{part, -1.0}};
                for (const Edge& edge : out) terms.emplace_back(edge, graph_[part].quantity / graph_[node].yield);
                row(terms, GLP_UP, 0);
            }
            return;
        }
        Terms terms;
        for (const Edge& edge : in) terms.emplace_back(edge, kind(node) == Kind::customers ? 1.0 : -1.0);
        if (kind(node) == Kind::customers) {
            if (!terms.empty()) limit(terms, graph_[node].demand);
        } else if (kind(node) == Kind::stock) {
            for (const Edge& edge : out) terms.emplace_back(edge, 1.0);
            if (!terms.empty()) row(terms, GLP_UP, 0);
        }
    }

    const Graph& graph_;
    std::unique_ptr<glp_prob, Delete> lp_{glp_create_prob()};
};

// What a limit applies to, and how much of it the demand and each unit take.
struct Limit {
    Load load;
    Program::Terms terms;

    void add(Edge edge, double takes, double rate) {
        terms.emplace_back(edge, takes);
        load.needed += takes * rate;
    }
};

class Limits {
public:
    Limits(const SupplyGraph& network, const std::vector<double>& rates)
        : network_(network), graph_(network.graph), rates_(rates) {
        for (std::size_t s = 0; s < network.sites.size(); ++s) of_site(static_cast<std::uint32_t>(s));
        for (const Node node : boost::make_iterator_range(boost::vertices(graph_))) of_offer(node);
        for (std::size_t lane = 0; lane < network.lanes.size(); ++lane) of_lane(static_cast<std::uint32_t>(lane));
    }
    std::vector<Limit>& all() { return all_; }

private:
    double rate(Edge edge) const {
        const Node to = boost::target(edge, graph_);
        return rates_[to] * graph_[edge].share * graph_[edge].quantity / graph_[to].yield;
    }

    void of_site(std::uint32_t s) {
        const SupplySite& site = network_.sites[s];
        if (std::isinf(site.capacity)) return;
        const bool lines = site.kind == SupplySite::Kind::plant;
        Limit handling{{.name = site.name, .counts = "units a day", .capacity = site.capacity}, {}};
        Limit making{{.name = site.name, .counts = site.capacity == 1 ? "line" : "lines", .capacity = site.capacity},
                     {}};
        for (const Node node : boost::make_iterator_range(boost::vertices(graph_))) {
            if (graph_[node].site != s) continue;
            for (const Edge& edge : boost::make_iterator_range(boost::out_edges(node, graph_))) {
                if (graph_[node].kind == Kind::made)
                    making.add(edge, graph_[node].work / graph_[node].yield, rate(edge));
                if (graph_[node].kind == Kind::offer) handling.add(edge, 1 / graph_[node].yield, rate(edge));
                if (graph_[node].kind == Kind::stock && !lines &&
                    graph_[boost::target(edge, graph_)].kind != Kind::made)
                    handling.add(edge, 1, rate(edge));
            }
        }
        for (Limit* limit : {&handling, &making})
            if (!limit->terms.empty()) all_.push_back(std::move(*limit));
    }

    // A supplier's own stock of one item.
    void of_offer(Node node) {
        if (graph_[node].kind != Kind::offer || std::isinf(graph_[node].capacity)) return;
        Limit limit{{.name = network_.sites[graph_[node].site].name,
                     .counts = "units a day",
                     .capacity = graph_[node].capacity},
                    {}};
        for (const Edge& edge : boost::make_iterator_range(boost::out_edges(node, graph_)))
            limit.add(edge, 1 / graph_[node].yield, rate(edge));
        if (!limit.terms.empty()) all_.push_back(std::move(limit));
    }

    void of_lane(std::uint32_t lane) {
        Limit limit{
            {.name = network_.lanes[lane].name, .counts = "units a day", .capacity = network_.lanes[lane].capacity},
            {}};
        for (const Edge& edge : boost::make_iterator_range(boost::edges(graph_)))
            if (graph_[edge].lane == lane) limit.add(edge, 1, rate(edge));
        if (!limit.terms.empty()) all_.push_back(std::move(limit));
    }

    const SupplyGraph& network_;
    const Graph& graph_;
    const std::vector<double>& rates_;
    std::vector<Limit> all_;
};

}  // namespace

Throughput throughput(const SupplyGraph& network, const std::vector<double>& rates) {
    Throughput result;
    result.carried.assign(boost::num_vertices(network.graph), 0);
    if (boost::num_edges(network.graph) == 0) return result;
    Program program(network);
    Limits limits(network, rates);
    std::vector<int> rows;
    for (const Limit& limit : limits.all()) rows.push_back(program.limit(limit.terms, limit.load.capacity));
    program.solve();
    result.total = program.total();
    for (const Node node : boost::make_iterator_range(boost::vertices(network.graph)))
        if (network.graph[node].kind == Kind::customers) result.carried[node] = program.coming(node);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Load load = limits.all()[i].load;
        load.bottleneck = program.binds(rows[i]);
        result.loads.push_back(std::move(load));
    }
    return result;
}

}  // namespace backstock
