#include "schedule/order.h"

#include <algorithm>

#include "base/hash.h"

namespace procdemo::schedule {

namespace {

// The low bits of FNV-1a are poor: the high ones are folded in.
std::uint64_t folded(std::uint64_t hash) {
  hash ^= hash >> 32;
  return hash ^ (hash >> 16);
}

}  // namespace

std::uint64_t Fingerprint::bits_for(std::uint64_t choices) {
  return std::min(choices, most_bits);
}

std::uint64_t Fingerprint::choice_of(std::uint64_t i, std::uint64_t choices) {
  const std::uint64_t bits = bits_for(choices);
  const std::uint64_t each = choices / bits, rest = choices % bits;
  return each * i + std::min(i + 1, rest) + each - 1;  // the last choice of each piece
}

void Journal::step(std::span<const Step> ready, std::size_t policys, std::size_t chosen) {
  ++steps_;
  if (ready.size() == 1) return;
  for (const Step& step : ready)
    hash_ = hash_of("\n", hash_of(step.call, hash_of(step.name, hash_)));
  hash_ = hash_of(ready[chosen].name, hash_);
  bits_.push_back(folded(hash_) & 1);
  if (chosen == policys) {
    ++followed_;
  } else {
    order_.departures.push_back({followed_, chosen < policys ? chosen : chosen - 1});
    followed_ = 0;
  }
}

void Journal::saw(std::string_view result) {
  hash_ = hash_of(result, hash_);
}

Order Journal::order() const {
  Order order = order_;
  Fingerprint print{.choices = choices()};
  for (std::uint64_t i = 0; i < Fingerprint::bits_for(print.choices); ++i) {
    print.bits.push_back(bits_[Fingerprint::choice_of(i, print.choices)]);
  }
  print.whole = folded(hash_) & ((1u << Fingerprint::whole_bits) - 1);
  order.fingerprint = print;
  return order;
}

}  // namespace procdemo::schedule
