// How tasks reach the workers and results come back: shared memory in which anybody may be killed
// at any instant.
//
// A task stands in a slot from the call of apply_async until its result was collected. Only the
// owner of the pool gives out slots and takes them back; which slots are free, it alone knows.
//
//   owner                                          worker
//   writes the task into a free slot               head < tail? there is a task
//   slot.state = queued, ticket 7                  slot = queue[head]
//   queue[7] = slot; tail = 8   ----------------->  slot.state: queued 7 -> taken 7 by me   (1)
//                                                  head: 7 -> 8   (whoever comes, helps)
//                                                  ... works; writes the result into the slot
//                                                  slot.state = done 7 by me               (2)
//   takes the whole stack, empties it   <---------  pushes the slot onto `completed`        (3)
//
// Each of (1), (2) and (3) is one atomic step that says all there is to say, so there is no instant
// at which a worker could die and leave the others guessing. Before (1) the task is anybody's.
// Between (1) and (2) it is lost with the worker, whose number stands in the slot. After (2) it is
// done, and if (3) is missing, the owner finds that when it looks through the slots for those of
// the dead worker. No lock is held, so none can be left behind; and nobody waits for a particular
// process to make its next step.
//
// `queue` is the queue of Michael and Scott (PODC 1996) without its list: who finds the first
// task already taken moves `head` on, in place of whoever took it. `completed` is Treiber's stack
// (IBM RJ 5118, 1986). It is emptied as a whole, which is why a slot that was pushed, collected,
// used again and pushed again (the ABA problem) cannot confuse it; a ticket, which is never used
// twice, does the same for (1).
//
// Two rings (queues/ring.h) would be less code, and were tried. An end of a ring has a lock: a
// worker that is stopped while it holds one stops all others. And a put there wakes a getter
// whenever one sleeps, where here one worker at a time is awake to look for tasks. With one task at
// a time, and with 16 or 128 workers, two bare rings took 1.2 to 1.6 times the processor time of
// this channel.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "multiprocess/pools/blocks.h"
#include "multiprocess/shared/bell.h"
#include "multiprocess/shared/shared_memory.h"
#include "multiprocess/shared/spin.h"

namespace multiprocess {

/// How far a task has come.
enum class TaskPhase : std::uint8_t { free, queued, taken, done };

/// Fits into 64 bits, so that it changes in one step.
struct TaskState {
  TaskPhase phase = TaskPhase::free;
  std::uint32_t worker = 0;  ///< who took it; 0 before that
  std::uint64_t ticket =
      0;  ///< its place in the queue; 46 bits, at a million a second for two years

  static constexpr std::uint32_t most_workers = 0xffff;

  constexpr std::uint64_t word() const {
    return ticket << 18 | std::uint64_t{worker} << 2 | static_cast<std::uint64_t>(phase);
  }
  static constexpr TaskState of(std::uint64_t word) {
    return {static_cast<TaskPhase>(word & 3), static_cast<std::uint32_t>(word >> 2 & most_workers),
            word >> 18};
  }
};

/// What became of a task.
enum class TaskOutcome : std::uint32_t {
  returned,
  threw,
  no_room,  ///< for what it returned or threw; its bytes say how many bytes that had
  died,
};

class TaskChannel {
 public:
  /// Tasks that the workers see; the owner keeps further ones to itself until there is room.
  static constexpr std::uint32_t capacity = 1 << 16;

  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr std::uint32_t any = none - 1;

  /// Before the workers are forked. Throws std::system_error.
  explicit TaskChannel(const std::string& name);

  // The owner's side. Each of these calls touches what is shared, and names it to observers first.

  /// Queues a task: the slot that it stands in until it is collected; nothing when there is no
  /// room.
  std::optional<std::uint32_t> send(std::uintptr_t call, std::string_view arguments);

  /// No task will follow: workers end when none is left.
  void close();

  /// Whether a task can be collected; looks for a moment longer than once.
  bool search_completed();

  /// Whether one is waiting for a worker.
  bool has_queued() const;

  /// Whether arguments, or a result, of so many bytes could ever be held.
  bool can_hold(std::size_t bytes) const { return bytes <= blocks_.capacity(); }

  /// Calls `settle(slot, outcome, bytes)` for each task that was completed, in that order. Its slot
  /// is free then.
  template <class Settle>
  void collect(Settle settle) {
    look_at_results();
    if (!has_completed()) return;
    touch_results();
    for (std::uint32_t slot = completed_in_order(); slot != none;) {
      const std::uint32_t next = next_of(slot);
      settle(slot, slot_at(slot).outcome, result_of(slot));
      free(slot);
      slot = next;
    }
  }

  /// The same for the tasks of a worker that has ended: done ones that it could not push any more,
  /// and the one that it had. Collect first. Returns which task is the next to be taken, if any
  /// waits.
  template <class Settle>
  std::optional<std::uint64_t> recover(std::uint32_t worker, Settle settle) {
    touch_results();
    for (const std::uint32_t slot : left_by(worker)) {
      const bool done = is_done(slot);
      settle(slot, done ? slot_at(slot).outcome : TaskOutcome::died,
             done ? result_of(slot) : std::string_view());
      done ? free(slot) : free_lost(slot);
    }
    touch();
    wake_after_death(worker);
    return has_next() ? std::optional(shared().head.load()) : std::nullopt;
  }

