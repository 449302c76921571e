#include "lesson/reading/limits_reader.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace procdemo::lesson {

namespace {

void read_limit(const Node& node, const LimitKind& kind, Limits& limits) {
  const double value =
      kind.unit == LimitKind::Unit::seconds ? node.number() : static_cast<double>(node.integer());
  if (!(value >= kind.least)) throw node.has_to_be(fmt::format(">= {}", kind.least));
  if (value > kind.most) throw node.has_to_be(fmt::format("<= {}", kind.most));
  kind.set(limits, value);
}

}  // namespace

Limits read_limits(const Node& table) {
  std::vector<std::string> names;
  for (const LimitKind& kind : limit_kinds) names.emplace_back(kind.name);
  table.only(names);
  Limits limits;
  for (const LimitKind& kind : limit_kinds) {
    if (const Node* node = table.find(std::string(kind.name))) read_limit(*node, kind, limits);
  }
  return limits;
}

}  // namespace procdemo::lesson
