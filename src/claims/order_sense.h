// Which events have an order that a claim depends on.
//
// An exploration leaves out orders that differ only in steps which have nothing to do with each
// other. But a claim may relate them: that P.1 ends before P is false in one of two
// orders that nothing else tells apart. So an exploration has to know, for each event, which claims
// depend on its position.
//
//   before, overlap         each event of A against each of B
//   same, compare (last)    the events of A among themselves, and those of B
//   count, distinct, sums   none
#pragma once

#include <string>
#include <vector>

#include "claims/claim.h"
#include "claims/room.h"

namespace procdemo::claims {

class OrderSense {
 public:
  /// For the claims that apply under these conditions.
  OrderSense(const std::vector<Claim>& claims, const Conditions& conditions);

  /// A thing that events are in order about: the order of two of its events matters where one of
  /// them, at least, is exclusive.
  struct Object {
    std::string name;  ///< "claim:ID", "claim:ID:1:pool-1"; without blanks
    bool exclusive = true;
  };

  /// What this event is in order about; most often nothing.
  std::vector<Object> of(const Event& event) const;

 private:
  struct Side {
    Matcher matcher;
    Object object;
    std::string per;  ///< a field: only events with the same value of it
  };
  std::vector<Side> sides_;
};

}  // namespace procdemo::claims
