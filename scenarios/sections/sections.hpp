#pragma once
// The sections of a scenario file, one function each. A function names every setting once, over a Sheet: reading a
// file, it fills the draft and records mistakes; describing, it yields the reference and the JSON Schema.
//
// To add a section: a file beside this one, its function here, its line in scenario.cpp.

#include "scenarios/draft.hpp"
#include "scenarios/sheet.hpp"

namespace backstock {

// The whole file.
void read_scenario(Sheet& sheet, Draft& draft);

void read_run(Sheet& sheet, Draft& draft);
void read_tiers(Sheet& sheet, Draft& draft);
void read_items(Sheet& sheet, Draft& draft);
void read_suppliers(Sheet& sheet, Draft& draft);
void read_stores(Sheet& sheet, Draft& draft);  // and defaults
void read_plants(Sheet& sheet, Draft& draft);  // after the stores
void read_customers(Sheet& sheet, Draft& draft);
void read_lanes(Sheet& sheet, Draft& draft);
void read_payments(Sheet& sheet, Draft& draft);
void read_finance(Sheet& sheet, RunPlan& run);
void read_disruptions(Sheet& sheet, Draft& draft);
void read_record(Sheet& sheet, Draft& draft);
void read_expect(Sheet& sheet, Draft& draft);
// One stated value, in the KPI's unit.
Expectation read_expectation(Sheet& sheet, std::string_view unit);

// What stores and plants have in common: region, stock and policies.
void read_site(Sheet& sheet, StoreDraft& store);
// `holding: 25 %/yr` of the stock's value, or `0.18 /d`: money per unit and day. Empty where it is absent.
std::optional<HoldingRate> read_holding(Sheet& sheet, std::string_view doc);
// `backorder_cost: 9 /d` and `lost_sale_cost: 4`, where a segment or tier overrides the item's.
// What customers do, of a segment or tier (conduct.cpp).
void read_conduct(Sheet& s, Conduct& conduct);
// What comes back, of a segment or item; empty where nothing is said.
std::optional<Returns> read_returns(Sheet& s, std::string_view doc);

PenaltyOverride read_penalty(Sheet& sheet);

}  // namespace backstock
