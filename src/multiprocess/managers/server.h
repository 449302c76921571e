// A manager's process: queues, and clients that come and go.
//
// One thread and one loop (epoll(7)). A request that cannot be answered yet is put aside, and
// answered in the step that makes it possible, or at its deadline; so a thousand clients may wait,
// and cost a thousand descriptors.
#pragma once

#include <sys/epoll.h>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/fd.h"
#include "base/signal_mask.h"
#include "multiprocess/managers/hosted_queue.h"
#include "multiprocess/managers/visitor.h"

namespace multiprocess {

class Server {
 public:
  /// `listener` is a socket on which listen(2) was called.
  explicit Server(procdemo::Fd listener);

  /// Until SIGTERM.
  void run();

 private:
  void watch(int fd, void* what);
  bool see(const epoll_event& event);
  void accept();
  void welcome(procdemo::Fd socket);
  void turn_away();
  bool look_at(Visitor& visitor, std::uint32_t events);
  void serve(Visitor& visitor);
  void serve(Visitor& visitor, HostedQueue& queue);
  void make_queue(Visitor& visitor);
  void drop(Visitor& visitor);
  void note_deadline(Visitor& visitor);
  void expire();
  int milliseconds_left() const;

  procdemo::Fd epoll_, listener_;
  procdemo::Fd spare_;  // for a client that comes when no descriptor is left
  std::map<Visitor*, std::unique_ptr<Visitor>> visitors_;
  std::set<std::pair<Deadline, Visitor*>> deadlines_;
  std::deque<HostedQueue> queues_;
  procdemo::SignalFd end_;
};

}  // namespace multiprocess
