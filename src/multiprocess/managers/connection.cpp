#include "multiprocess/managers/connection.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

#include "base/fd.h"
#include "multiprocess/exceptions.h"
#include "multiprocess/managers/socket.h"

namespace multiprocess {

using procdemo::base::Fd;

namespace {

struct Connection {
  wire::Address address;
  Fd socket;
};

// This process's connections. A child that fork made would share them with its parent, and each
// would read the other's answers; worse, the manager would not notice the parent's end. So it
// closes them all, also those that a thread was using: that thread is not in the child.
class Connections {
 public:
  static Connections& own() {
    static Connections* const connections = new Connections;
    return *connections;
  }

  Connection take(const wire::Address& address) {
    if (auto connection = take_idle(address)) return std::move(*connection);
    Connection connection{address, make_known_socket()};
    try {
      connect_to(connection.socket, address);  // which may take its time: others fork meanwhile
    } catch (...) {
      close(std::move(connection));
      throw;
    }
    return connection;
  }

  void give_back(Connection connection) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }

  void close(Connection connection) {
    const std::lock_guard lock(mutex_);
    std::erase(open_, connection.socket.get());
    connection.socket.reset();
  }

  std::optional<Connection> take_idle(const wire::Address& address) {
    const std::lock_guard lock(mutex_);
    const auto connection = std::ranges::find(idle_, address, &Connection::address);
    if (connection == idle_.end()) return {};
    std::swap(*connection, idle_.back());
    Connection taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }

 private:
  Connections() {
    const auto before = [] { own().mutex_.lock(); };
    const auto in_parent = [] { own().mutex_.unlock(); };
    const auto in_child = [] {
      own().forget();
      own().mutex_.unlock();
    };
    errno = ::pthread_atfork(before, in_parent, in_child);
    procdemo::base::check("pthread_atfork", errno == 0 ? 0 : -1);
  }

  // No fork between the socket's birth and its entry.
  Fd make_known_socket() {
    const std::lock_guard lock(mutex_);
    Fd socket = make_socket();
    open_.push_back(socket.get());
    return socket;
  }

  void forget() {
    for (Connection& connection : idle_) {
      std::erase(open_, connection.socket.get());
      connection.socket.reset();
    }
    idle_.clear();
    for (const int fd : open_) ::close(fd);
    open_.clear();
  }

  std::mutex mutex_;
  std::vector<Connection> idle_;
  std::vector<int> open_;  // idle or in use
};

[[noreturn]] void manager_gone(const wire::Address& address) {
  throw Closed("the manager (PID " + std::to_string(address.manager) + ") has ended");
}

bool is_hangup(int error) {
  return error == EPIPE || error == ECONNRESET;
}

// When the manager has closed the connection, it may have said why: that is read next.
void send_request(int socket, wire::Request request, std::string_view item) {
  iovec parts[2] = {{&request, sizeof request}, {const_cast<char*>(item.data()), item.size()}};
  if (!send_parts(socket, parts) && !is_hangup(errno)) procdemo::base::check("sendmsg", -1);
}

// At least one byte, or 0 at the end of the connection.
std::size_t receive_some(int socket, char* place, std::size_t size) {
  for (int looks = looks_before_sleep();; --looks) {
    const ssize_t got = ::recv(socket, place, size, looks > 0 ? MSG_DONTWAIT : 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0 && is_hangup(errno)) return 0;
    return static_cast<std::size_t>(procdemo::base::check("recv", got));
  }
}

// False: the connection ended before all of it came.
bool receive_all(int socket, char* place, std::size_t size) {
  while (size > 0) {
    const std::size_t got = receive_some(socket, place, size);
    if (got == 0) return false;
    place += got;
    size -= got;
  }
  return true;
}

// Nothing where the connection ends before the answer does. Most answers come in one piece, with a
// small item; the first look is for that.
std::optional<Answer> receive(int socket) {
  char block[4096];
  std::size_t size = receive_some(socket, block, sizeof block);
  if (size == 0) return {};
  Answer answer;
  if (size < sizeof answer.reply) {
    if (!receive_all(socket, block + size, sizeof answer.reply - size)) return {};
    size = sizeof answer.reply;
  }
  std::memcpy(&answer.reply, block, sizeof answer.reply);
  answer.item.assign(block + sizeof answer.reply, size - sizeof answer.reply);
  const std::size_t come = answer.item.size();
  answer.item.resize(answer.reply.size);
  if (!receive_all(socket, answer.item.data() + come, answer.item.size() - come)) return {};
  return answer;
}

std::optional<Answer> ask(int socket, const wire::Request& request, std::string_view item) {
  send_request(socket, request, item);
  return receive(socket);
}

}  // namespace

Answer call(const wire::Address& address, wire::Request request, std::string_view item) {
  if (item.size() > wire::largest_item)
    throw std::length_error("an item of " + std::to_string(item.size()) +
                            " bytes is too large for a manager's queue");
  request.size = static_cast<std::uint32_t>(item.size());
  Connection connection = Connections::own().take(address);
  std::optional<Answer> answer;
  try {
    answer = ask(connection.socket.get(), request, item);
  } catch (...) {
    Connections::own().close(std::move(connection));
    throw;
  }
  if (!answer || answer->reply.status == wire::Status::refused) {
    Connections::own().close(std::move(connection));
    if (!answer) manager_gone(address);
    throw Error("the manager (PID " + std::to_string(address.manager) + ") refuses this process");
  }
  Connections::own().give_back(std::move(connection));
  return std::move(*answer);
}

void hang_up(const wire::Address& address) {
  while (auto connection = Connections::own().take_idle(address))
    Connections::own().close(std::move(*connection));
}

}  // namespace multiprocess
