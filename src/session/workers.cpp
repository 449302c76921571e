#include "session/workers.h"

#include <fmt/format.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "base/files/temporary.h"
#include "base/output.h"
#include "base/problem.h"
#include "session/beside.h"
#include "session/connection.h"
#include "world/inside/inside.h"

namespace procdemo::session {
namespace {

namespace fs = std::filesystem;

/// SIGTERM ends a run in order: what its program left behind is removed. That takes a moment, and a
/// run that hangs takes for ever.
constexpr StopPolicy in_order{.terminate = std::chrono::seconds(20)};

/// A folder that was not there, its path as long as any other's.
std::string make_own_folder(Janitor& janitor) {
  for (int number = ::getpid() % 10'000'000;; number = (number + 1) % 10'000'000) {
    const std::string path = (temporary_folder() / fmt::format("procdemo-{:07}", number)).string();
    try {
      janitor.make_folder(path);
      return path;
    } catch (const std::system_error& error) {
      if (error.code().value() != EEXIST) throw;
    }
  }
}

/// Of a worker that ended before it had answered: never a success.
WorkerAnswer answer_of_dead(WaitStatus ended) {
  const int status = ended.shell_status();
  return {.status = status == 0 ? static_cast<int>(Status::not_allowed) : status,
          .printed = {},
          .trace = {},
          .steps = {}};
}

}  // namespace

int Workers::usual_jobs() {
  return static_cast<int>(std::thread::hardware_concurrency()) + 1;
}

Workers::Workers(int jobs, Act act)
    : at_once_(jobs),
      act_(std::move(act)),
      signals_(signal_set({SIGCHLD, SIGINT, SIGTERM, SIGHUP})),
      janitor_(std::in_place),
      fences_(*janitor_) {
  memory_.shut();
  folder_ = make_own_folder(*janitor_);
}

std::string Workers::make_folder(const Job& job) {
  constexpr std::size_t most = 1'000'000;  // at once: all paths are of one length
  const std::string path = fmt::format("{}/{:06}", folder_, folders_++ % most);
  check("mkdir", path, ::mkdir(path.c_str(), 0700));
  if (job.beside.empty()) return path;
  if (job.copied) {
    const auto [known, is_new] = copies_.try_emplace(job.beside, job.beside, folder_);
    known->second.put_into(path);
  } else {
    link_beside(job.beside, path);
  }
  return path;
}

/// In the child. Returns its exit status.
int Workers::work(const Fd& connection, Fence* fence) {
  workers_.clear();  // the others' connections are not this one's to keep open
  janitor_->leave();
  background_.restore();
  // What procdemo itself has inherited is nothing to the programs: they would share it.
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  const auto refused = go_on_inside({.one_of_many = true, .reachable = reachable()});
  write_all(connection.get(), to_line(WorkerWorld{!refused, refused ? refused->what() : ""}));
  return serve_requests(connection, fence, act_);
}

/// What jobs name, and where they are.
std::vector<std::string> Workers::reachable() const {
  std::vector<std::string> texts = {folder_};
  for (const Job& job : *jobs_) {
    texts.push_back(job.beside);
    for (const auto& words : job.commands) texts.insert(texts.end(), words.begin(), words.end());
  }
  return texts;
}

/// The first worker shows whether several may go at once.
int Workers::at_once() const {
  return knows_world_ && why_shared_.empty() ? at_once_ : 1;
}

Workers::Worker Workers::start_worker() {
  Connection connection = make_connection();
  std::unique_ptr<Fence> fence = fences_.take();
  const pid_t parent = ::getpid();
  Child process = Child::run(in_order, [&] {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    connection.ours.reset();
    try {
      if (::getppid() == parent) return work(connection.theirs, fence.get());
    } catch (const std::system_error&) {
      // Nobody to be told: the status says it.
    }
    return static_cast<int>(Status::not_allowed);
  });
  return {std::move(process), std::move(connection.ours), std::move(fence)};
}

Workers::Worker& Workers::idle_worker() {
  const auto idle = std::ranges::find_if(workers_, [](const Worker& one) { return !one.task; });
  if (idle != workers_.end()) return *idle;
  workers_.push_back(start_worker());
  return workers_.back();
}

void Workers::begin_next() {
  Worker& worker = idle_worker();
  const std::size_t job = next_++;
  worker.task = {.job = job, .folder = make_folder((*jobs_)[job])};
  request_next(worker);
}

/// One that is dying does not hear it: then it is seen to be dead.
void Workers::request_next(Worker& worker) {
  const Job& job = (*jobs_)[worker.task->job];
  const std::size_t number = worker.task->results.size();
  worker.task->start = Clock::now();
  worker.task->hung = false;
  const std::string line = to_line(WorkerRequest{.words = job.commands[number],
                                                 .folder = worker.task->folder,
                                                 .before = number == 0 ? job.before : "",
                                                 .plan = job.plan,
                                                 .keep = job.keep,
                                                 .fresh = number == 0,
                                                 .explores = job.explores});
  try {
    write_all(worker.connection.get(), line);
  } catch (const std::system_error& error) {
    if (error.code().value() != EPIPE) throw;
  }
}

/// A command has ended: the next one begins, or the job is done.
void Workers::take(Worker& worker, JobResult result, const Done& done) {
  Task& task = *worker.task;
  result.seconds = std::chrono::duration<double>(Clock::now() - task.start).count();
  task.results.push_back(std::move(result));
  if (task.results.size() < (*jobs_)[task.job].commands.size()) return;
  std::error_code left_over;  // the janitor's, then
  fs::remove_all(task.folder, left_over);
  Task over = std::move(task);
  worker.task.reset();
  done(over.job, std::move(over.results));
}

/// What it tells first. False: that is not all there yet.
bool Workers::take_world(Worker& worker) {
  if (worker.has_told_world) return true;
  const std::size_t end = worker.received.find('\n');
  if (end == worker.received.npos) return false;
  const WorkerWorld world = world_from(worker.received.substr(0, end));
  worker.received.erase(0, end + 1);
  if (!world.own) why_shared_ = world.why;
  return knows_world_ = worker.has_told_world = true;
}

/// Takes what a worker has sent, and reaps it where it has ended.
void Workers::listen(Worker& worker, const Done& done) {
  char piece[1 << 16];
  const ssize_t got = ::recv(worker.connection.get(), piece, sizeof piece, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got > 0) {
    worker.received.append(piece, static_cast<std::size_t>(got));
    if (!take_world(worker)) return;
    if (!worker.task || !is_whole_answer(worker.received)) return;
    WorkerAnswer answer = answer_from(std::exchange(worker.received, {}));
    worker.ends = answer.ends;
    take(worker, {.answer = std::move(answer), .hung = worker.task->hung}, done);
    if (worker.ends) return worker.connection.reset();
    if (worker.task) request_next(worker);
    return;
  }
  worker.connection.reset();
}

/// A worker that has ended in the middle of a command, or between two. What it was not asked to do
/// yet another one does.
void Workers::reap(std::size_t number, const Done& done) {
  Worker dead = std::move(workers_[number]);
  workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(number));
  const WaitStatus status = dead.process.wait().value_or(WaitStatus::of_signal(SIGKILL));
  fences_.give_back(std::move(dead.fence));
  if (dead.task && !dead.ends) {
    take(dead, {.answer = answer_of_dead(status), .hung = dead.task->hung}, done);
  }
  if (!dead.task) return;
  Worker& next = workers_.emplace_back(start_worker());
  next.task = std::move(dead.task);
  request_next(next);
}

