// An order of steps, written as a policy and the departures from it.
//
// Where two or more tasks are ready, one is chosen (where only one is, there is no choice). Most
// choices are the policy's. So an order of thousands of steps is a policy's name and a few
// departures: for each, how many choices the policy made before it, and who went instead.
//
// That names an order of one program. For another program, or a changed one, it would name some
// other order and nobody would notice; nor where the program is the same, and finds another file.
// So there is also a fingerprint: of who could be chosen, who was, and what came of it. Steps at
// which there was no choice are not counted: how many calls a C library makes until main() begins,
// or a program until it forks, is no part of an order.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/mode.h"
#include "schedule/policy.h"
#include "schedule/room.h"

namespace procdemo::schedule {

/// A choice that was not the policy's.
struct Departure {
  std::uint64_t after = 0;  ///< choices since the last departure that were the policy's
  std::uint64_t whom = 0;   ///< who went, counted among the ready without the policy's choice

  bool operator==(const Departure&) const = default;
};

/// Distinguishes one program's runs from another's: one bit for each choice (of a hash over all
/// that was until then; of at most `most_bits` choices, evenly spread), and a few for the whole.
struct Fingerprint {
  static constexpr std::uint64_t most_bits = 40;
  static constexpr unsigned whole_bits = 10;

  std::uint64_t choices = 0;
  std::vector<bool> bits;
  std::uint64_t whole = 0;

  /// How many bits stand for so many choices, and for which choice (from 0) bit `i` stands.
  static std::uint64_t bits_for(std::uint64_t choices);
  static std::uint64_t choice_of(std::uint64_t i, std::uint64_t choices);

  bool operator==(const Fingerprint&) const = default;
};

struct Order {
  PolicyName policy;
  std::vector<Departure> departures;
  std::optional<Fingerprint> fingerprint;  ///< of the run that it tells; nothing for a mere policy
  bool any_sleep = false;                  ///< as in ControlledMode
  bool every_step = false;                 ///< likewise

  /// The mode of its run.
  ControlledMode mode() const {
    return {.seed = policy.seed, .any_sleep = any_sleep, .every_step = every_step};
  }

  bool operator==(const Order&) const = default;
};

/// Records the order of a run as it happens, one step at a time.
class Journal {
 public:
  explicit Journal(const PolicyName& policy) { order_.policy = policy; }

  /// One step: who was ready, whom the policy would have chosen, and who goes.
  void step(std::span<const Step> ready, std::size_t policys, std::size_t chosen);

  /// What has come of the steps so far: something that a process printed, say.
  void saw(std::string_view result);

  std::uint64_t steps() const { return steps_; }
  std::uint64_t choices() const { return bits_.size(); }
  bool last_bit() const { return bits_.back(); }

  /// The order so far.
  Order order() const;

 private:
  Order order_;
  std::uint64_t followed_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t hash_ = 0;
  std::vector<bool> bits_;  // one for each choice
};

}  // namespace procdemo::schedule
