// What the owner of a pool knows: its tasks, and what became of them.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "multiprocess/pools/call.h"
#include "multiprocess/pools/channel.h"
#include "multiprocess/pools/crew.h"
#include "multiprocess/processes/own_process.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

class PoolCore;

/// What is asked of a pool's workers.
struct WorkerOptions {
  std::function<void()> initializer = {};  ///< called in each before its first task
  std::uint64_t max_tasks = 0;             ///< of each, then another takes its place; 0: no bound
};

/// Who is in a pool's calls: one thread at a time, which may come back from a callback.
class PoolUser {
 public:
  class Turn {
   public:
    explicit Turn(std::atomic<const void*>* user) : user_(user) {}
    Turn(Turn&& other) noexcept : user_(std::exchange(other.user_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (user_) user_->store(nullptr, std::memory_order_release);
    }

   private:
    std::atomic<const void*>* user_;  // nullptr: it ends with an outer one
  };

  /// Throws std::logic_error when another thread is in it.
  Turn enter(const std::string& pool);

 private:
  std::atomic<const void*> user_ = nullptr;
};

/// One task as its owner sees it: open until it is settled, once, with a result or a failure.
struct PoolTask {
  std::atomic<PoolCore*> pool = nullptr;  ///< nobody's when it is settled
  std::uint64_t id = 0;
  std::uint32_t slot = TaskChannel::none;
  std::string result = {};
  std::exception_ptr failure = {};
  std::function<void(PoolTask&)> callback = {};  ///< called once it is settled

  bool settled() const { return pool == nullptr; }
};

/// All of a pool that does not depend on types. It has no thread: whatever is to be done (to take
/// in results, to run callbacks, to notice that a worker died and to start another) is done in
/// the owner's next call.
class PoolCore {
 public:
  /// Throws std::system_error when the workers cannot be started; those that were are ended.
  PoolCore(std::string name, std::uint32_t workers, WorkerOptions options = {});

  PoolCore(const PoolCore&) = delete;
  PoolCore& operator=(const PoolCore&) = delete;

  /// Ends the workers and drops open tasks; no callback is called.
  ~PoolCore();

  /// Begins a task, whose arguments `pack` appends to a string. Throws Closed, std::length_error
  /// when they are longer than a pool's memory, and what `pack` throws.
  template <class Pack>
  std::shared_ptr<PoolTask> submit(TaskCode code, Pack pack,
                                   std::function<void(PoolTask&)> callback = {}) {
    const PoolUser::Turn turn = enter();
    prepare();
    arguments_.clear();
    pack(arguments_);
    return submit_packed(code, std::move(callback));
  }

  /// Waits until the task is settled; false when the deadline came first.
  bool await(const PoolTask& task, Deadline until);

  /// Waits until `done()` is true, which a callback makes it.
  void await_callback(const std::function<bool()>& done);

  void close();
  void join();
  void terminate();

  const std::string& name() const { return name_; }
  std::uint32_t size() const { return size_; }
  std::vector<pid_t> pids();

 private:
  struct Waiting {
    TaskCode code;
    std::string arguments;
    std::shared_ptr<PoolTask> task;
  };

  void expect_owner() const;
  PoolUser::Turn enter();
  void expect_open() const;
  void prepare();
  std::shared_ptr<PoolTask> submit_packed(TaskCode code, std::function<void(PoolTask&)> callback);
  bool send(TaskCode code, std::string_view arguments, const std::shared_ptr<PoolTask>& task);

  void attend();
  void collect();
  void settle(std::uint32_t slot, TaskOutcome outcome, std::string_view bytes,
              const EndedWorker* worker);
  std::exception_ptr failure_of(std::uint64_t task, TaskOutcome outcome, std::string_view bytes,
                                const EndedWorker* worker) const;
  void finish(std::shared_ptr<PoolTask> task);
  void run_callbacks();
  void send_waiting();
  void look_after_workers(Deadline until);
  void lose(const EndedWorker& worker);
  void end_workers();
  void sleep(std::uint32_t slot, Deadline until);
  bool needs_workers() const;
  void abandon_tasks();

  const OwnProcess own_;
  PoolUser user_;
  const std::string name_;
  const std::uint32_t size_;
  const WorkerOptions options_;
  bool closed_ = false;
  bool drained_ = false;  // closed, and the workers know it
  bool ended_ = false;

  std::string arguments_;                         // of the task that is being submitted
  std::vector<std::shared_ptr<PoolTask>> tasks_;  // by slot
  std::deque<Waiting> waiting_;                   // for room in the channel
  std::deque<std::shared_ptr<PoolTask>> called_back_;
  std::uint64_t submitted_ = 0;
  std::uint64_t open_ = 0;                // submitted and not settled
  std::uint64_t open_callbacks_ = 0;      // those of them that have a callback
  std::optional<std::uint64_t> untaken_;  // the task that was next when a worker ended last
  std::uint64_t fruitless_ = 0;           // workers that have ended since, and not taken it

  TaskChannel channel_;
  PoolCrew crew_;
};

}  // namespace multiprocess
