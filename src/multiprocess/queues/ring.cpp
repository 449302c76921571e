#include "multiprocess/queues/ring.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <new>
#include <stdexcept>
#include <utility>

#include "multiprocess/exceptions.h"
#include "multiprocess/probe.h"
#include "multiprocess/shared/bell.h"
#include "multiprocess/shared/robust_mutex.h"
#include "multiprocess/shared/spin.h"

namespace multiprocess {
namespace {

// What different processors write stands in different cache lines.
constexpr std::size_t cache_line = 64;

// How long an end waits before it looks at the other's position, in relax(): 0.4 microseconds.
constexpr int longest_wait = 16;
constexpr std::uint64_t enough_news = 8;  // items

constexpr const char* held_by_another = " is held by a process that does not go on";

// What is mapped of an arena at first.
constexpr std::size_t begun_arena = 2 * Arena::chunk_bytes;

// The slots of a ring without a capacity: so many in a block, and so many blocks.
constexpr std::uint64_t block_slots = 4096;
constexpr std::uint64_t most_blocks = 1 << 16;

std::size_t checked(std::size_t capacity, const std::string& name) {
  if (capacity > std::size_t{1} << 32)
    throw std::invalid_argument(name + ": a queue holds 2^32 items at most");
  return capacity;
}

// As much of an arena as has room behind the slots.
std::size_t arena_within(std::size_t wanted, std::size_t slots) {
  const std::size_t most = largest_shared_memory();
  const std::size_t room = most - std::min(most, slots);
  while (wanted > Arena::chunk_bytes && Arena::memory_for(wanted) > room) {
    wanted -= Arena::chunk_bytes;
  }
  return wanted;
}

// Unlocks also where an exception leaves: there may be no addresses for what is to be mapped.
class Unlocker {
 public:
  explicit Unlocker(RobustMutex& mutex) : mutex_(&mutex) {}
  Unlocker(const Unlocker&) = delete;
  Unlocker& operator=(const Unlocker&) = delete;
  ~Unlocker() {
    if (mutex_ != nullptr) mutex_->unlock();
  }
  void unlock() { std::exchange(mutex_, nullptr)->unlock(); }
  void pass_on() { mutex_ = nullptr; }

 private:
  RobustMutex* mutex_;
};

}  // namespace

struct Ring::End {
  alignas(cache_line) RobustMutex mutex;
  std::uint64_t seen = 0;  // with the lock: of the other end's position
  int wait = 0;            // with the lock: before looking at that

  alignas(cache_line) std::atomic<std::uint64_t> position = 0;  // written with the lock

