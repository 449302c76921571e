#include "session/stepping/twin.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <system_error>
#include <utility>

#include "session/connection.h"
#include "world/inside/inside.h"

namespace procdemo::session {
namespace {

/// It ends by itself once this one has.
constexpr StopPolicy by_itself{.wait = std::chrono::seconds(2),
                               .terminate = std::chrono::seconds(20)};

// What is said of a task that was done, or not; and by one that has served.
constexpr std::string_view done_word = "done ", lost_word = "lost ", ended_word = "ended ";

/// Nothing where the line says something else.
std::optional<int> number_after(std::string_view word, std::string_view line) {
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  int number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

/// Of a user who may have few, the program may need them all.
bool has_many_processes() {
  constexpr rlim_t many = 512;
  rlimit limit{};
  return ::getrlimit(RLIMIT_NPROC, &limit) == 0 && limit.rlim_cur >= many;
}

}  // namespace

// Each has to have a world of its own. What is outside of that both would find, and change: a
// folder of the run's own, and the file that it reads.
bool may_have_spare(const Subject& subject, const Request& request) {
  return request.order && !request.assignment && !is_inside() && !subject.wishes.guarded &&
         subject.scratch.path().empty() && (!request.input || request.input->empty()) &&
         has_many_processes();
}

Twin::Twin(bool wanted) {
  if (!wanted) return;
  try {
    auto [first, second] = make_connection();
    const pid_t self = ::getpid();
    other_ = Child::fork(by_itself);
    serves_ = other_.has_value();
    if (!serves_) {
      ::prctl(PR_SET_PDEATHSIG, SIGTERM);
      if (::getppid() != self) ::_exit(128 + SIGTERM);
    }
    line_ = std::move(serves_ ? first : second);
  } catch (const std::system_error&) {
    return;
  }
  constexpr std::size_t longest = 1 << 28;
  lines_ = LineReader(line_.get(), longest);
}

int Twin::ended(int status) {
  if (serves_) send(std::string(ended_word) + std::to_string(status) + "\n");
  if (other_) wait_for_other();
  line_.reset();
  return serves_ ? status : status_.value_or(128 + SIGKILL);
}

// Its processes close the connection with their ends.
void Twin::wait_for_other() {
  constexpr int patience = 10'000;  // ms
  if (!has_other() || ::shutdown(line_.get(), SHUT_WR) != 0) return;
  pollfd come = {line_.get(), POLLIN, 0};
  char words[256];
  while (::poll(&come, 1, patience) == 1 && ::read(line_.get(), words, sizeof words) > 0) continue;
}

void Twin::send(const std::string& line) try {
  if (has_other()) write_all(line_.get(), line);
} catch (const std::system_error&) {  // it has ended
  line_.reset();
}

void Twin::hear(const std::string& line) {
  if (number_after(done_word, line) == given_.number) there_ = true;
  if (number_after(lost_word, line) == given_.number) give_up_other();
}

void Twin::give(SpareTask task) {
  task.number = given_.number + 1;
  there_ = false;
  send(to_line(task));
  given_ = {.number = task.number, .step = task.step};
}

// What comes after that may be a task already, of one that serves now.
bool Twin::is_there() {
  while (has_other() && !there_) {
    const auto line = lines_.next_if_any();
    if (!line) break;
    hear(*line);
  }
  if (has_other() && lines_.ended()) give_up_other();
  return has_other() && there_;
}

bool Twin::hand_over(SpareTask task, const Fd& reader) {
  task.serve = true;
  give(std::move(task));
  while (!is_there()) {
    pollfd watched[] = {{line_.get(), POLLIN, 0}, {reader.get(), 0, 0}};
    if (!has_other()) return false;
    ::poll(watched, std::size(watched), -1);
    if (watched[1].revents != 0) give_up_other();
  }
  serves_ = false;
  return true;
}

bool Twin::waits_for_task() const {
  char first;
  ssize_t got;
  do {
    got = ::recv(line_.get(), &first, 1, MSG_PEEK);
  } while (got < 0 && errno == EINTR);
  return got > 0 && first == '{';  // else the other one has ended
}

std::optional<SpareTask> Twin::next() {
  const auto line = has_other() ? lines_.next() : std::nullopt;
  if (!line) return std::nullopt;
  status_ = number_after(ended_word, *line);
  if (status_) return std::nullopt;
  return spare_task_from(*line);
}

bool Twin::is_called() const {
  pollfd come = {line_.get(), POLLIN, 0};
  return ::poll(&come, 1, 0) != 0;
}

void Twin::answer(const SpareTask& task, bool done) {
  send(std::string(done ? done_word : lost_word) + std::to_string(task.number) + "\n");
}

}  // namespace procdemo::session
