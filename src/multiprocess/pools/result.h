// What a task will have returned.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "multiprocess/pools/core.h"
#include "multiprocess/pools/errors.h"
#include "multiprocess/processes/exception_text.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// The result of a task that was begun with Pool::apply_async. It may be copied, asked again, and
/// dropped; and asked when the pool is gone, too. Only the pool's owner can wait.
template <class Result>
class AsyncResult {
 public:
  explicit AsyncResult(std::shared_ptr<PoolTask> task) : task_(std::move(task)) {}

  /// Waits for the result. Throws TaskFailed when the task threw, WorkerDied when it died with its
  /// worker, Terminated when the pool was.
  Result get() const { return get_before(Deadline::never()); }

  /// The same, and Timeout when it does not come in time. Zero or less only looks.
  Result get(Seconds at_most) const { return get_before(Deadline::after(at_most)); }

  /// Waits until the task is done, well or not. False: the time was over first.
  void wait() const { wait_until(Deadline::never()); }
  bool wait(Seconds at_most) const { return wait_until(Deadline::after(at_most)); }

  bool ready() const { return wait_until(Deadline::at_once()); }

  /// Whether it returned a result. std::logic_error while it is not ready.
  bool successful() const {
    if (!ready()) throw std::logic_error("a task that is not done is neither successful nor not");
    return task_->failure == nullptr;
  }

 private:
  bool wait_until(Deadline until) const {
    PoolCore* const pool = task_->pool;
    return pool == nullptr || pool->await(*task_, until);
  }

  Result get_before(Deadline until) const {
    if (!wait_until(until)) throw Timeout("the task was not done in time");
    return result_of(*task_);
  }

  static Result result_of(const PoolTask& task) {
    if (task.failure) std::rethrow_exception(task.failure);
    if constexpr (!std::is_void_v<Result>) return unpack<Result>(task.result);
  }

  template <class Done, class Failed>
  friend class Callbacks;

  std::shared_ptr<PoolTask> task_;
};

/// What to do with a result when it has come: `done(result)` or `failed(exception)`, exactly one of
/// them and once, in one of the owner's next calls to the pool or a result of it. A result that
/// cannot be unpacked, as its type's own load throws, is a failure. What they throw comes out of
/// that call.
template <class Done, class Failed>
class Callbacks {
 public:
  explicit Callbacks(Done done, Failed failed = {})
      : done_(std::move(done)), failed_(std::move(failed)) {}

  template <class Result>
  std::function<void(PoolTask&)> for_result() const {
    return [done = done_, failed = failed_](PoolTask& task) mutable {
      if constexpr (std::is_void_v<Result>) {
        task.failure ? tell(failed, task.failure) : done();
      } else if (std::optional<Result> result = load<Result>(task)) {
        done(*std::move(result));
      } else {
        tell(failed, task.failure);
      }
    };
  }

 private:
  // Nothing where the task failed, or does so now: what its type's own functions throw may be
  // anything.
  template <class Result>
  static std::optional<Result> load(PoolTask& task) {
    if (task.failure) return {};
    try {
      return unpack<Result>(task.result);
    } catch (const std::exception&) {
      task.failure = std::current_exception();
    } catch (...) {
      const ExceptionText text = exception_text();
      task.failure = std::make_exception_ptr(TaskFailed(text.type, text.message));
    }
    return {};
  }

  static void tell(Failed& failed, const std::exception_ptr& failure) {
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& error) {
      failed(error);
    }
  }

  Done done_;
  Failed failed_;
};

/// A callback for those who don't mind failures.
struct IgnoreFailure {
  void operator()(const std::exception&) const {}
};

template <class Done>
Callbacks(Done) -> Callbacks<Done, IgnoreFailure>;

}  // namespace multiprocess
