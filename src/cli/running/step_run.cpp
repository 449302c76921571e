#include "cli/running/step_run.h"

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <vector>

#include "base/problem.h"
#include "base/signal_names.h"
#include "cli/failure.h"
#include "cli/print.h"
#include "cli/running/denial.h"
#include "cli/running/page_block.h"
#include "cli/running/run_output.h"
#include "cli/words/problem_words.h"
#include "faces/commands.h"
#include "faces/json.h"
#include "faces/lines.h"
#include "faces/problems.h"
#include "faces/screen/screen.h"
#include "faces/screen/terminal.h"
#include "lesson/catalogue.h"
#include "session/kept_trace.h"
#include "session/session.h"
#include "session/stepping/client.h"
#include "session/stepping/protocol.h"
#include "session/stepping/recorded.h"
#include "session/stepping/stepping.h"
#include "show/export/recorder.h"
#include "show/sentences/intention_words.h"
#include "trace/canonical.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

/// In the worker: what it can't do is said on standard error, as everywhere.
int serve(const Fd& connection, Twin& twin, Subject& subject, const RunOptions& options,
          const Judge& judge, const User& user) {
  const Voice voice = {.say = [&](const Problem& problem) { return say(problem, user.language); },
                       .does =
                           [&](const Intention& what) {
                             return intention_words(what, object_of(what), user.language);
                           },
                       .end =
                           [&](const Finished& run) {
                             const int status =
                                 run.quit ? 0 : judge.status(run.outcome, run.claims);
                             return end_of(run.outcome, status, run.token, run.claims);
                           }};
  const Pauses pauses = options.step.only_choices ? Pauses::at_choices : Pauses::at_steps;
  try {
    Session session(subject, options.request);
    const Run header = options.request.stable
                           ? Canonical(surroundings_of(subject)).run(subject.header)
                           : subject.header;
    serve_reader(connection, session, header, voice, twin, pauses);
  } catch (const PtraceDenied& denied) {
    throw Problem(Status::not_allowed, MachineProblem::ptrace_denied,
                  {subject.name, reason_of(denied, user.language)});
  }
  return 0;
}

/// One that holds a spare run has nobody to be told of what it can't do.
int serve_or_spare(const Fd& connection, Twin& twin, Subject& subject, const RunOptions& options,
                   const Judge& judge, const User& user) {
  try {
    if (!twin.serves() && !twin.waits_for_task()) return 0;
    return serve(connection, twin, subject, options, judge, user);
  } catch (const std::exception&) {
    if (twin.serves()) throw;
    return 0;
  }
}

/// What is kept of a run when its reader has quit: as it was told, up to where the reader went
/// back.
template <class Told>
void keep(const Told& told, const End& end, const RunOptions& options) {
  Assignment* const assignment = options.request.assignment;
  if (assignment) {
    KeptTrace kept(assignment->keep, assignment->trace);
    kept.begin(told.run());
    for (const Event& event : told.events()) kept.event(event);
    kept.end(end);
  }
  if (options.record.empty()) return;
  Recorder recorder(options.record);
  recorder.begin(told.run());
  for (const Event& event : told.events()) recorder.event(event);
  recorder.end(end);
}

using Folders = std::vector<std::filesystem::path>;

/// Where a place's file may lie: the lesson's folder, where the user is, and beside the program.
Folders source_folders(const Subject& subject) {
  std::error_code error;
  return {subject.folder, std::filesystem::current_path(error),
          std::filesystem::path(subject.program.path).parent_path()};
}

/// The same of a run that was recorded: its lesson's folder, where it has one that we know.
Folders source_folders(const Run& run) {
  std::error_code error;
  Folders folders = {std::filesystem::current_path(error)};
  if (!run.command.empty()) {
    folders.push_back(std::filesystem::path(run.command.front()).parent_path());
  }
  try {
    if (!run.lesson.empty()) folders.push_back(find_lesson(lessons_folder(), run.lesson).folder);
  } catch (const Problem&) {  // a teacher's own
  }
  return folders;
}

