#include "session/stepping/requests.h"

#include <algorithm>
#include <stdexcept>
#include <string>

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

bool is_of(const Name& name, const Name& process) {
  return !process.empty() && (name == process || name.starts_with(process + "/"));
}

bool is_reached(const request::Continue& until, const Event& event) {
  if (!until.event.empty()) return event.kind() == until.event;
  if (until.line > 0) return event.place && event.place->line == until.line;
  return is_of(event.process, until.process);
}

message::Discarded discarded(std::vector<std::string> files) {
  constexpr std::size_t most = 3;
  const std::size_t shown = std::min(most, files.size());
  const std::uint64_t more = files.size() - shown;
  files.resize(shown);
  return {std::move(files), more};
}

}  // namespace procdemo::session
