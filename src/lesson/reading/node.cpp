#include <algorithm>

#include "base/text/nearest.h"
#include "lesson/problems.h"
#include "lesson/reading/toml.h"

namespace procdemo::lesson {

namespace {

template <class Kind>
const Kind& value_as(const Node& node, const Node::Value& value, const std::string& expected) {
  if (const Kind* found = std::get_if<Kind>(&value)) return *found;
  throw node.has_to_be(expected);
}

}  // namespace

Node::Node(std::string file, int line, std::string key, Value value)
    : file_(std::move(file)), line_(line), key_(std::move(key)), value_(std::move(value)) {}

bool Node::boolean() const {
  return value_as<bool>(*this, value_, "boolean");
}

std::int64_t Node::integer() const {
  return value_as<std::int64_t>(*this, value_, "integer");
}

double Node::number() const {
  if (is<std::int64_t>()) return static_cast<double>(integer());
  return value_as<double>(*this, value_, "integer | float");
}

const std::string& Node::text() const {
  return value_as<std::string>(*this, value_, "string");
}

const std::vector<Node>& Node::elements() const {
  return value_as<Array>(*this, value_, "array").elements;
}

const std::vector<Node>& Node::entries() const {
  return value_as<Table>(*this, value_, "table").entries;
}

std::vector<std::string> Node::texts() const {
  std::vector<std::string> texts;
  for (const Node& element : elements()) texts.push_back(element.text());
  return texts;
}

Wording Node::wording() const {
  only({"en", "zh"});
  for (const Node& entry : entries()) {
    if (entry.text().empty()) throw entry.has_to_be("\"...\"");
  }
  return {at("en").text(), at("zh").text()};
}

Wording Node::wording_or_text() const {
  if (!is<std::string>()) return wording();
  if (text().empty()) throw has_to_be("{ en = \"...\", zh = \"...\" }");
  return {text(), text()};
}

const Node* Node::find(const std::string& key) const {
  const auto found = std::ranges::find(entries(), key, &Node::key);
  return found == entries().end() ? nullptr : &*found;
}

const Node& Node::at(const std::string& key) const {
  if (const Node* found = find(key)) return *found;
  throw problem(LessonProblem::key_missing, {key_.empty() ? key : key_ + "." + key});
}

void Node::only(const std::vector<std::string>& known) const {
  for (const Node& entry : entries()) {
    if (std::ranges::find(known, entry.key()) == known.end()) {
      const auto near = nearest(entry.key(), known);
      if (!near) throw entry.problem(LessonProblem::key_unknown, {entry.key()});
      throw entry.problem(LessonProblem::key_unknown_nearest, {entry.key(), *near});
    }
  }
}

Problem Node::problem(LessonProblem what, std::vector<std::string> more) const {
  std::vector<std::string> args = {file_, std::to_string(line_)};
  args.insert(args.end(), more.begin(), more.end());
  return Problem(Status::usage, what, args);
}

Problem Node::has_to_be(const std::string& expected) const {
  return problem(LessonProblem::key_type, {key_, expected});
}

Problem Node::unknown(const std::string& name, const std::vector<std::string>& known) const {
  if (const auto near = nearest(name, known)) {
    return problem(LessonProblem::value_unknown_nearest, {name, *near});
  }
  return problem(LessonProblem::value_unknown, {name});
}

}  // namespace procdemo::lesson
