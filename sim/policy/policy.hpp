#pragma once
// The root of every family of choices: distributions, arrivals, inventory rules, … A policy looks and answers; it
// changes nothing. One that must remember keeps its memory in a row of the world.

namespace backstock {

class Policy {
public:
    virtual ~Policy() = default;
    Policy() = default;
    Policy(const Policy&) = delete;
    Policy& operator=(const Policy&) = delete;
};

}  // namespace backstock
