#include "session/stepping/client.h"

#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <system_error>
#include <utility>

#include "base/problem.h"
#include "base/signal_mask.h"
#include "session/connection.h"
#include "trace/trace_reader.h"

namespace procdemo::session {
namespace {

/// It ends by itself once its reader is gone, but for one that is in the middle of a step.
constexpr StopPolicy soon{.wait = std::chrono::seconds(2), .terminate = std::chrono::seconds(20)};

// A user without a terminal, and whose programs inherit nothing that was procdemo's.
void leave_readers_terminal() {
  ::setsid();
  const Fd null = open_file("/dev/null", O_RDWR);
  ::dup2(null.get(), STDIN_FILENO);
  ::dup2(null.get(), STDOUT_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
}

// Whoever reads keys, or has many runs made, takes these by descriptors: a program that is started
// with them blocked would not be ended by them.
void hear_signals() {
  const sigset_t taken = signal_set({SIGINT, SIGTERM, SIGHUP});
  ::sigprocmask(SIG_UNBLOCK, &taken, nullptr);
}

}  // namespace

Client::Client(const std::function<int(const Fd& connection)>& serve) : lines_(-1, 0) {
  auto [ours, workers] = make_connection();
  const pid_t reader = ::getpid();
  worker_ = Child::run(soon, [&] {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    ours.reset();
    if (::getppid() != reader) return static_cast<int>(Status::not_allowed);
    leave_readers_terminal();
    hear_signals();
    return serve(workers);
  });
  memory_.shut();
  connection_ = std::move(ours);
  lines_ = LineReader(connection_.get(), TraceReader::longest_line);
}

Client::~Client() {
  connection_.reset();
}

void Client::send(const ReaderRequest& request) {
  std::string line = to_line(request);
  line.pop_back();
  send_line(line);
}

void Client::send_line(std::string_view line) {
  try {
    write_all(connection_.get(), std::string(line) + "\n");
  } catch (const std::system_error& error) {
    if (error.code().value() != EPIPE && error.code().value() != ECONNRESET) throw;
  }
}

void Client::send_no_more() {
  ::shutdown(connection_.get(), SHUT_WR);
}

std::optional<std::string> Client::receive_line() {
  return lines_.next();
}

std::optional<std::string> Client::receive_line_if_any() {
  return lines_.next_if_any();
}

std::optional<Message> Client::receive() {
  const auto line = lines_.next();
  return line ? std::optional(message_from(*line)) : std::nullopt;
}

std::optional<Message> Client::receive_if_any() {
  const auto line = lines_.next_if_any();
  return line ? std::optional(message_from(*line)) : std::nullopt;
}

int Client::wait() {
  connection_.reset();
  return worker_->wait().value_or(WaitStatus::of_signal(SIGKILL)).shell_status();
}

}  // namespace procdemo::session
