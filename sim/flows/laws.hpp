#pragma once
// What must hold at the end of every run, whatever the scenario: checked in release builds too.
#include "sim/world/world.hpp"

namespace backstock {

/// Throws BrokenLaw, naming the first thing that does not add up:
/// - debits equal credits; the deposits account is what open orders have paid and not received; the inventory account
///   is the value of stock and of goods between own sites; the payable account is what suppliers wait for; the
///   receivable account is what open orders have received and not paid, less what was written off; the clearing
///   account is what processors have still to pay out;
/// - no hold is for more than is owed and not paid, and every one ends;
/// - each item's units in (opening, bought) equal units sold plus on hand plus in transit;
/// - an order's lines have as much to ship as the order; waiting and allocated units, and the waiting units that cost
///   something, agree with the open lines;
/// - waiting lists with an order of their own agree with their indexes, and the space that stores use with their stock;
/// - a stock point's units on order are what its purchases and opening shipments have still to bring, its inbound units
///   what its shipments carry; a supplier's queue has the purchases that have reached it and were not released.
void check_laws(const Model& model, const World& world);

}  // namespace backstock
