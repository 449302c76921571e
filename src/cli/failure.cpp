#include "cli/failure.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <exception>
#include <filesystem>
#include <new>

#include "base/fd.h"
#include "base/interrupted.h"
#include "base/output.h"
#include "base/problem.h"
#include "cli/print.h"
#include "cli/words/problem_words.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

/// For want of a thread or a descriptor: one write, once there is room for it, or none after a
/// second.
void write_briefly(const std::string& text) {
  constexpr int patience = 1000;  // ms
  pollfd error = {STDERR_FILENO, POLLOUT, 0};
  if (::poll(&error, 1, patience) == 0) return;
  [[maybe_unused]] const ssize_t told =
      ::write(STDERR_FILENO, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
}

/// Escaped, since the sentence may quote what the user typed, or a compiler's words. A reader who
/// stands still is given up after a second.
void complain(const std::string& sentence) {
  constexpr std::chrono::seconds patience{1};
  const std::string text = escaped_lines("procdemo: " + sentence);
  try {
    Output error(Fd(check("dup", ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3))));
    error.write(text);
    error.flush_while_read(patience);
  } catch (const std::system_error&) {
    write_briefly(text);
  }
}

/// What is wrong with the place that something was copied to.
bool is_of_destination(int error) {
  constexpr std::array errors = {EDQUOT, EEXIST, EFBIG, ENOSPC, EROFS};
  return std::ranges::count(errors, error) != 0;
}

/// The library's own words are for programmers.
Problem about_path(const std::filesystem::filesystem_error& error) {
  const bool to = !error.path2().empty() && is_of_destination(error.code().value());
  const std::filesystem::path& file = to ? error.path2() : error.path1();
  const std::string path = file.empty() ? "." : file.string();
  const Status status = blame(error.code().value());
  return {status, CommandProblem::path_failed, {path, error.code().message()}};
}

/// procdemo's own failures under watch are 125, a lesson's missing program is no exit status of a
/// command.
int exit_status(Status status, bool watch) {
  if (status == Status::claim_failed) return static_cast<int>(status);  // a token's run differs
  const bool of_command =
      status == Status::watch_not_found || status == Status::watch_not_executable;
  if (watch && status == Status::limit) return static_cast<int>(Status::watch_limit);
  if (watch) return static_cast<int>(of_command ? status : Status::watch_self);
  return static_cast<int>(of_command ? Status::usage : status);
}

}  // namespace

int status_of(const std::function<int()>& command, const User& user) {
  try {
    return command();
  } catch (const Problem& problem) {
    complain(say(problem, user.language));
    return exit_status(problem.status(), user.watching);
  } catch (const BrokenPipe&) {
    return 128 + SIGPIPE;
  } catch (const Interrupted& interrupted) {
    return 128 + interrupted.signal();
  } catch (const std::filesystem::filesystem_error& error) {
    const Problem problem = about_path(error);
    complain(say(problem, user.language));
    return exit_status(problem.status(), user.watching);
  } catch (const std::system_error& error) {
    complain(
        say({Status::not_allowed, CommandProblem::call_failed, {error.what()}}, user.language));
  } catch (const std::bad_alloc&) {
    complain(say({Status::not_allowed, CommandProblem::no_memory}, user.language));
  } catch (const std::exception& error) {
    complain(say({Status::not_allowed, CommandProblem::unforeseen, {error.what()}}, user.language));
  }
  return exit_status(Status::not_allowed, user.watching);
}

}  // namespace procdemo::cli
