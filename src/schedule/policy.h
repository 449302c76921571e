// Policies: who goes next, unless somebody decides otherwise.
//
// A policy is a function of the steps so far, and of nothing else: no clock, no address, no
// std::random_device. So the same program under the same policy takes the same steps on every
// machine, and a token (schedule/token.h) need only name the policy and what differed from it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "schedule/room.h"
#include "schedule/schedule.h"

namespace procdemo::schedule {

/// Which policy: as the command line and a run's header name it.
struct PolicyName {
  enum class Kind { round_robin, parent_first, child_first, random };
  Kind kind = Kind::round_robin;
  std::uint64_t seed = 0;  ///< random: the seed of its choices

  bool operator==(const PolicyName&) const = default;
};

/// "round-robin", "parent-first", "child-first", "random:7".
std::string text_of(const PolicyName& name);

/// Nothing where the text names no policy.
std::optional<PolicyName> policy_named(std::string_view text);

class Policy {
 public:
  virtual ~Policy() = default;

  /// Who of those that are ready goes on, as an index. Asked once for each step of the run, also
  /// where one alone is ready. `ready` is not empty.
  virtual std::size_t choose(std::span<const Step> ready) = 0;

  /// What was done: the policy's own choice, or another's.
  virtual void done(const Step&) {}
};

/// round-robin   whoever has waited longest; a newborn goes before its maker
/// parent-first  the first in the order of names: a parent as long as it can go on
/// child-first   the last in that order: the newest process as long as it can go on
/// random        anyone, by a generator that gives the same numbers everywhere
///
/// Each lets those who poll (Step::polls) wait until nobody else is ready.
std::unique_ptr<Policy> make_policy(const PolicyName& name);

}  // namespace procdemo::schedule
