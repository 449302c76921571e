#include "cli/running/step_run.h"

#include <unistd.h>

#include "base/problem.h"
#include "cli/failure.h"
#include "cli/print.h"
#include "cli/running/denial.h"
#include "cli/running/run_output.h"
#include "cli/words/problem_words.h"
#include "faces/commands.h"
#include "faces/json.h"
#include "faces/lines.h"
#include "session/client.h"
#include "session/session.h"
#include "session/stepping.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

/// In the worker: what it can't do is said on standard error, as everywhere.
int serve(const Fd& connection, Subject& subject, const RunOptions& options, const Judge& judge,
          const User& user) {
  const Voice voice = {.say = [&](const Problem& problem) { return say(problem, user.language); },
                       .end =
                           [&](const Finished& run) {
                             const int status = judge.status(run.outcome, run.claims);
                             return end_of(run.outcome, status, run.token, run.claims);
                           }};
  try {
    Session session(subject, options.request);
    serve_reader(connection, session, subject.header, voice);
  } catch (const PtraceDenied& denied) {
    throw Problem(Status::not_allowed, MachineProblem::ptrace_denied,
                  {subject.name, reason_of(denied, user.language)});
  }
  return 0;
}

std::optional<End> show(Client& client, const RunOptions& options) {
  const Out out = [](std::string_view text) { print(text); };
  if (options.step.face == StepOptions::Face::json) return pass_json(client, STDIN_FILENO, out);
  Commands commands(options.step.keys, STDIN_FILENO);
  const Format format = options.step.plain_marks ? Format::plain : options.format;
  return Lines(client, commands, format, options.style, out).run();
}

}  // namespace

int step_run(Subject& subject, const RunOptions& options, const Judge& judge, const User& user) {
  Client client([&](const Fd& connection) {
    return status_of([&] { return serve(connection, subject, options, judge, user); }, user);
  });
  if (const auto end = show(client, options)) return end->status;
  const int status = client.wait();
  return status == 0 ? static_cast<int>(Status::not_allowed) : status;
}

}  // namespace procdemo::cli