  /// When all workers have ended: the same for the done ones that they could not push any more.
  /// Collect first.
  template <class Settle>
  void collect_left(Settle settle) {
    touch_results();
    for (std::uint32_t slot = 0; slot < used_; ++slot) {
      if (!is_done(slot)) continue;
      settle(slot, slot_at(slot).outcome, result_of(slot));
      free(slot);
    }
  }

  /// An eventfd that a worker rings when it has completed what the owner awaits.
  int owner_bell() const { return owner_bell_.get(); }

  /// Before the owner sleeps on it: which slot it waits for, or `any`. False when tasks can be
  /// collected: then it should do that instead.
  bool await(std::uint32_t slot);
  void stop_awaiting();

  // A worker's side. Workers are numbered from 1.

  /// A task that is this worker's now.
  struct Taken {
    std::uint32_t slot;
    std::uint64_t id;  ///< tasks are numbered from 1, in the order in which they were sent
    std::uintptr_t call;
    std::string_view arguments;  ///< valid until the next take or finish
  };

  /// Waits for one. Nothing when the channel was closed and none is left.
  std::optional<Taken> take(std::uint32_t worker);

  /// Hands in what came of it. Where there is no room for that, it waits for the owner to collect;
  /// if there is nothing to collect for a second, so that no room can be expected, the outcome is
  /// `no_room`.
  void finish(const Taken& task, TaskOutcome outcome, std::string_view bytes);

 private:
  static constexpr std::size_t room = 92;
  static constexpr std::uint32_t on_its_way = ~std::uint32_t{0};  // a searcher; who, is not known

  struct alignas(64) Slot {
    std::atomic<std::uint64_t> state;  // see TaskState
    std::uint32_t next_completed;      // a slot + 1
    TaskOutcome outcome;
    std::uint64_t call;
    std::uint32_t size;             // of the arguments, then of the result
    std::uint32_t argument_blocks;  // 0: they stand in `bytes`
    std::uint32_t result_blocks;
    std::array<char, room> bytes;
  };
  static_assert(sizeof(Slot) == 128);

  struct Shared {
    // What the owner writes and the workers look at ...
    alignas(64) std::atomic<std::uint64_t> tail;
    std::atomic<std::uint32_t> closed;
    std::atomic<std::uint32_t> searcher;
    Bell bell;
    // ... what the workers write among themselves ...
    alignas(64) std::atomic<std::uint64_t> head;
    // ... and what they write and the owner looks at, each in a cache line of its own.
    alignas(64) std::atomic<std::uint32_t> completed;
    std::atomic<std::uint32_t> awaited;
    alignas(64) std::array<std::atomic<std::uint32_t>, capacity> queue;
    std::array<Slot, capacity> slots;
  };

  Shared& shared() const { return *reinterpret_cast<Shared*>(memory_.data()); }
  Slot& slot_at(std::uint32_t slot) const { return shared().slots[slot]; }

  // For observers the tasks that wait, and their queue, are one object; the results, the stack and
  // what the owner awaits are another.
  void touch() const;
  void look() const;
  void touch_results() const;
  void look_at_results() const;
  bool has_completed() const { return shared().completed.load() != 0; }
  bool has_next() const { return shared().head.load() < shared().tail.load(); }

  std::optional<std::uint32_t> free_slot();
  bool put_arguments(std::uint32_t slot, std::string_view arguments);
  void wake_worker();
  void free(std::uint32_t slot);
  void free_lost(std::uint32_t slot);
  std::uint32_t completed_in_order();
  std::uint32_t next_of(std::uint32_t slot) const { return slot_at(slot).next_completed - 1; }
  std::string_view result_of(std::uint32_t slot);
  std::vector<std::uint32_t> left_by(std::uint32_t worker) const;
  bool is_done(std::uint32_t slot) const;
  void wake_after_death(std::uint32_t worker);

  std::optional<std::uint32_t> try_take(std::uint32_t worker);
  bool search(std::uint32_t worker);
  void sleep();
  Taken read(std::uint32_t slot);
  bool put_result(const Taken& task, TaskOutcome outcome, std::string_view bytes);
  void push(std::uint32_t slot);
  void ring_owner() const;

  std::string name_;
  std::string results_;  // their name
  SharedMemory memory_;
  PoolBlocks blocks_;
  procdemo::base::Fd owner_bell_;
  PatientSpin spin_;
  std::string long_bytes_;  // what was loaded from blocks last

  // The owner's knowledge.
  std::vector<std::uint32_t> free_;  // used before, the last one first: it is in the cache
  std::uint32_t used_ = 0;           // slots below this one were given out at least once
  std::uint64_t head_seen_ = 0;
};

/// What a worker of a pool does all its life: takes tasks and hands in what comes of them, until
/// the channel is closed and empty, or `max_tasks` are done (0: no bound). What a task printed is
/// written out before its result can be seen.
void work_for_pool(TaskChannel& channel, const std::string& pool, std::uint32_t number,
                   const std::string& worker, std::uint64_t max_tasks);

}  // namespace multiprocess
