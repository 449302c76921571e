// A manager's process: queues, and clients that come and go.
//
// One thread and one loop (epoll(7)). A request that cannot be answered yet is put aside, and
// answered when another request makes that possible, or at its deadline; so a thousand waiting
// clients cost a thousand descriptors.
#pragma once

#include <sys/epoll.h>

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "base/fd.h"
#include "base/signal_mask.h"
#include "multiprocess/managers/client.h"
#include "multiprocess/managers/hosted_queue.h"

namespace multiprocess {

class Server {
 public:
  /// `listener` is a socket on which listen(2) was called.
  explicit Server(procdemo::base::Fd listener);

  /// Until SIGTERM.
  void run();

 private:
  void watch(int fd, void* what);
  bool handle(const epoll_event& event);
  void accept();
  void add_client(procdemo::base::Fd socket);
  void refuse_one();
  bool look_at(Client& client, std::uint32_t events);
  void serve(Client& client);
  void serve(Client& client, HostedQueue& queue);
  void make_queue(Client& client);
  void drop(Client& client);
  void note_deadline(Client& client);
  void expire();
  int milliseconds_left() const;

  procdemo::base::Fd epoll_, listener_;
  procdemo::base::Fd spare_;  // to refuse a client when no descriptor is left
  std::map<Client*, std::unique_ptr<Client>> clients_;
  std::set<std::pair<Deadline, Client*>> deadlines_;
  std::deque<HostedQueue> queues_;
  procdemo::base::SignalFd end_;
};

}  // namespace multiprocess
