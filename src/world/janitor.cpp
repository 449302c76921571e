#include "world/janitor.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <climits>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/files/remove_folder.h"
#include "base/helper.h"
#include "world/cgroup.h"

namespace procdemo::world {
namespace {

// The protocol: a message is a kind and a path, its answer an errno or 0. The socket keeps messages
// whole (SOCK_SEQPACKET), so a path may hold any byte and nothing arrives half. An empty message is
// the end.
constexpr char folder_kind = 'F', cgroup_kind = 'G';

constexpr std::chrono::seconds removal_patience{10};

// Nothing at the connection's end: the janitor is gone.
std::optional<int> receive_answer(int connection) {
  int answer = 0;
  return receive_int(connection, answer) ? std::optional(answer) : std::nullopt;
}

}  // namespace

int Janitor::make(char kind, const std::string& path, std::vector<Made>& things) {
  if (::mkdir(path.c_str(), kind == folder_kind ? S_IRWXU : 0755) != 0) return errno;
  Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder) {
    const int error = errno;
    ::rmdir(path.c_str());
    return error;
  }
  things.push_back({kind, path, std::move(folder)});
  return 0;
}

void Janitor::remove(const Made& thing) {
  if (thing.kind == cgroup_kind) {
    remove_cgroup(thing.path, removal_patience);
  } else {
    remove_folder(thing.folder.get(), thing.path);
  }
}

// Returns when the other end is gone.
std::vector<Janitor::Made> Janitor::serve(int connection) {
  std::vector<Made> things;
  std::array<char, PATH_MAX + 1> message;
  while (true) {
    const ssize_t got = ::recv(connection, message.data(), message.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return things;
    const std::string path(message.data() + 1, static_cast<std::size_t>(got) - 1);
    const int error = make(message[0], path, things);
    if (::send(connection, &error, sizeof error, MSG_NOSIGNAL) < 0) return things;
  }
}

void Janitor::live() {
  std::vector<Made> things = serve(Helper::own_end);
  for (; !things.empty(); things.pop_back()) remove(things.back());
}

Janitor::Janitor() {
  Helper helper = start_helper("procdemo-janitor", live);
  connection_ = std::move(helper.connection);
  pid_ = helper.pid;
}

Janitor::~Janitor() {
  if (!connection_) return;
  ::shutdown(connection_.get(), SHUT_WR);  // also where a forked child still holds the connection
  const timeval at_most{2 * removal_patience.count(), 0};  // a janitor that somebody has stopped
  ::setsockopt(connection_.get(), SOL_SOCKET, SO_RCVTIMEO, &at_most, sizeof at_most);
  receive_answer(connection_.get());
  // What is left now is there because the janitor was killed.
  for (; !made_.empty(); made_.pop_back()) {
    if (::access(made_.back().path.c_str(), F_OK) == 0) remove(made_.back());
  }
}

void Janitor::ask(char kind, const std::string& path) {
  const std::string message = kind + std::filesystem::absolute(path).string();
  const ssize_t sent = ::send(connection_.get(), message.data(), message.size(), MSG_NOSIGNAL);
  check("ask the janitor", sent);
  errno = receive_answer(connection_.get()).value_or(EPIPE);  // EPIPE: somebody has killed it
  check("mkdir", path, errno == 0 ? 0 : -1);
  made_.push_back({kind, std::filesystem::absolute(path).string(),
                   Fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))});
}

void Janitor::make_folder(const std::string& path) {
  ask(folder_kind, path);
}
void Janitor::make_cgroup(const std::string& path) {
  ask(cgroup_kind, path);
}

}  // namespace procdemo::world
