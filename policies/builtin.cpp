// The visible list of built-in policies, by family. Each function is defined in <family>/<word>.cpp and adds the
// words of that file. To add a policy, declare its function and call it here.
#include "policies/builtin.hpp"

#include "sim/policy/catalog.hpp"

namespace backstock {

using Registration = void(Catalog&);

namespace distribution {
Registration add_constant, add_exponential, add_gamma, add_lognormal, add_normal, add_uniform, add_triangular,
    add_weibull, add_poisson, add_geometric, add_negative_binomial, add_binomial, add_discrete, add_empirical;
}
namespace arrivals {
Registration add_poisson, add_renewal, add_per_period, add_ar1, add_trace, add_population;
}
namespace inventory {
Registration add_base_stock, add_reorder_up_to, add_reorder_lots, add_newsvendor, add_none, add_forecast_up_to,
    add_service_level, add_sterman;
}
namespace forecast {
Registration add_exponential_smoothing, add_moving_average, add_holt, add_holt_winters, add_croston, add_known;
}
namespace sourcing {
Registration add_single, add_split, add_cheapest, add_primary_backup, add_dual_index, add_base_surge,
    add_reserved_capacity, add_spread;
}
namespace backorder {
Registration add_refuse, add_allow, add_when_promised, add_preorder;
}
namespace promise {
Registration add_quantile, add_fixed, add_none;
}
namespace payment {
Registration add_in_full, add_on_shipment, add_partial_charge, add_pre_authorize, add_crowdfund, add_installments;
}
namespace prioritization {
Registration add_fifo, add_rank, add_weighted, add_fair_share;
}
namespace fulfillment {
Registration add_as_available, add_complete, add_consolidate, add_drop_ship;
}
namespace notification {
Registration add_none, add_updates;
}
namespace regulation {
Registration add_none, add_ftc_mail_order, add_eu_consumer_rights;
}
namespace clock {
Registration add_random, add_windows, add_chains;
}
namespace recovery {
Registration add_step, add_ramp;
}

void add_builtin(Catalog& catalog) {
    distribution::add_constant(catalog);
    distribution::add_exponential(catalog);
    distribution::add_gamma(catalog);  // and erlang
    distribution::add_lognormal(catalog);
    distribution::add_normal(catalog);
    distribution::add_uniform(catalog);
    distribution::add_triangular(catalog);
    distribution::add_weibull(catalog);
    distribution::add_poisson(catalog);
    distribution::add_geometric(catalog);
    distribution::add_negative_binomial(catalog);
    distribution::add_binomial(catalog);  // and bernoulli
    distribution::add_discrete(catalog);
    distribution::add_empirical(catalog);

    arrivals::add_poisson(catalog);
    arrivals::add_renewal(catalog);
    arrivals::add_per_period(catalog);
    arrivals::add_ar1(catalog);
    arrivals::add_trace(catalog);
    arrivals::add_population(catalog);

    inventory::add_base_stock(catalog);     // base_stock, R_S
    inventory::add_reorder_up_to(catalog);  // s_S, min_max, R_s_S
    inventory::add_reorder_lots(catalog);   // r_Q
    inventory::add_newsvendor(catalog);
    inventory::add_forecast_up_to(catalog);
    inventory::add_service_level(catalog);
    inventory::add_sterman(catalog);
    inventory::add_none(catalog);

    forecast::add_exponential_smoothing(catalog);  // and naive
    forecast::add_moving_average(catalog);
    forecast::add_holt(catalog);
    forecast::add_holt_winters(catalog);
    forecast::add_croston(catalog);  // and sba, tsb
    forecast::add_known(catalog);

    sourcing::add_single(catalog);
    sourcing::add_split(catalog);
    sourcing::add_cheapest(catalog);  // and fastest
    sourcing::add_primary_backup(catalog);
    sourcing::add_dual_index(catalog);
    sourcing::add_base_surge(catalog);
    sourcing::add_reserved_capacity(catalog);
    sourcing::add_spread(catalog);

    backorder::add_refuse(catalog);
    backorder::add_allow(catalog);
    backorder::add_when_promised(catalog);
    backorder::add_preorder(catalog);

    promise::add_quantile(catalog);
    promise::add_fixed(catalog);
    promise::add_none(catalog);

    payment::add_in_full(catalog);
    payment::add_on_shipment(catalog);
    payment::add_partial_charge(catalog);
    payment::add_pre_authorize(catalog);
    payment::add_crowdfund(catalog);
    payment::add_installments(catalog);

    prioritization::add_fifo(catalog);
    prioritization::add_rank(catalog);
    prioritization::add_weighted(catalog);
    prioritization::add_fair_share(catalog);

    fulfillment::add_as_available(catalog);
    fulfillment::add_complete(catalog);
    fulfillment::add_consolidate(catalog);
    fulfillment::add_drop_ship(catalog);

    notification::add_none(catalog);
    notification::add_updates(catalog);

    regulation::add_none(catalog);
    regulation::add_ftc_mail_order(catalog);
    regulation::add_eu_consumer_rights(catalog);

    clock::add_random(catalog);
    clock::add_windows(catalog);  // scheduled, trace
    clock::add_chains(catalog);   // markov, threat

    recovery::add_step(catalog);  // and profile
    recovery::add_ramp(catalog);  // and exponential
}

}  // namespace backstock
