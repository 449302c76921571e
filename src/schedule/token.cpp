#include "schedule/token.h"

#include <algorithm>

#include "base/problem.h"
#include "schedule/letters.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

namespace {

constexpr std::string_view any_sleep = "any-sleep";
constexpr std::string_view files = "files";

// --- the order ---

constexpr std::pair<PolicyName::Kind, char> policies[] = {{PolicyName::Kind::round_robin, 'r'},
                                                          {PolicyName::Kind::parent_first, 'p'},
                                                          {PolicyName::Kind::child_first, 'c'},
                                                          {PolicyName::Kind::random, 'x'}};

// A departure is most often soon, and to one of the first: then it is a single letter.
constexpr std::uint64_t few = 4;

void write_departure(LetterWriter& out, const Departure& departure) {
  const std::uint64_t small = std::min(departure.whom, few - 1);
  out.number(departure.after * few + small);
  if (small == few - 1) out.number(departure.whom - small);
}

Departure read_departure(LetterReader& in) {
  const std::uint64_t both = in.number();
  Departure departure{both / few, both % few};
  if (departure.whom == few - 1) departure.whom += in.number() % (1 << 20);
  return departure;
}

void write_fingerprint(LetterWriter& out, const Fingerprint& print) {
  out.number(print.choices);
  out.bits(print.bits);
  for (unsigned at = 0; at < Fingerprint::whole_bits; at += 5) out.letter(print.whole >> at & 31);
}

Fingerprint read_fingerprint(LetterReader& in) {
  Fingerprint print{.choices = in.number()};
  print.bits = in.bits(Fingerprint::bits_for(print.choices));
  for (unsigned at = 0; at < Fingerprint::whole_bits; at += 5) {
    print.whole |= static_cast<std::uint64_t>(in.letter()) << at;
  }
  return print;
}

std::string text_of(const Order& order) {
  LetterWriter out;
  const auto policy =
      std::ranges::find(policies, order.policy.kind, &std::pair<PolicyName::Kind, char>::first);
  std::string text(1, policy->second);
  if (order.policy.kind == PolicyName::Kind::random) out.number(order.policy.seed);
  for (const Departure& departure : order.departures) write_departure(out, departure);
  text += out.take();
  if (!order.fingerprint) return text;
  write_fingerprint(out, *order.fingerprint);
  return text + "-" + out.take();
}

std::optional<Order> read_order(std::string_view text) {
  const auto policy = std::ranges::find(policies, text.empty() ? '\0' : text.front() | 32,
                                        &std::pair<PolicyName::Kind, char>::second);
  if (policy == std::end(policies)) return std::nullopt;
  Order order{.policy = {policy->first}};
  const std::size_t hyphen = text.find('-');
  LetterReader in(text.substr(1, hyphen == text.npos ? hyphen : hyphen - 1));
  if (order.policy.kind == PolicyName::Kind::random) order.policy.seed = in.number();
  while (in.more()) order.departures.push_back(read_departure(in));
  if (!in.well()) return std::nullopt;
  if (hyphen == text.npos) return order;
  LetterReader rest(text.substr(hyphen + 1));
  order.fingerprint = read_fingerprint(rest);
  return rest.well() && !rest.more() ? std::optional(order) : std::nullopt;
}

// --- what was run ---

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-' || c == '+';
}

bool all_plain(std::string_view text) {
  return std::ranges::all_of(text, is_plain);
}

std::string_view take_until(std::string_view& text, char end) {
  const std::string_view piece = text.substr(0, text.find(end));
  text.remove_prefix(std::min(text.size(), piece.size() + 1));
  return piece;
}

// False where a word is no word.
bool read_subject(std::string_view text, Token& token) {
  const bool ends = !text.ends_with(':');
  token.subject = take_until(text, ':');
  bool well = ends && !token.subject.empty() && all_plain(token.subject);
  while (!text.empty()) {
    std::string_view value = take_until(text, ':');
    const std::string_view name = take_until(value, '=');
    well = well && !name.empty() && all_plain(name) && all_plain(value);
    if (name == any_sleep) {
      token.order.any_sleep = true;
    } else if (name == files && value.empty()) {
      token.order.every_step = true;
    } else {
      token.options.emplace_back(name, value);
    }
  }
  return well;
}

}  // namespace

bool is_token(std::string_view text) {
  return text.find('@') != text.npos;
}

std::string text_of(const Token& token) {
  std::string text = token.subject;
  for (const auto& [name, value] : token.options) {
    text += ":" + name + (value.empty() ? "" : "=" + value);
  }
  if (token.order.any_sleep) text += ":" + std::string(any_sleep);
  if (token.order.every_step) text += ":" + std::string(files);
  return text + "@" + text_of(token.order);
}

Token read_token(std::string_view text) {
  const std::size_t at = text.find('@');
  Token token;
  const auto order = at == text.npos ? std::nullopt : read_order(text.substr(at + 1));
  if (order) token.order = *order;
  if (!order || !read_subject(text.substr(0, at), token)) {
    throw Problem(Status::usage, ScheduleProblem::token_malformed, {std::string(text)});
  }
  return token;
}

std::string subject_named(std::string_view name) {
  std::string subject(name.substr(name.rfind('/') + 1));
  std::ranges::replace_if(subject, [](char c) { return !is_plain(c); }, '-');
  return subject.empty() ? "-" : subject;
}

}  // namespace procdemo::schedule
