#include "session/stepping/requests.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "base/problem.h"
#include "session/problems.h"

namespace procdemo::session {

ReaderRequest expect_request(std::string_view line) try {
  return reader_request_from(line);
} catch (const std::invalid_argument& wrong) {
  const std::string field = wrong.what();
  if (field != "JSON") throw Problem(Status::usage, SessionProblem::request_field, {field});
  throw Problem(Status::usage, SessionProblem::request_malformed,
                {std::to_string(longest_request)});
}

std::string names_of(const std::vector<Name>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

bool is_of(const Name& name, const Name& process) {
  return !process.empty() && (name == process || name.starts_with(process + "/"));
}

bool is_reached(const request::Continue& until, const Event& event) {
  if (!until.event.empty()) return event.kind() == until.event;
  return is_of(event.process, until.process);
}

std::set<Name> Arrivals::at(const RunStatus& status) const {
  std::set<Name> names;
  const auto look = [&](const auto& one) {
    if (one.place && one.place->line == line_) names.insert(one.name);
  };
  std::ranges::for_each(status.ready, look);
  std::ranges::for_each(status.waiting, look);
  return names;
}

bool Arrivals::any(const RunStatus& now, const Name& taker) {
  const std::set<Name> before = std::exchange(there_, at(now));
  const auto is_back = [&](const Ready& one) {
    const bool in_call = std::holds_alternative<intention::Wake>(one.does) ||
                         std::holds_alternative<intention::Return>(one.does);
    return one.name == taker && there_.contains(taker) && !in_call;
  };
  return !std::ranges::includes(before, there_) || std::ranges::any_of(now.ready, is_back);
}

message::Discarded discarded(std::vector<std::string> files) {
  constexpr std::size_t most = 3;
  const std::size_t shown = std::min(most, files.size());
  const std::uint64_t more = files.size() - shown;
  files.resize(shown);
  return {std::move(files), more};
}

}  // namespace procdemo::session
