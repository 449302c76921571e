#include "lesson/questions/condition_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "lesson/reading/claim_reader.h"

namespace procdemo::lesson {

namespace {

Condition::Orders orders_in(const Node& node) {
  if (node.text() == "every") return Condition::Orders::every;
  if (node.text() == "some") return Condition::Orders::some;
  throw node.has_to_be("\"every\" | \"some\"");
}

}  // namespace

Condition ConditionReader::read(const Node& node) {
  const std::string id = fmt::format("{}-{}", question_, ++read_);
  Condition condition;
  if (const Node* orders = node.find("orders")) condition.orders = orders_in(*orders);
  if (const Node* claim = node.find("claim")) {
    node.only({"claim", "orders", "broken"});
    condition.claim = claim_named(*claim);
    if (const Node* broken = node.find("broken")) {
      condition.claim.expect_broken = broken->boolean() != condition.claim.expect_broken;
    }
  } else {
    condition.claim = read_bare_claim(node, scope_.options, question_);
  }
  condition.claim.id = id;
  condition.claim.by_sleep = false;  // what only sleeping arranges is no promise here
  return condition;
}

std::vector<Condition> ConditionReader::read_all(const Node& node) {
  if (node.is<Node::Table>()) return {read(node)};
  std::vector<Condition> all;
  for (const Node& one : node.elements()) all.push_back(read(one));
  if (all.empty()) throw node.has_to_be("{ ... } | [{ ... }, ...]");
  return all;
}

Claim ConditionReader::claim_named(const Node& node) const {
  std::vector<std::string> known;
  for (const Claim& claim : scope_.claims) known.push_back(claim.id);
  const auto found = std::ranges::find(known, node.text());
  if (found == known.end()) throw node.unknown(node.text(), known);
  return scope_.claims[static_cast<std::size_t>(found - known.begin())];
}

}  // namespace procdemo::lesson