/// What it has started it ends itself, where it still can.
void Workers::kill_hung() {
  constexpr std::chrono::seconds grace{3};
  for (Worker& worker : workers_) {
    if (!worker.task) continue;
    const auto over = Clock::now() - worker.task->start - patience;
    if (over < Clock::duration::zero()) continue;
    worker.task->hung = true;
    worker.process.signal(over < grace ? SIGTERM : SIGKILL);
  }
}

/// All are told before the first is waited for.
void Workers::stop_all() {
  for (Worker& worker : workers_) {
    worker.connection.reset();
    worker.process.signal(SIGTERM);
  }
  workers_.clear();
}

void Workers::wait(Clock::time_point deadline, const Done& done) {
  constexpr std::chrono::milliseconds between_looks =
      std::chrono::seconds(1);  // for those that hang
  const auto left =
      std::clamp<Clock::duration>(deadline - Clock::now(), Clock::duration::zero(), between_looks);
  std::vector<pollfd> watched = {{signals_.fd(), POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
  for (const Worker& worker : workers_) watched.push_back({worker.connection.get(), POLLIN, 0});
  ::poll(watched.data(), watched.size(),
         static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
  if (is_reader_gone(watched[1])) throw BrokenPipe();
  for (std::size_t i = workers_.size(); i-- > 0;) {
    if (watched[i + 2].revents != 0) listen(workers_[i], done);
    if (!workers_[i].connection) reap(i, done);
  }
}

int Workers::run(const std::vector<Job>& jobs, const Done& done, Clock::time_point deadline) {
  jobs_ = &jobs;
  next_ = 0;
  const auto busy = [this] {
    return std::ranges::count_if(workers_, [](const Worker& one) { return one.task.has_value(); });
  };
  while (next_ < jobs.size() || busy() > 0) {
    while (next_ < jobs.size() && busy() < at_once()) begin_next();
    wait(deadline, done);
    while (const auto signal = signals_.next()) {
      if (signal->ssi_signo == SIGCHLD) continue;
      stop_all();
      return static_cast<int>(signal->ssi_signo);
    }
    if (Clock::now() >= deadline) {
      stop_all();
      return 0;
    }
    kill_hung();
  }
  return 0;
}

}  // namespace procdemo::session
