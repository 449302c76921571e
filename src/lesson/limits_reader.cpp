#include "lesson/limits_reader.h"

#include <type_traits>

namespace procdemo {

namespace {

template <class Number>
void read_limit(const Node& limits, const std::string& key, Number& limit) {
  const Node* node = limits.find(key);
  if (!node) return;
  limit = static_cast<Number>(std::is_integral_v<Number> ? static_cast<double>(node->integer())
                                                         : node->number());
  if (limit <= 0) throw node->has_to_be("> 0");
}

}  // namespace

Limits read_limits(const Node& table) {
  table.only({"processes", "forks", "seconds", "output", "memory", "file"});
  Limits limits;
  read_limit(table, "processes", limits.processes);
  read_limit(table, "forks", limits.forks);
  read_limit(table, "seconds", limits.seconds);
  read_limit(table, "output", limits.output);
  read_limit(table, "memory", limits.memory);
  read_limit(table, "file", limits.file);
  return limits;
}

}  // namespace procdemo
