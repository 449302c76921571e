// The workers' side of the channel, and what they do with it.
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <thread>

#include "multiprocess/pools/call.h"
#include "multiprocess/pools/channel.h"
#include "multiprocess/probe.h"
#include "multiprocess/processes/exception_text.h"
#include "multiprocess/processes/own_process.h"
#include "multiprocess/shared/archive.h"
#include "multiprocess/shared/flush.h"

namespace multiprocess {

std::optional<TaskChannel::Taken> TaskChannel::take(std::uint32_t worker) {
  Shared& all = shared();
  for (bool was_idle = false;; was_idle = true) {
    touch();
    const bool closed = all.closed.load() != 0;  // first: what was queued before, is seen below
    if (const auto slot = try_take(worker)) {
      if (was_idle && has_next()) wake_worker();
      return read(*slot);
    }
    if (closed) {
      probe::await(name_.c_str());  // it has found nothing
      return std::nullopt;
    }
    if (!search(worker)) sleep();
  }
}

// The first task in the queue that is nobody's.
std::optional<std::uint32_t> TaskChannel::try_take(std::uint32_t worker) {
  Shared& all = shared();
  std::uint64_t head = all.head.load();
  while (head < all.tail.load()) {
    const std::uint32_t slot = all.queue[head % capacity].load(std::memory_order_relaxed);
    std::uint64_t queued = TaskState{TaskPhase::queued, 0, head}.word();
    const bool mine = slot_at(slot).state.compare_exchange_strong(
        queued, TaskState{TaskPhase::taken, worker, head}.word());
    if (all.head.compare_exchange_strong(head, head + 1)) ++head;
    if (mine) return slot;
  }
  return std::nullopt;
}

// One worker at a time looks again for a moment before it sleeps: a second one would only take
// processor time from those that have something to do.
bool TaskChannel::search(std::uint32_t worker) {
  Shared& all = shared();
  std::uint32_t nobody = 0;
  if (!all.searcher.compare_exchange_strong(nobody, worker)) return false;
  const bool found = spin_.until([this] { return has_next(); });
  all.searcher.store(0);
  return found || has_next();
}

// Whoever has slept is the one that was on its way, if any was: if it is another, looking twice
// does no harm.
void TaskChannel::sleep() {
  Shared& all = shared();
  const std::uint32_t heard = all.bell.listen();
  if (has_next() || all.closed.load() != 0) return;
  all.bell.sleep(heard, Deadline::never());
  probe::await(name_.c_str());
  std::uint32_t coming = on_its_way;
  all.searcher.compare_exchange_strong(coming, 0);
}

TaskChannel::Taken TaskChannel::read(std::uint32_t slot) {
  const Slot& from = slot_at(slot);
  const std::uint64_t ticket = TaskState::of(from.state.load(std::memory_order_relaxed)).ticket;
  std::string_view arguments(from.bytes.data(), from.size);
  if (from.argument_blocks != 0) {
    long_bytes_ = blocks_.load(from.argument_blocks, from.size);
    arguments = long_bytes_;
  }
  return {slot, ticket + 1, from.call, arguments};
}

void TaskChannel::finish(const Taken& task, TaskOutcome outcome, std::string_view bytes) {
  touch_results();
  if (!put_result(task, outcome, bytes))
    put_result(task, TaskOutcome::no_room, pack(bytes.size()));  // which fits into the slot
  Slot& slot = slot_at(task.slot);
  const TaskState taken = TaskState::of(slot.state.load(std::memory_order_relaxed));
  slot.state.store(TaskState{TaskPhase::done, taken.worker, taken.ticket}.word(),
                   std::memory_order_release);
  push(task.slot);
  std::uint32_t awaited = shared().awaited.load();
  if ((awaited == any || awaited == task.slot) &&
      shared().awaited.compare_exchange_strong(awaited, none))
    ring_owner();
}

bool TaskChannel::put_result(const Taken& task, TaskOutcome outcome, std::string_view bytes) {
  Slot& to = slot_at(task.slot);
  to.outcome = outcome;
  to.size = static_cast<std::uint32_t>(bytes.size());
  if (bytes.size() <= room) {
    std::memcpy(to.bytes.data(), bytes.data(), bytes.size());
    return true;
  }
  for (int tries = 0; can_hold(bytes.size()) && tries < 100;) {
    if (const auto blocks = blocks_.keep(bytes, task.slot + 1)) {
      to.result_blocks = *blocks;
      return true;
    }
    ring_owner();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    touch_results();
    if (!has_completed()) ++tries;
  }
  return false;
}

void TaskChannel::push(std::uint32_t slot) {
  std::atomic<std::uint32_t>& top = shared().completed;
  std::uint32_t below = top.load(std::memory_order_relaxed);
  do slot_at(slot).next_completed = below;
  while (!top.compare_exchange_weak(below, slot + 1));
}

void TaskChannel::ring_owner() const {
  ::eventfd_write(owner_bell_.get(), 1);
}

// --- its life ---

namespace {

TaskOutcome run(const TaskChannel::Taken& task, std::string& bytes) {
  bytes.clear();
  try {
    reinterpret_cast<TaskCode>(task.call)(task.arguments, bytes);
    return TaskOutcome::returned;
  } catch (...) {
    const ExceptionText text = exception_text();
    bytes = pack(text.type, text.message);
    return TaskOutcome::threw;
  }
}

}  // namespace

void work_for_pool(TaskChannel& channel, const std::string& pool, std::uint32_t number,
                   const std::string& worker, std::uint64_t max_tasks) {
  const OwnProcess own;
  std::string bytes;
  for (std::uint64_t done = 0; max_tasks == 0 || done < max_tasks; ++done) {
    const auto task = channel.take(number);
    if (!task) return;
    probe::task_begin(pool.c_str(), task->id, worker.c_str());
    const TaskOutcome outcome = run(*task, bytes);
    flush_output();
    if (!own) ::_exit(0);  // a child that the task forked, and that returned from it
    probe::task_end(pool.c_str(), task->id);
    channel.finish(*task, outcome, bytes);
  }
}

}  // namespace multiprocess
