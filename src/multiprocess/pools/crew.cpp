#include "multiprocess/pools/crew.h"

#include <sys/epoll.h>

#include <array>
#include <cmath>
#include <csignal>

#include "base/check.h"
#include "base/signal_mask.h"
#include "base/signal_names.h"
#include "multiprocess/shared/readable.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

namespace {

constexpr Seconds worker_grace{1};

// Each replacement costs two milliseconds; a credit of one second is given.
constexpr std::chrono::milliseconds price{2};
constexpr std::chrono::seconds credit{1};
using Clock = std::chrono::steady_clock;

int milliseconds(Deadline until) {
  if (until.is_never()) return -1;
  if (until.passed()) return 0;
  return static_cast<int>(std::ceil(std::min(until.left().count() * 1e3, 1e9)));
}

void listen_to(const Fd& events, int fd, std::uint32_t how, std::uint32_t number) {
  epoll_event event{.events = how, .data = {.u32 = number}};
  check("epoll_ctl", ::epoll_ctl(events.get(), EPOLL_CTL_ADD, fd, &event));
}

// In a worker, where the signal is blocked: whatever its owner does when it comes, here it means
// the end.
void end_by_sigterm() {
  ::signal(SIGTERM, SIG_DFL);
  const sigset_t sigterm = procdemo::base::signal_set({SIGTERM});
  ::sigprocmask(SIG_UNBLOCK, &sigterm, nullptr);
}

}  // namespace

std::string EndedWorker::told() const {
  std::string text = name + " (pid " + std::to_string(pid) + ") ";
  if (!exitcode) return text + "has ended (somebody else waited for it, and knows how)";
  if (*exitcode < 0) return text + "was killed by " + procdemo::base::signal_name(-*exitcode);
  return text + "ended with exit code " + std::to_string(*exitcode);
}

PoolCrew::PoolCrew(std::uint32_t size, int bell, Work work)
    : work_(std::move(work)),
      events_(check("epoll_create1", ::epoll_create1(EPOLL_CLOEXEC))),
      workers_(size) {
  listen_to(events_, bell, EPOLLIN | EPOLLET, 0);
  try {
    for (std::uint32_t number = 1; number <= size; ++number) start(number);
  } catch (...) {
    end();
    throw;
  }
}

void PoolCrew::start(std::uint32_t number) {
  const std::string name = "PoolWorker-" + std::to_string(started_ + 1);
  Process worker({.name = name, .daemon = true}, [this, number, name] {
    end_by_sigterm();
    work_(number, name);
  });
  {
    const procdemo::base::SignalMask later(procdemo::base::signal_set({SIGTERM}));
    worker.start();
  }
  try {
    listen_to(events_, worker.sentinel(), EPOLLIN, number);
  } catch (...) {
    worker.kill();
    worker.join();
    throw;
  }
  workers_[number - 1] = std::move(worker);
  ++started_;
  ++alive_;
}

std::vector<EndedWorker> PoolCrew::wait(Deadline until, bool replacing) {
  if (replacing) until = Deadline::sooner_of(until, Deadline::after(paid_until_ - Clock::now()));
  std::array<epoll_event, 16> events;
  const int count = ::epoll_wait(events_.get(), events.data(), events.size(), milliseconds(until));
  if (count < 0 && errno != EINTR) check("epoll_wait", count);
  std::vector<EndedWorker> ended;
  for (int i = 0; i < count; ++i)
    if (events[i].data.u32 != 0) ended.push_back(reap(events[i].data.u32));
  return ended;
}

// The entry is taken out of the epoll set by hand: closing the descriptor would not do it while a
// forked process has a copy.
EndedWorker PoolCrew::reap(std::uint32_t number) {
  Process worker = std::move(*workers_[number - 1]);
  workers_[number - 1].reset();
  --alive_;
  ::epoll_ctl(events_.get(), EPOLL_CTL_DEL, worker.sentinel(), nullptr);
  worker.join();
  return {number, worker.pid(), worker.name(), worker.exitcode()};
}

// A token bucket: `paid_until_` is when all replacements so far will have been paid for.
void PoolCrew::replace() {
  for (std::uint32_t number = 1; number <= workers_.size(); ++number) {
    if (workers_[number - 1]) continue;
    const Clock::time_point now = Clock::now();
    if (paid_until_ > now) return;
    paid_until_ = std::max(paid_until_, now - credit) + price;
    try {
      start(number);
    } catch (const std::system_error&) {
      paid_until_ = now + std::chrono::milliseconds(100);
      if (alive_ == 0) throw;
      return;
    }
  }
}

std::vector<pid_t> PoolCrew::pids() const {
  std::vector<pid_t> pids;
  for (const auto& worker : workers_)
    if (worker) pids.push_back(worker->pid());
  return pids;
}

void PoolCrew::end() {
  for (auto& worker : workers_)
    if (worker) worker->terminate();
  const Deadline enough = Deadline::after(worker_grace);
  for (std::uint32_t number = 1; number <= workers_.size(); ++number) {
    if (!workers_[number - 1]) continue;
    if (!await_readable(workers_[number - 1]->sentinel(), enough)) workers_[number - 1]->kill();
    reap(number);
  }
}

}  // namespace multiprocess
