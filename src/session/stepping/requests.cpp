#include "session/stepping/requests.h"

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

}  // namespace procdemo::session
