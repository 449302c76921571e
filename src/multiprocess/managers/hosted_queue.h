// A queue in a manager: items, and the clients that wait for them or for room.
#pragma once

#include <deque>
#include <string>

#include "multiprocess/managers/client.h"

namespace multiprocess {

/// Answers a client's request at once, or keeps the client waiting. Whoever waited longest is
/// served first.
///
/// An item belongs to a client once the kernel has taken the whole answer for it: if the client is
/// killed then, it is lost, as one that was in its hands. Until then it belongs to the queue, and
/// goes back to its front when the client is gone.
class HostedQueue {
 public:
  /// `capacity` 0: no bound. `name` is what observers know it by.
  HostedQueue(std::string name, std::size_t capacity)
      : name_(std::move(name)), capacity_(capacity) {}

  void put(Client& client, std::string item, Deadline until);
  void get(Client& client, Deadline until);
  void task_done(Client& client);
  void join(Client& client, Deadline until);

  std::size_t size() const { return items_.size(); }
  bool is_full() const { return capacity_ != 0 && items_.size() >= capacity_; }

  /// A client waits no more: its time is over, or it is gone.
  void leave(Client& client);

  /// An item that its client has not taken.
  void give_back(HostedItem item);

 private:
  struct Served {
    Client* client;
    std::string item;  ///< that it brought
  };
  static Served next(std::deque<Client*>& clients) noexcept;

  void wait(Client& client, wire::Op op, Deadline until, std::string item = {});
  void publish(std::string item);
  void match() noexcept;
  void hand_out(Client& getter) noexcept;
  void let_in(Served putter) noexcept;

  std::string name_;
  std::size_t capacity_;
  std::deque<HostedItem> items_;
  std::uint64_t put_count_ = 0;
  std::uint64_t unfinished_ = 0;  // puts without their task_done
  std::deque<Client*> getters_, putters_, joiners_;
};

}  // namespace multiprocess
