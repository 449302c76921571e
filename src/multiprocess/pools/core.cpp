#include "multiprocess/pools/core.h"

#include <stdexcept>

#include "multiprocess/pools/errors.h"
#include "multiprocess/shared/archive.h"

namespace multiprocess {

PoolCore::PoolCore(std::string name, std::uint32_t workers, WorkerOptions options)
    : name_(std::move(name)),
      size_(workers),
      options_(std::move(options)),
      channel_(name_),
      crew_(workers, channel_.owner_bell(),
            [this](std::uint32_t number, const std::string& worker) {
              if (options_.initializer) options_.initializer();
              work_for_pool(channel_, name_, number, worker, options_.max_tasks);
            }) {}

// Where memory or a call fails, nobody is to be told: the workers end with this process.
PoolCore::~PoolCore() {
  try {
    if (own_ && !ended_) end_workers();
  } catch (const std::exception&) {
  }
  try {
    abandon_tasks();
  } catch (const std::exception&) {
  }
}

void PoolCore::expect_owner() const {
  if (!own_) throw std::logic_error(name_ + " is another process's pool: make one in this process");
}

PoolUser::Turn PoolUser::enter(const std::string& pool) {
  static thread_local const char me = 0;
  const void* nobody = nullptr;
  if (user_.compare_exchange_strong(nobody, &me, std::memory_order_acquire)) return Turn(&user_);
  if (nobody == &me) return Turn(nullptr);
  throw std::logic_error(pool +
                         " is in use by another thread: one at a time may call it, and wait " +
                         "for its results");
}

PoolUser::Turn PoolCore::enter() {
  expect_owner();
  return user_.enter(name_);
}

std::vector<pid_t> PoolCore::pids() {
  const PoolUser::Turn turn = user_.enter(name_);
  return crew_.pids();
}

void PoolCore::expect_open() const {
  expect_owner();
  if (closed_) throw Closed(name_ + " was closed: it takes no further task");
}

// --- tasks on their way ---

// First of all what there is to attend to, as cheaply as it can be: most often nothing. A callback
// may close the pool, or submit tasks of its own.
void PoolCore::prepare() {
  expect_open();
  constexpr std::uint64_t now_and_then = 64;
  const bool thorough = submitted_ % now_and_then == 0;
  if (thorough) look_after_workers(Deadline::at_once());
  if (thorough || open_callbacks_ > 0 || !waiting_.empty()) attend();
  expect_open();
}

std::shared_ptr<PoolTask> PoolCore::submit_packed(TaskCode code,
                                                  std::function<void(PoolTask&)> callback) {
  if (!channel_.can_hold(arguments_.size()))
    throw std::length_error("the arguments of this task do not fit into the memory of " + name_);
  auto task = std::make_shared<PoolTask>();
  task->pool = this;
  task->id = submitted_ + 1;
  if (!waiting_.empty() || !send(code, arguments_, task))
    waiting_.push_back({code, arguments_, task});
  if (callback) ++open_callbacks_;
  task->callback = std::move(callback);
  ++submitted_;
  ++open_;
  return task;
}

bool PoolCore::send(TaskCode code, std::string_view arguments,
                    const std::shared_ptr<PoolTask>& task) {
  const auto slot = channel_.send(reinterpret_cast<std::uintptr_t>(code), arguments);
  if (!slot) return false;
  if (*slot >= tasks_.size()) tasks_.resize(*slot + 1);
  tasks_[*slot] = task;
  task->slot = *slot;
  return true;
}

void PoolCore::send_waiting() {
  while (!waiting_.empty() &&
         send(waiting_.front().code, waiting_.front().arguments, waiting_.front().task))
    waiting_.pop_front();
  if (closed_ && waiting_.empty() && !drained_) {
    channel_.close();
    drained_ = true;
  }
}

// --- what became of them ---

void PoolCore::collect() {
  channel_.collect([this](std::uint32_t slot, TaskOutcome outcome, std::string_view bytes) {
    settle(slot, outcome, bytes, nullptr);
  });
}

void PoolCore::settle(std::uint32_t slot, TaskOutcome outcome, std::string_view bytes,
                      const EndedWorker* worker) {
  const auto task = std::move(tasks_[slot]);
  if (outcome == TaskOutcome::returned) {
    task->result = bytes;
  } else {
    task->failure = failure_of(task->id, outcome, bytes, worker);
  }
  finish(task);
}

std::exception_ptr PoolCore::failure_of(std::uint64_t task, TaskOutcome outcome,
                                        std::string_view bytes, const EndedWorker* worker) const {
  if (outcome == TaskOutcome::threw) {
    auto [type, message] = unpack<std::string, std::string>(bytes);
    return std::make_exception_ptr(TaskFailed(std::move(type), std::move(message)));
  }
  if (outcome == TaskOutcome::no_room) {
    const std::string why = "a result of " + std::to_string(unpack<std::size_t>(bytes)) +
                            " bytes found no room in the memory of " + name_;
    return std::make_exception_ptr(TaskFailed("std::length_error", why));
  }
  return std::make_exception_ptr(
      WorkerDied(worker->told() + " while it had task " + std::to_string(task) + " of " + name_,
                 worker->pid, worker->exitcode));
}

void PoolCore::finish(std::shared_ptr<PoolTask> task) {
  task->pool = nullptr;
  --open_;
  if (!task->callback) return;
  --open_callbacks_;
  called_back_.push_back(std::move(task));
}

// A callback may use the pool, and so come here again; and what it throws leaves through the call
// that we are in. Either way it was taken off the list before.
void PoolCore::run_callbacks() {
  while (!called_back_.empty()) {
    const auto task = std::move(called_back_.front());
    called_back_.pop_front();
    std::exchange(task->callback, nullptr)(*task);
  }
}

// --- workers ---

void PoolCore::look_after_workers(Deadline until) {
  const std::vector<EndedWorker> ended = crew_.wait(until, needs_workers());
  for (const EndedWorker& worker : ended) lose(worker);
  if (needs_workers()) crew_.replace();
  if (open_ > 0 && fruitless_ > 100 + 10 * size_ && !ended.empty())
    throw Error("the workers of " + name_ + " end before they do a task; the last one, " +
                ended.back().told());
}

bool PoolCore::needs_workers() const {
  return !ended_ && crew_.alive() < size_ && (!drained_ || channel_.has_queued());
}

// A worker that ends while nothing waits for it has failed nobody.
void PoolCore::lose(const EndedWorker& worker) {
  collect();
  const auto next = channel_.recover(
      worker.number, [&](std::uint32_t slot, TaskOutcome outcome, std::string_view bytes) {
        settle(slot, outcome, bytes, &worker);
      });
  fruitless_ = next && next == untaken_ ? fruitless_ + 1 : 0;
  untaken_ = next;
}

// What they have done by then is not lost, though nobody has asked for it yet.
void PoolCore::end_workers() {
  crew_.end();
  collect();
  channel_.collect_left([this](std::uint32_t slot, TaskOutcome outcome, std::string_view bytes) {
    settle(slot, outcome, bytes, nullptr);
  });
}

// --- the owner's calls ---

void PoolCore::attend() {
  collect();
  send_waiting();
  run_callbacks();
}

// A task that its worker's death has settled, in sleep(), has a callback to be run: here, since
// whoever sees that it is ready need not ask again.
bool PoolCore::await(const PoolTask& task, Deadline until) {
  const PoolUser::Turn turn = enter();
  for (bool late = false;; late = until.passed()) {
    expect_owner();
    attend();
    if (task.settled()) return true;
    if (late) return false;
    if (!channel_.search_completed()) sleep(task.slot, until);
  }
}

void PoolCore::await_callback(const std::function<bool()>& done) {
  const PoolUser::Turn turn = enter();
  for (;;) {
    expect_owner();
    attend();
    if (done()) return;
    if (!channel_.search_completed()) sleep(TaskChannel::any, Deadline::never());
  }
}

// Whoever completes that task wakes us; anybody, where a completed task means something to do.
void PoolCore::sleep(std::uint32_t slot, Deadline until) {
  const bool anybody = open_callbacks_ > 0 || !waiting_.empty();
  const bool idle = channel_.await(anybody ? TaskChannel::any : slot);
  look_after_workers(idle ? until : Deadline::at_once());
  channel_.stop_awaiting();
}

void PoolCore::close() {
  const PoolUser::Turn turn = enter();
  closed_ = true;
  attend();
}

void PoolCore::join() {
  const PoolUser::Turn turn = enter();
  if (!closed_) throw std::logic_error(name_ + " is open: close() or terminate() it before join()");
  while (!ended_) {
    attend();
    if (crew_.alive() == 0 && open_ == 0) {
      ended_ = true;
    } else {
      sleep(TaskChannel::none, Deadline::never());
    }
  }
}

void PoolCore::terminate() {
  const PoolUser::Turn turn = enter();
  closed_ = true;
  if (std::exchange(ended_, true)) return;
  end_workers();
  abandon_tasks();
  run_callbacks();
}

void PoolCore::abandon_tasks() {
  const auto failure =
      std::make_exception_ptr(Terminated(name_ + " was terminated before this task was done"));
  for (Waiting& waiting : std::exchange(waiting_, {})) tasks_.push_back(std::move(waiting.task));
  for (auto& task : std::exchange(tasks_, {})) {
    if (!task) continue;
    task->failure = failure;
    finish(std::move(task));
  }
}

}  // namespace multiprocess
