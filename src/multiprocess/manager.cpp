#include "multiprocess/manager.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <exception>

#include "base/inherited.h"
#include "multiprocess/managers/connection.h"
#include "multiprocess/managers/server.h"
#include "multiprocess/managers/socket.h"
#include "multiprocess/processes/family.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

// --- the manager's process ---

namespace {

// How long a manager may take to end.
constexpr Seconds manager_grace{2};

// A handler of its parent's would run its parent's code; and Ctrl-C is the clients'.
void set_signals() {
  procdemo::base::handle_no_signals();
  ::signal(SIGINT, SIG_IGN);
}

// Keeps `listener` as descriptor 3, `ready` as 4, what tells of the parent's end as 5, and standard
// error. An inherited pipe would keep its reader waiting for an end that does not come, an
// inherited lock its file locked.
void keep_only(const Fd& listener, const Fd& ready) {
  const int high_listener = check("dup", ::fcntl(listener.get(), F_DUPFD_CLOEXEC, 6));
  const int high_ready = check("dup", ::fcntl(ready.get(), F_DUPFD_CLOEXEC, 6));
  const int bond = Family::own().bond();
  const int high_bond = bond < 0 ? -1 : check("dup", ::fcntl(bond, F_DUPFD_CLOEXEC, 6));
  check("dup3", ::dup3(high_listener, 3, O_CLOEXEC));
  check("dup3", ::dup3(high_ready, 4, O_CLOEXEC));
  if (high_bond >= 0) check("dup3", ::dup3(high_bond, 5, O_CLOEXEC));
  procdemo::base::close_from(high_bond >= 0 ? 6 : 5);
  const Fd null = procdemo::base::open_file("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO}) check("dup2", ::dup2(null.get(), fd));
}

// One for each client.
void allow_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// It is this process that calls listen, because it is whom the kernel names to clients.
void host(const Fd& listener, const Fd& ready) {
  ::prctl(PR_SET_NAME, "manager");
  set_signals();
  keep_only(listener, ready);
  allow_descriptors();
  check("listen", ::listen(3, SOMAXCONN));
  Server server{Fd(3)};
  procdemo::base::write_all(4, "!");
  ::close(4);
  server.run();
}

}  // namespace

// --- its parent ---

namespace {

// False: the other end was closed without one.
bool await_sign(const Fd& read_end) {
  char sign;
  ssize_t got;
  do got = ::read(read_end.get(), &sign, 1);
  while (got < 0 && errno == EINTR);
  return got == 1;
}

}  // namespace

Manager::Manager() : parent_(::getpid()) {
  const Fd listener = bind_anywhere();
  procdemo::base::Pipe ready = procdemo::base::Pipe::make();
  process_ = Process({.daemon = true}, [&] { host(listener, ready.write_end); });
  process_.set_name("Manager" + process_.name().substr(std::string("Process").size()));
  process_.start();
  address_ = address_of(listener, process_.pid());
  ready.write_end.reset();
  if (await_sign(ready.read_end)) return;
  process_.join();
  throw Error("the manager's process ended as it began, with code " +
              std::to_string(process_.exitcode().value_or(0)));
}

Manager::~Manager() {
  try {
    shutdown();
  } catch (const std::exception&) {
    // Nobody to be told: its process ends with this one.
  }
}

void Manager::shutdown() {
  if (parent_ != ::getpid()) return;
  process_.terminate();
  if (!process_.join(manager_grace)) process_.kill();
  process_.join();
  hang_up(address_);
}

QueueProxy Manager::make_queue(std::size_t capacity) {
  const Answer answer = call(address_, {.op = wire::Op::make_queue, .number = capacity});
  return {address_, static_cast<std::uint32_t>(answer.reply.number)};
}

}  // namespace multiprocess
