// A pool of processes that call functions: what Python's multiprocessing.Pool is to the notes.
//
//     int square(int number) { return number * number; }
//
//     Pool pool(3);
//     std::cout << pool.apply(square, 7);               // waits: 49
//     auto result = pool.apply_async(square, 8);        // goes on at once
//     std::cout << result.get();                        // 64
//     auto squares = pool.map(square, std::vector{1, 2, 3});
//     pool.close();                                     // no more tasks
//     pool.join();                                      // all are done, the workers have ended
//
// Sources: the documentation of Python's multiprocessing, whose semantics these are, except where
// a worker dies (there, the pool hangs: CPython gh-66587).
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "multiprocess/pools/call.h"
#include "multiprocess/pools/core.h"
#include "multiprocess/pools/errors.h"
#include "multiprocess/pools/map.h"
#include "multiprocess/pools/result.h"
#include "multiprocess/pools/unordered.h"

namespace multiprocess {

/// The processors of this machine that are online, whoever may use them.
int cpu_count();

/// What a Pool may be told when it is made: `Pool pool({.workers = 3, .initializer = connect});`.
struct PoolOptions {
  int workers = 0;  ///< 0: as many as there are processors for this process

  /// Called in each worker before its first task. It is not sent, but there when the worker is
  /// forked: it may capture whatever it likes. A worker whose initializer throws ends, and if all
  /// of them do, the pool's calls throw Error.
  std::function<void()> initializer = {};

  /// How many tasks a worker does before another one takes its place; 0: as many as there are.
  std::uint64_t maxtasksperchild = 0;
};

/// So many worker processes, forked by the constructor: "PoolWorker-1" and on. Each takes the next
/// task when it has done one.
///
/// A task is a function and its arguments. Functions: plain ones, and lambdas that capture nothing,
/// or values that are plain bytes. (A captured reference would mean the worker's own copy of what
/// was there when it was forked, or nothing at all.) Arguments and results are copied, and can be
/// whatever can travel: see archive.h. Others do not compile.
///
/// A task that throws fails: its result is TaskFailed. A worker that dies fails the one task that
/// it had, WorkerDied says how it died, and another takes its place: at once, but not more than
/// five hundred a second in the long run.
///
/// A pool has one owner, the process that made it, and is for one thread of it at a time: where
/// another one is in a call of it, or waits for a result of it, std::logic_error is thrown. It
/// starts no thread, so what is to be done for it is done in the owner's next call to it or to one
/// of its results: callbacks are called, a worker's death is noticed and reported, its successor is
/// started. Workers go on meanwhile, for up to 65,536 tasks; further ones wait in the owner's
/// memory.
///
/// Workers are daemons: whoever does not join a pool does not wait for it. They end when the pool
/// is destroyed or its owner ends, in whichever way. A task may have a pool of its own.
///
/// Code must be there before the pool is: a library that is loaded later is unknown to the workers.
class Pool {
 public:
  /// As many workers as there are processors for this process.
  Pool();

  /// Throws std::invalid_argument for less than one, and std::system_error when they cannot be
  /// started: then none is left.
  explicit Pool(int workers);
  explicit Pool(PoolOptions options);

  Pool(Pool&&) noexcept;
  Pool& operator=(Pool&&) noexcept;

  /// Ends the workers. Tasks that are not done fail with Terminated; no callback is called.
  ~Pool();

  /// Calls `function(arguments...)` in a worker, and waits for what it returns. Throws Closed after
  /// close(), and what AsyncResult::get throws.
  template <class Function, class... Arguments>
  auto apply(Function function, Arguments&&... arguments) {
    return apply_async(function, std::forward<Arguments>(arguments)...).get();
  }

  /// The same without waiting: an AsyncResult.
  template <class Function, class... Arguments>
  auto apply_async(Function function, Arguments&&... arguments) {
    using Call = TaskCallFor<Function, Arguments...>;
    return AsyncResult<typename Call::Result>(
        core().submit(&Call::run, packer<Call>(function, arguments...)));
  }

  /// The same with callbacks: `pool.apply_async(Callbacks{print, complain}, square, 7)`.
  template <class Done, class Failed, class Function, class... Arguments>
  auto apply_async(Callbacks<Done, Failed> callbacks, Function function, Arguments&&... arguments) {
    using Call = TaskCallFor<Function, Arguments...>;
    using Result = typename Call::Result;
    return AsyncResult<Result>(core().submit(&Call::run, packer<Call>(function, arguments...),
                                             callbacks.template for_result<Result>()));
  }

  /// `function(item)` for each item, in as many tasks as keep all workers busy to the end: four for
  /// each of them, or of `chunk` items each. Waits, and returns the results in the order of the
  /// items (nothing, where the function returns nothing). Throws what the first failed task threw.
  template <class Function, std::ranges::input_range Items>
  auto map(Function function, Items&& items, std::size_t chunk = 0) {
    return map_in_chunks(core(), function, std::forward<Items>(items), chunk);
  }

  /// The same with `function(parts...)` for each item, a tuple or a pair.
  template <class Function, std::ranges::input_range Items>
  auto starmap(Function function, Items&& items, std::size_t chunk = 0) {
    return map(Spread<Function>{function}, std::forward<Items>(items), chunk);
  }

  /// As map, one task an item, without waiting: a range that yields each result in its turn, and
  /// waits there. Where a task failed, reading its place throws, and one may go on to the next.
  /// Not of a temporary: a loop over its results would begin when the pool has ended.
  template <class Function, std::ranges::input_range Items>
  auto imap(Function function, Items&& items) & {
    using Item = std::ranges::range_value_t<Items>;
    using Result = typename TaskCallFor<Function, const Item&>::Result;
    std::vector<AsyncResult<Result>> results;
    for (const Item& item : items) results.push_back(apply_async(function, item));
    return OrderedResults<Result>(std::move(results));
  }
  template <class Function, std::ranges::input_range Items>
  auto imap(Function, Items&&) && = delete;  // it ends here: give the Pool a name

  /// The same in the order in which results come; to be gone through once.
  template <class Function, std::ranges::input_range Items>
  auto imap_unordered(Function function, Items&& items) & {
    using Item = std::ranges::range_value_t<Items>;
    using Call = TaskCallFor<Function, const Item&>;
    UnorderedResults<typename Call::Result> results;
    for (const Item& item : items)
      results.add([&](std::function<void(PoolTask&)> done) {
        return core().submit(&Call::run, packer<Call>(function, item), std::move(done));
      });
    return results;
  }
  template <class Function, std::ranges::input_range Items>
  auto imap_unordered(Function, Items&&) && = delete;  // it ends here: give the Pool a name

  /// No further tasks; the workers end when all are done.
  void close();

  /// Waits until all tasks are done and the workers have ended. std::logic_error before close() or
  /// terminate(). Throws std::system_error when there are tasks, no worker, and no way to start
  /// one.
  void join();

  /// Ends the workers at once. Tasks that are not done fail with Terminated.
  void terminate();

  /// "pool-1" is the first that this process makes.
  const std::string& name() const;

  /// The workers that live, as far as it is known.
  std::vector<pid_t> pids() const;

 private:
  PoolCore& core() const;

  template <class Call, class Function, class... Arguments>
  static auto packer(const Function& function, const Arguments&... arguments) {
    return [&](std::string& bytes) { Call::pack(bytes, function, arguments...); };
  }

  std::unique_ptr<PoolCore> core_;
};

}  // namespace multiprocess
