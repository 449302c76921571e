// A ring of items in shared memory with two locked ends: what a Queue is made of.
//
//            got                    put
//             |                      |
//     .  .  . [item][item][item][item] .  .  .      item n stands in slot n % slots
//             ^ next get             ^ next put
//
// Each end has a lock of its own (the two-lock queue of Michael and Scott, PODC 1996), so one that
// puts and one that gets do not wait for each other. Under its lock, an end does its work first,
// and then shows it with one store, of its position: how many items were put, or got, since the
// beginning. That store is the whole change. A process that is killed before it has changed
// nothing: what it wrote beyond the position is not part of the queue, and is written over; what it
// read is still there for the next one. Killed after it, its work is done. So who gets a lock from
// a dead holder has nothing to repair.
//
// The other end's position is remembered beside the lock, and looked at again only when by that
// memory the ring is full (or empty): then the processors hand it over, which takes as long as ten
// items do. Two that work at once would do so at every item, in lockstep. So an end that finds
// little news at each look waits a fraction of a microsecond before it looks, until there are
// eight.
//
// Items of one size stand in the slots. Others stand in an arena (arena.h), and the slot says
// where. A ring without a capacity has its slots in the arena, too, in blocks: there are as many of
// them as there are items.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "multiprocess/queues/arena.h"
#include "multiprocess/shared/deadline.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// Shared by fork: every process forked while it lives has the same ring. Any number of processes
/// and threads may put and get. Each may be killed at any moment.
class Ring {
 public:
  /// The items of a ring that are not of one size.
  static constexpr std::size_t any_size = 0;

  /// `capacity` 0: as many items as there is memory for. `item_bytes` is every item's size, or
  /// `any_size`, as it must be without a capacity: then all in the ring have room in `arena_bytes`,
  /// of which memory and addresses are used as far as they were needed. Throws
  /// std::invalid_argument for more than 2^32 items, std::system_error when there is not enough
  /// memory.
  Ring(std::string name, std::size_t capacity, std::size_t item_bytes,
       std::size_t arena_bytes = std::size_t{1} << 30);
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;

  /// An item on its way in: its place, which nobody else sees until publish(). Holds the lock of
  /// that end; without publish() nothing has happened.
  class Put {
   public:
    Put(const Put&) = delete;
    Put& operator=(const Put&) = delete;
    ~Put();
    std::byte* place() const { return place_; }
    void publish(const char* value = "");  ///< as an observer is to see it

   private:
    friend Ring;
    Put(Ring& ring, std::byte* place, std::size_t bytes)
        : ring_(&ring), place_(place), bytes_(bytes) {}

    Ring* ring_;
    std::byte* place_;
    std::size_t bytes_;
  };

  /// An item on its way out: it stays in the ring until publish(), which leaves its slot to others.
  class Get {
   public:
    Get(const Get&) = delete;
    Get& operator=(const Get&) = delete;
    ~Get();
    std::string_view bytes() const { return bytes_; }
    void publish(const char* value = "");  ///< as an observer is to see it

   private:
    friend Ring;
    Get(Ring& ring, std::string_view bytes) : ring_(&ring), bytes_(bytes) {}

    Ring* ring_;
    std::string_view bytes_;
  };

  /// Waits for room. Throws Full when there was none until then, std::length_error for an item that
  /// no ring of this size can hold.
  Put put(std::size_t bytes, Deadline until);

  /// Waits for an item. Throws Empty when there was none until then.
  Get get(Deadline until);

  /// How many items are in it; by the time the caller knows, it may be another number.
  std::size_t size() const;
  std::size_t capacity() const { return capacity_; }  ///< 0: none
  bool full() const { return capacity_ != 0 && size() == capacity_; }
  const std::string& name() const { return name_; }

  /// Counts an item as done. Throws std::logic_error when all that were put are done already.
  void task_done();

  /// Waits until every item that was put is done. False: not until then.
  bool join(Deadline until) const;

 private:
  struct Shared;
  struct End;
  struct Slot;

  std::size_t slots_bytes() const;
  std::size_t slot_bytes() const;
  std::byte* slot(std::uint64_t number) const;
  bool begin_block(std::uint64_t number);
  bool lock(End& end, Deadline until) const;
  void look(End& end, const End& other) const;
  bool await_move(const End& end, std::uint64_t seen, Deadline until) const;
  std::byte* find_room(std::size_t bytes);
  std::byte* find_room_in_arena(std::size_t bytes);
  std::string_view item(std::uint64_t number) const;

  std::string name_;
  std::size_t capacity_;
  std::uint64_t most_;  // items, whatever they are
  std::size_t item_bytes_;
  std::uint64_t mask_;  // there are 2^n slots: an item's number, masked, is its slot

  SharedMemory memory_;
  Shared* shared_;
  std::byte* slots_;  // without a capacity, where the blocks of slots stand in the arena
  Arena arena_;
};

}  // namespace multiprocess
