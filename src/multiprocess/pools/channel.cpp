// The owner's side; the workers' is in worker.cpp.
#include "multiprocess/pools/channel.h"

#include <sys/eventfd.h>

#include <cstring>

#include "multiprocess/probe.h"

namespace multiprocess {

TaskChannel::TaskChannel(const std::string& name)
    : name_(name),
      results_(name + "-results"),
      memory_(name, sizeof(Shared)),
      blocks_(name + "-blocks"),
      owner_bell_(procdemo::base::check("eventfd", ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))) {
  shared().awaited.store(none);
}

void TaskChannel::touch() const {
  probe::touch(name_.c_str());
}

void TaskChannel::look() const {
  probe::look(name_.c_str());
}

void TaskChannel::touch_results() const {
  probe::touch(results_.c_str());
}

void TaskChannel::look_at_results() const {
  probe::look(results_.c_str());
}

std::optional<std::uint32_t> TaskChannel::send(std::uintptr_t call, std::string_view arguments) {
  touch();
  Shared& all = shared();
  const std::uint64_t ticket = all.tail.load(std::memory_order_relaxed);
  if (ticket - head_seen_ == capacity) head_seen_ = all.head.load(std::memory_order_acquire);
  if (ticket - head_seen_ == capacity) return std::nullopt;
  const std::optional<std::uint32_t> slot = free_slot();
  if (!slot) return std::nullopt;
  if (!put_arguments(*slot, arguments)) {
    free_.push_back(*slot);
    return std::nullopt;
  }
  slot_at(*slot).call = call;
  slot_at(*slot).state.store(TaskState{TaskPhase::queued, 0, ticket}.word(),
                             std::memory_order_release);
  all.queue[ticket % capacity].store(*slot, std::memory_order_relaxed);
  all.tail.store(ticket + 1);
  wake_worker();
  return slot;
}

std::optional<std::uint32_t> TaskChannel::free_slot() {
  if (!free_.empty()) {
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return slot;
  }
  if (used_ == capacity) return std::nullopt;
  return used_++;
}

bool TaskChannel::put_arguments(std::uint32_t slot, std::string_view arguments) {
  Slot& to = slot_at(slot);
  to.size = static_cast<std::uint32_t>(arguments.size());
  to.argument_blocks = 0;
  to.result_blocks = 0;
  if (arguments.size() <= room) {
    std::memcpy(to.bytes.data(), arguments.data(), arguments.size());
    return true;
  }
  const auto blocks = blocks_.keep(arguments, slot + 1);
  to.argument_blocks = blocks.value_or(0);
  return blocks.has_value();
}

// A worker that is awake and looks for tasks, or that was woken and is on its way, will find this
// one, and wakes the next if there are more: so no more of them are awake than are needed.
void TaskChannel::wake_worker() {
  Shared& all = shared();
  std::uint32_t nobody = 0;
  if (all.searcher.load() != 0 || !all.bell.may_wake()) return;
  if (!all.searcher.compare_exchange_strong(nobody, on_its_way)) return;
  std::uint32_t coming = on_its_way;
  if (!all.bell.ring()) all.searcher.compare_exchange_strong(coming, 0);
}

void TaskChannel::close() {
  touch();
  shared().closed.store(1);
  shared().bell.ring_all();
}

bool TaskChannel::search_completed() {
  probe::await(results_.c_str());
  return spin_.until([this] { return has_completed(); });
}

bool TaskChannel::has_queued() const {
  look();
  return has_next();
}

bool TaskChannel::await(std::uint32_t slot) {
  probe::await(results_.c_str());
  shared().awaited.store(slot);
  return !has_completed();
}

void TaskChannel::stop_awaiting() {
  probe::await(results_.c_str());
  shared().awaited.store(none, std::memory_order_relaxed);
}

void TaskChannel::free(std::uint32_t slot) {
  Slot& from = slot_at(slot);
  from.state.store(0, std::memory_order_relaxed);
  if (from.argument_blocks != 0) blocks_.release(from.argument_blocks);
  if (from.result_blocks != 0) blocks_.release(from.result_blocks);
  free_.push_back(slot);
}

void TaskChannel::free_lost(std::uint32_t slot) {
  slot_at(slot).state.store(0, std::memory_order_relaxed);
  blocks_.release_all(slot + 1);
  free_.push_back(slot);
}

// The stack has the last one on top: turns it round. Returns the first one.
std::uint32_t TaskChannel::completed_in_order() {
  std::uint32_t from = shared().completed.exchange(0, std::memory_order_acquire);
  std::uint32_t later = 0;
  while (from != 0) {
    Slot& slot = slot_at(from - 1);
    const std::uint32_t earlier = slot.next_completed;
    slot.next_completed = later;
    later = from;
    from = earlier;
  }
  return later - 1;
}

std::string_view TaskChannel::result_of(std::uint32_t slot) {
  const Slot& from = slot_at(slot);
  if (from.result_blocks == 0) return {from.bytes.data(), from.size};
  long_bytes_ = blocks_.load(from.result_blocks, from.size);
  return long_bytes_;
}

std::vector<std::uint32_t> TaskChannel::left_by(std::uint32_t worker) const {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t slot = 0; slot < used_; ++slot) {
    const TaskState state = TaskState::of(slot_at(slot).state.load());
    if (state.worker == worker) slots.push_back(slot);
  }
  return slots;
}

bool TaskChannel::is_done(std::uint32_t slot) const {
  return TaskState::of(slot_at(slot).state.load()).phase == TaskPhase::done;
}

// It may have been the one that was searching, or on its way.
void TaskChannel::wake_after_death(std::uint32_t worker) {
  std::uint32_t coming = on_its_way;
  if (!shared().searcher.compare_exchange_strong(worker, 0))
    shared().searcher.compare_exchange_strong(coming, 0);
  if (has_next()) wake_worker();
}

}  // namespace multiprocess
