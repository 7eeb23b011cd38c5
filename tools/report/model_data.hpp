#pragma once
// What a report shows beyond the tables of the results file: it is read off the stored scenario, or seen when its
// replication 0 is played again.

#include "sim/world/model.hpp"
#include "tools/report/frame_json.hpp"

namespace backstock {

// {sites: [{name, kind, region, capacity, alone}], flows: [{from, to, days, items}]}: the supply network site by site.
// `alone` counts the wishes (a segment's item) that hang on the site alone: the single points of failure.
Json network_json(const Model& model);

// Replication 0 once more: {outages: [{name, what, from, until, recovered}] in days (null: beyond the horizon),
// series: [{entity, measure, unit, values}] of its timelines, story: the life of one order in words, or null}.
Json replay_json(const Model& model);

}  // namespace backstock
