#include "session/subject.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ranges>
#include <system_error>

#include "engine/engine.h"
#include "world/machine.h"

namespace procdemo::session {
namespace {

namespace fs = std::filesystem;

std::vector<Token::Option> token_options(const Lesson& lesson, const OptionValues& values) {
  std::vector<Token::Option> differing;
  for (const LessonOption& option : lesson.options) {
    const std::string& value = values.at(option.name);
    if (value == option.initial || option.kind == LessonOption::Kind::path) continue;
    differing.emplace_back(option.name, option.kind == LessonOption::Kind::flag ? "" : value);
  }
  return differing;
}

/// What both kinds of subjects have of a request.
Subject requested(const Request& request) {
  Subject subject;
  subject.settings.limits = request.limits;
  subject.settings.terminal = request.terminal;
  subject.settings.lines = request.lines;
  subject.settings.helpers = !request.explored();  // nobody reads so many runs
  subject.wants_findings = request.findings;
  subject.wishes = {
      .limits = request.limits, .guard = request.guard, .controlled = !request.live()};
  if (request.assignment) subject.wishes.fence = request.assignment->fence;
  subject.conditions = {.limits = request.limits,
                        .terminal = request.terminal,
                        .live = request.live(),
                        .any_sleep = request.order && request.order->any_sleep,
                        .canonical = request.stable};
  return subject;
}

void finish_header(Subject& subject, const Request& request) {
  subject.header.command = subject.program.command();
  subject.header.speed = request.speed;
  subject.header.terminal = request.terminal;
  subject.header.limits = request.limits;
}

void add_files(Settings& settings, const std::vector<NamedFile>& files) {
  for (const NamedFile& file : files) settings.files.push_back({file.path, file.separator});
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Program program_of(const Executable& program, const std::vector<std::string>& arguments) {
  Program whole = {
      .path = program.file, .argv = program.argv, .fixed_environment = true, .told = program.told};
  append(whole.argv, arguments);
  append(whole.told, arguments);
  return whole;
}

}  // namespace

std::vector<Token::Option> token_options(const Request& request, const Limits& usual) {
  std::vector<Token::Option> differing;
  for (const LimitKind& kind : limit_kinds) {
    const auto value = kind.given(request.limits);
    if (!kind.in_token || !value || value == kind.given(usual)) continue;
    differing.emplace_back(kind.option, fmt::to_string(*value));
  }
  if (!request.terminal) differing.emplace_back("no-tty", "");
  return differing;
}

Subject subject_of(const LessonCall& call, Request& request) {
  const Lesson& lesson = call.lesson;
  expect_proc();
  // Work on a processor can't be hurried, only sleep can: its clock has to be the real one.
  if (lesson.live_only) request.speed = 1;
  Subject subject = requested(request);
  subject.name = lesson.name;
  subject.options = token_options(lesson, call.values);
  const auto common = token_options(request, lesson.limits);
  subject.options.insert(subject.options.end(), common.begin(), common.end());

  OptionValues& values = subject.conditions.options = call.values;
  subject.scratch.fill(lesson, call.given, values);
  subject.program = program_of(call.program, arguments(lesson, values));
  subject.folder = call.program.folder;
  subject.header = header(lesson, values);
  finish_header(subject, request);
  subject.claims = &lesson.claims;
  subject.intended = {lesson.findings.begin(), lesson.findings.end()};
  if (asks_for_places(lesson.claims)) subject.settings.lines = true;
  subject.wishes.guarded = lesson.guarded;
  if (!is_python(values)) subject.settings.watch = lesson.watch;  // a script has no symbols
  append(subject.settings.probes, lesson.probes);
  subject.settings.installed = call.program.installed;
  add_files(subject.settings, files_with(lesson.files, values));
  return subject;
}

Subject subject_of(const CommandCall& call, const Request& request) {
  Subject subject = requested(request);
  subject.name = call.command.front();
  subject.options = token_options(request, Limits());
  subject.program = {.path = find_command(call.command.front()), .argv = call.command};
  expect_proc();
  finish_header(subject, request);
  subject.settings.like_users_terminal = true;
  // What is wrong with a program is told with its line, but not by each of very many runs.
  subject.settings.lines = request.lines || !request.explored();
  subject.settings.watch = call.watch;
  append(subject.settings.probes, call.probes);
  if (!call.claims) return subject;
  subject.claims = &call.claims->claims;
  if (asks_for_places(call.claims->claims)) subject.settings.lines = true;
  append(subject.settings.watch, call.claims->watch);
  append(subject.settings.probes, call.claims->probes);
  add_files(subject.settings, call.claims->files);
  for (const Claim& claim : call.claims->claims) {
    subject.header.claims.push_back({claim.id, claim.words});
  }
  return subject;
}

std::vector<std::string> folders_named_by(const Subject& subject) {
  std::error_code none;
  std::vector<std::string> folders = {fs::current_path(none).string()};
  for (const std::string& word : subject.program.argv | std::views::drop(1)) {
    const fs::path path = fs::weakly_canonical(word.substr(word.find('=') + 1), none);
    const fs::path folder = fs::is_directory(path, none) ? path : path.parent_path();
    if (word.find('/') != word.npos && fs::is_directory(folder, none)) {
      folders.push_back(folder.string());
    }
  }
  std::erase(folders, "");
  std::erase_if(folders, [&](const std::string& one) { return one == subject.scratch.path(); });
  return folders;
}

Canonical::Surroundings surroundings_of(const Subject& subject) {
  std::error_code gone;
  return {.folder = std::filesystem::current_path(gone),
          .lesson = subject.folder,
          .scratch = subject.scratch.path(),
          .procdemo = ::getpid(),
          .input = subject.input};
}

}  // namespace procdemo::session
