// Who made whom in a run, what each ran, and how it ended: what its tree tells when it is over.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// A process from its birth to its end.
struct Life {
  Name name;
  Number pid;
  std::vector<std::string> ran;  ///< the programs it became, in order: "sh -c ls", "ls"; empty: its
                                 ///< maker's
  std::optional<int> code;
  std::optional<std::string> signal;  ///< neither: it had not ended when the run was over
  bool orphan = false;                ///< its parent ended first
  bool reaped = false;
  std::vector<std::size_t> children;  ///< their places in Lineage::lives
};

class Lineage {
 public:
  void learn(const Event& event);

  /// In the order of their births; P first, where it was told of.
  const std::deque<Life>& lives() const { return lives_; }

  /// Those whose maker nobody told of: P, as a rule.
  const std::vector<std::size_t>& roots() const { return roots_; }

 private:
  Life& life_of(const Name& process, const Number& pid);

  std::deque<Life> lives_;
  std::vector<std::size_t> roots_;
  std::map<Name, std::size_t> places_;
};

}  // namespace procdemo::show