std::optional<End> show_lines(Client& client, const FaceStyle& style, const RunOptions& options) {
  Commands commands(options.step.keys, STDIN_FILENO);
  Lines lines(client, commands, style, [](std::string_view text) { print(text); });
  std::optional<End> end = lines.run();
  if (end) keep(lines.telling(), *end, options);
  if (end && lines.was_interrupted()) end->status = 128 + SIGINT;
  return end;
}

/// Commands that are given, and marks for a reader who hears them, are for lines.
bool wants_screen(const StepOptions& step) {
  return step.face == StepOptions::Face::screen && step.keys.empty() && !step.plain_marks &&
         faces::Terminal::is_capable();
}

std::optional<End> show_on_screen(Client& client, const FaceStyle& style,
                                  const RunOptions& options) {
  Screen screen(client, style);
  const auto end = screen.run();
  print(screen.remains());
  if (end) keep(screen.told(), *end, options);
  return end;
}

std::optional<End> show(Client& client, const Folders& sources, const RunOptions& options,
                        const User& user) {
  if (options.step.face == StepOptions::Face::json) {
    return pass_json(client, STDIN_FILENO, [](std::string_view text) { print(text); });
  }
  Style look = options.style;
  look.spoken = options.step.plain_marks;
  const FaceStyle style = {
      .format = look.spoken ? Format::plain : options.format,
      .style = look,
      .command = command_on_page(user.words, user.language),
      .say = [&](const Problem& problem) { return say(problem, user.language); },
      .folders = sources,
      .add_block =
          [&](const std::string& file, const std::string& keys, const std::string& prompt) {
            add_page_block(file, user.words, user.language, keys, prompt);
          }};
  if (wants_screen(options.step)) return show_on_screen(client, style, options);
  return show_lines(client, style, options);
}

/// What is wrong where the worker has ended and the run has not: it was killed, or has failed, and
/// then it has said why. A client that reads JSON reads nothing else.
Problem early_end(int status) {
  if (status > 128) {
    return {Status::not_allowed, FaceProblem::observer_killed, {signal_name(status - 128)}};
  }
  return {Status::not_allowed, FaceProblem::observer_failed, {std::to_string(status)}};
}

/// The exit status. Throws Problem where nobody has said yet what is wrong.
int end_early(int status, const RunOptions& options, const User& user) {
  if (status == 0) status = static_cast<int>(Status::not_allowed);
  const bool killed = status > 128;
  const Problem problem = early_end(status);
  if (killed) status = static_cast<int>(user.watching ? Status::watch_self : Status::not_allowed);
  if (options.step.face == StepOptions::Face::json) {
    print(to_line(
        message::Error{.status = status, .problem = say(problem, user.language), .over = true}));
  }
  if (killed) throw problem;
  return status;
}

}  // namespace

int step_trace(const Trace& trace, const RunOptions& options, const User& user) {
  const Voice voice = {.say = [&](const Problem& problem) { return say(problem, user.language); },
                       .does =
                           [&](const Intention& what) {
                             return intention_words(what, object_of(what), user.language);
                           },
                       .end = [&](const Finished&) { return trace.end; }};
  Client client([&](const Fd& connection) {
    return status_of([&] { return serve_trace(connection, trace, voice), 0; }, user);
  });
  show(client, source_folders(trace.run), options, user);
  return client.wait();
}

int step_run(Subject& subject, const RunOptions& options, const Judge& judge, const User& user) {
  Client client([&](const Fd& connection) {
    Twin twin(may_have_spare(subject, options.request));
    return twin.ended(status_of(
        [&] { return serve_or_spare(connection, twin, subject, options, judge, user); }, user));
  });
  if (const auto end = show(client, source_folders(subject), options, user)) return end->status;
  return end_early(client.wait(), options, user);
}

}  // namespace procdemo::cli