  alignas(cache_line) mutable Bell moved;
};

struct Ring::Shared {
  End put_end;
  End get_end;
  alignas(cache_line) std::atomic<std::uint64_t> done = 0;
  mutable Bell all_done;
};

// Where an item of any size stands in the arena.
struct Ring::Slot {
  std::uint64_t start;
  std::uint64_t bytes;
};

Ring::Ring(std::string name, std::size_t capacity, std::size_t item_bytes, std::size_t arena_bytes)
    : name_(std::move(name)),
      capacity_(checked(capacity, name_)),
      most_(capacity != 0 ? capacity : block_slots * (most_blocks - 1)),
      item_bytes_(item_bytes),
      mask_(capacity != 0 ? std::bit_ceil(capacity) - 1 : 0) {
  const std::size_t slots_at = sizeof(Shared);
  const std::size_t arena_at = round_up(slots_at + slots_bytes(), 4096);
  arena_bytes = item_bytes_ == any_size ? arena_within(arena_bytes, arena_at) : 0;
  const std::size_t all = arena_at + Arena::memory_for(arena_bytes);
  const std::size_t at_once = arena_at + Arena::table_for(arena_bytes) + begun_arena;
  memory_ = SharedMemory(name_, all, std::min(all, at_once));
  shared_ = ::new (memory_.data()) Shared;
  slots_ = memory_.data() + slots_at;
  arena_ = Arena(memory_, arena_at, arena_bytes);
}

std::size_t Ring::slots_bytes() const {
  if (capacity_ == 0) return most_blocks * sizeof(std::uint64_t);
  return (mask_ + 1) * slot_bytes();
}

std::size_t Ring::slot_bytes() const {
  return item_bytes_ == any_size ? sizeof(Slot) : item_bytes_;
}

std::byte* Ring::slot(std::uint64_t number) const {
  if (capacity_ != 0) return slots_ + (number & mask_) * slot_bytes();
  const auto* const blocks = reinterpret_cast<const std::uint64_t*>(slots_);
  const std::uint64_t block = blocks[number / block_slots % most_blocks];
  return arena_.at(block + number % block_slots * sizeof(Slot), sizeof(Slot));
}

// The slots from item `number` on, which stay until the last of their items has left.
bool Ring::begin_block(std::uint64_t number) {
  const auto place =
      arena_.lay_out(block_slots * sizeof(Slot), number + block_slots, shared_->put_end.seen);
  if (place) reinterpret_cast<std::uint64_t*>(slots_)[number / block_slots % most_blocks] = *place;
  return place.has_value();
}

// A holder that is at work needs microseconds. Whoever wants an answer at once waits for that, but
// not for one that was stopped in the middle. (What a dead holder left needs no repair.)
bool Ring::lock(End& end, Deadline until) const {
  if (end.mutex.lock(Deadline::at_once()) != RobustMutex::Got::nothing) [[likely]]
    return true;
  const Deadline patience = Deadline::after(std::chrono::seconds(1));
  return end.mutex.lock(Deadline::later_of(until, patience)) != RobustMutex::Got::nothing;
}

// Whether `end` has gone on from where it was seen.
bool Ring::await_move(const End& end, std::uint64_t seen, Deadline until) const {
  const auto moved = [&] { return end.position.load() != seen; };
  if (until.passed()) return false;
  if (spin_until(&end.position, moved)) return true;
  for (;;) {
    const std::uint32_t heard = end.moved.listen();
    if (moved()) return true;
    if (until.passed()) return false;
    end.moved.sleep(heard, until);
    probe::await(name_.c_str());
  }
}

// At the other end's position; with the lock of `end`. A single item at each look is no stream, but
// question and answer: no wait.
void Ring::look(End& end, const End& other) const {
  for (int i = 0; i < end.wait; ++i) relax();
  const std::uint64_t position = other.position.load();
  const std::uint64_t news = position - end.seen;
  end.seen = position;
  const bool little = news > 1 && news < enough_news && capacity_ > 2 * enough_news;
  end.wait = std::clamp(end.wait + (little ? 2 : -1), 0, longest_wait);
}

Ring::Put Ring::put(std::size_t bytes, Deadline until) {
  if (bytes > (item_bytes_ == any_size ? arena_.size() : item_bytes_))
    throw std::length_error(name_ + " is too small for an item of " + std::to_string(bytes) +
                            " bytes");
  End& end = shared_->put_end;
  for (;;) {
    probe::touch(name_.c_str());
    if (!lock(end, until)) throw Full(name_ + held_by_another);
    Unlocker held(end.mutex);
    if (std::byte* place = find_room(bytes)) {
      held.pass_on();
      return {*this, place, bytes};
    }
    const std::uint64_t seen = end.seen;
    held.unlock();
    if (!await_move(shared_->get_end, seen, until))
      throw Full(name_ + " is full: " + std::to_string(size()) + " items");
  }
}

void Ring::Put::publish(const char* value) {
  const Ring& ring = *std::exchange(ring_, nullptr);
  End& end = ring.shared_->put_end;
  const std::uint64_t item = end.position.load(std::memory_order_relaxed) + 1;
  probe::queue_put(ring.name_.c_str(), item, bytes_, value);
  end.position.store(item);
  end.mutex.unlock();
  end.moved.ring();
}

Ring::Put::~Put() {
  if (ring_ != nullptr) ring_->shared_->put_end.mutex.unlock();
}

Ring::Get Ring::get(Deadline until) {
  End& end = shared_->get_end;
  for (;;) {
    probe::touch(name_.c_str());
    if (!lock(end, until)) throw Empty(name_ + held_by_another);
    Unlocker held(end.mutex);
    const std::uint64_t got = end.position.load(std::memory_order_relaxed);
    if (end.seen == got) look(end, shared_->put_end);
    if (end.seen != got) {
      const std::string_view bytes = item(got);
      held.pass_on();
      return {*this, bytes};
    }
    held.unlock();
    if (!await_move(shared_->put_end, got, until)) throw Empty(name_ + " is empty");
  }
}

void Ring::Get::publish(const char* value) {
  const Ring& ring = *std::exchange(ring_, nullptr);
  End& end = ring.shared_->get_end;
  const std::uint64_t item = end.position.load(std::memory_order_relaxed) + 1;
  probe::queue_get(ring.name_.c_str(), item, bytes_.size(), value);
  end.position.store(item);
  end.mutex.unlock();
  end.moved.ring();
}

Ring::Get::~Get() {
  if (ring_ != nullptr) ring_->shared_->get_end.mutex.unlock();
}

std::string_view Ring::item(std::uint64_t number) const {
  const std::byte* const at = slot(number);
  if (item_bytes_ != any_size) return {reinterpret_cast<const char*>(at), item_bytes_};
  const Slot& place = *reinterpret_cast<const Slot*>(at);
  return {reinterpret_cast<const char*>(arena_.at(place.start, place.bytes)), place.bytes};
}

// With the lock: the next item's place, or nullptr.
std::byte* Ring::find_room(std::size_t bytes) {
  End& end = shared_->put_end;
  const std::uint64_t put = end.position.load(std::memory_order_relaxed);
  if (put - end.seen >= most_) look(end, shared_->get_end);
  if (put - end.seen >= most_) return nullptr;
  return item_bytes_ == any_size ? find_room_in_arena(bytes) : slot(put);
}

std::byte* Ring::find_room_in_arena(std::size_t bytes) {
  End& end = shared_->put_end;
  const std::uint64_t put = end.position.load(std::memory_order_relaxed);
  const bool needs_block = capacity_ == 0 && put % block_slots == 0;
  if (needs_block || !arena_.has_room_behind_last(bytes))
    end.seen = shared_->get_end.position.load();
  if (needs_block && !begin_block(put)) return nullptr;
  const auto place = arena_.lay_out(bytes, put + 1, end.seen);
  if (!place) return nullptr;
  *reinterpret_cast<Slot*>(slot(put)) = {*place, bytes};
  return arena_.at(*place, bytes);
}

std::size_t Ring::size() const {
  probe::look(name_.c_str());
  const std::uint64_t got = shared_->get_end.position.load();
  return std::min<std::size_t>(shared_->put_end.position.load() - got, most_);
}

void Ring::task_done() {
  probe::touch(name_.c_str());
  const std::uint64_t put = shared_->put_end.position.load();
  std::uint64_t done = shared_->done.load();
  do {
    if (done >= put) throw std::logic_error(name_ + ": task_done for more items than were put");
  } while (!shared_->done.compare_exchange_weak(done, done + 1));
  if (done + 1 == shared_->put_end.position.load()) shared_->all_done.ring_all();
}

bool Ring::join(Deadline until) const {
  for (;;) {
    probe::look(name_.c_str());
    const std::uint32_t heard = shared_->all_done.listen();
    if (shared_->done.load() == shared_->put_end.position.load()) return true;
    if (until.passed()) return false;
    shared_->all_done.sleep(heard, until);
  }
}

}  // namespace multiprocess
