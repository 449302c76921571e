// A client as the manager sees it: one connection.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "multiprocess/managers/wire.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

class HostedQueue;

/// A client that has called and cannot be answered yet.
struct Waiting {
  wire::Op op;  ///< put, get or join
  HostedQueue* queue;
  Deadline until;
  std::string item;  ///< put: its item
};

/// An item of a queue; they are numbered as they were put, from 1.
struct HostedItem {
  std::uint64_t number;
  std::string bytes;
};

/// Reads requests from a socket and sends replies, both without ever blocking.
class Client {
 public:
  /// `epoll` watches the socket, and gives this object's address with its events.
  Client(procdemo::base::Fd socket, int epoll);

  /// What came of a look at the socket.
  enum class News { nothing, request, gone };

  /// Reads what is there. `request`: there is one, complete. `gone`: the client has ended, or what
  /// it sent is no request.
  News read();

  /// The request that was read, until the next read().
  const wire::Request& request() const { return request_; }
  std::string_view item() const { return item_; }

  /// Has it gone: its next read() finds nobody. Where memory is short for one client, that one
  /// goes.
  void hang_up() { ::shutdown(socket_.get(), SHUT_RDWR); }

  /// Answers the request. False: the client is gone, or goes for want of memory, and got nothing.
  bool answer(wire::Status status, std::uint64_t number = 0) {
    return send({status, 0, number}, {});
  }

  /// The same, with an item of a queue.
  bool answer_with(const HostedItem& item, HostedQueue& queue);

  /// Sends more of an answer that did not fit into the socket. False: the client is gone.
  bool send_rest();
  bool has_rest() const { return sent_ < rest_.size(); }

  /// The client is gone: an item that it has not taken whole goes back to its queue. Where there is
  /// no memory for that, nothing has happened: it can be called again.
  void return_untaken();

  std::optional<Waiting> waiting;
  std::optional<Deadline> listed;  ///< under which the server has listed it

 private:
  News understand(std::string_view bytes);
  bool send(wire::Reply reply, std::string_view item) noexcept;
  void keep_rest(const wire::Reply& reply, std::string_view item, std::size_t sent);
  void watch(int operation, std::uint32_t events);

  procdemo::base::Fd socket_;
  int epoll_;
  wire::Request request_;
  std::string_view item_;
  std::string begun_;  // a request that has not come whole
  std::string rest_;   // an answer that has not been taken whole
  std::size_t sent_ = 0;
  HostedQueue* item_from_ = nullptr;  // where the item in it comes from, if there is one
  std::uint64_t item_number_ = 0;
};

}  // namespace multiprocess
