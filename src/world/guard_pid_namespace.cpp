// The guard "pid-namespace" (pid_namespaces(7)): the kernel kills all in a namespace with its init.
//
// Three forks lead into it:
//
//     procdemo --- between --- init --- the program
//                  (ends at    (PID 1   (PID 2 inside)
//                   once)       inside)
//
// `between` makes the namespace, for unshare(2) concerns the next child only, and ends: init is
// then nobody's child here, and procdemo's waitpid(-1) tells of tracees alone. init reads a pipe
// that procdemo alone can write to. When procdemo ends, however it does, so does the pipe, and
// init, and all that is inside. An ordinary user makes a user namespace too (user_namespaces(7)),
// in which the user's own id is the only one there is.
#include <sched.h>
#include <sys/socket.h>
#include <sys/utsname.h>

#include <cstdio>
#include <cstring>

#include "base/child.h"
#include "base/pidfd.h"
#include "world/guard_kinds.h"
#include "world/inside/init.h"
#include "world/inside/namespaces.h"

namespace procdemo::world {
namespace {

// What the processes on the way in send to procdemo. The kernel adds the sender's PID as it is seen
// here (SO_PASSCRED), which the sender itself does not know.
struct Message {
  enum class From { between, init, program } from;
  int error = 0;
  bool bounded = true;  // from init: it could limit its namespace
};

struct Told {
  Message message;
  pid_t sender = 0;
  Fd process;  // from init: its own pidfd, which can mean nobody else
};

void take(const cmsghdr* control, Told& told) {
  if (control->cmsg_type == SCM_CREDENTIALS) {
    ucred sender;
    std::memcpy(&sender, CMSG_DATA(control), sizeof sender);
    told.sender = sender.pid;
  } else if (control->cmsg_type == SCM_RIGHTS) {
    int process;
    std::memcpy(&process, CMSG_DATA(control), sizeof process);
    told.process = Fd(process);
  }
}

std::optional<Told> receive(int socket) {
  Told told{};
  iovec text{&told.message, sizeof told.message};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(ucred)) + CMSG_SPACE(sizeof(int))];
  msghdr header{};
  header.msg_iov = &text;
  header.msg_iovlen = 1;
  header.msg_control = space;
  header.msg_controllen = sizeof space;
  ssize_t got;
  do got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  if (got != sizeof told.message) return std::nullopt;
  for (const cmsghdr* control = CMSG_FIRSTHDR(&header); control;
       control = CMSG_NXTHDR(&header, const_cast<cmsghdr*>(control))) {
    take(control, told);
  }
  return told.sender > 0 ? std::optional(std::move(told)) : std::nullopt;
}

void tell(const Fd& socket, Message message) {
  ::send(socket.get(), &message, sizeof message, MSG_NOSIGNAL);
}

void tell(const Fd& socket, Message message, const Fd& process) {
  iovec text{&message, sizeof message};
  alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
  msghdr header{};
  header.msg_iov = &text;
  header.msg_iovlen = 1;
  header.msg_control = space;
  header.msg_controllen = sizeof space;
  cmsghdr* control = CMSG_FIRSTHDR(&header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof(int));
  const int descriptor = process.get();
  std::memcpy(CMSG_DATA(control), &descriptor, sizeof descriptor);
  ::sendmsg(socket.get(), &header, MSG_NOSIGNAL);
}

// To a user whom RLIMIT_NPROC binds, a user namespace gives a count that begins at none; so it does
// to root of a container. To root itself it gives the right to a PID namespace where that is
// wanting.
int make_namespace(bool count_anew) {
  return make_namespaces(CLONE_NEWPID, count_anew);
}

// Since Linux 6.14 every PID namespace has a pid_max of its own. Before, there is one for all.
bool has_own_pid_max() {
  utsname names;
  int major = 0, minor = 0;
  if (::uname(&names) != 0 || std::sscanf(names.release, "%d.%d", &major, &minor) != 2)
    return false;
  return major > 6 || (major == 6 && minor >= 14);
}

// Once all numbers were used, the kernel starts again from 300. So there have to be that many more,
// or a program that makes a thousand processes one after the other would find none free.
constexpr std::int64_t first_pids = 300;

// It ends when all of them are gone, or procdemo is.
[[noreturn]] void be_init(const Fd& life) {
  const Init init(life);
  while (init.reap() && !init.wait()) continue;
  ::_exit(0);
}

class PidNamespaceGuard : public Guard {
 public:
  explicit PidNamespaceGuard(std::int64_t processes)
      : processes_(processes), nproc_(nproc_binds()), pid_max_(!nproc_ && has_own_pid_max()) {}
  ~PidNamespaceGuard() override { kill_all(); }

  std::string name() const override { return "pid-namespace"; }

  std::optional<std::int64_t> bound() const override {
    if (nproc_) return processes_;
    return pid_max_ ? std::optional(first_pids + processes_ - 1) : std::nullopt;
  }

  pid_t fork() override {
    int ends[2];
    check("socketpair", ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
    const Fd ear(ends[0]);
    Fd mouth(ends[1]);
    const int on = 1;
    check("SO_PASSCRED", ::setsockopt(ear.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
    Pipe life = Pipe::make();

    std::optional<Child> between = Child::fork(kill_at_once);
    if (!between) {
      lead_in(mouth, life);
      return 0;
    }
    mouth.reset();
    const pid_t program = hear(ear.get());
    const int error = errno;
    between->wait();
    life_ = std::move(life.write_end);
    errno = error;
    return program;
  }

  // Tasks are counted for each user and user namespace: inside there are init and the program's.
  int enter() override { return nproc_ ? limit_nproc(processes_ + 1) : 0; }

  bool can_kill() const override { return true; }
  void kill_all() override {
    if (init_) send_signal(init_, SIGKILL);
  }
  std::vector<pid_t> helpers() const override { return {init_pid_}; }

 private:
  // From `between` to the program: returns in that alone.
  void lead_in(const Fd& mouth, Pipe& life) {
    using From = Message::From;
    if (const int error = make_namespace(nproc_)) fail(mouth, From::between, error);
    const pid_t init = ::fork();
    if (init < 0) fail(mouth, From::between, errno);
    if (init > 0) ::_exit(0);

    const bool bounded = !pid_max_ || limit_pids();
    const pid_t program = ::fork();
    if (program < 0) fail(mouth, From::init, errno);
    if (program == 0) return tell(mouth, {From::program});
    become_init();
    const Fd self = open_process(::getpid());
    if (!self) fail(mouth, From::init, errno);
    tell(mouth, {From::init, 0, bounded}, self);
    be_init(life.read_end);
  }

  [[noreturn]] static void fail(const Fd& mouth, Message::From from, int error) {
    tell(mouth, {from, error});
    ::_exit(127);
  }

  // PIDs below pid_max are given, and init has the first.
  bool limit_pids() const {
    const std::string limit = std::to_string(first_pids + processes_ + 1);
    return write_text("/proc/sys/kernel/pid_max", limit) == 0;
  }

  // The program's PID once init and it are there; -1 and errno when they will not be.
  pid_t hear(int ear) {
    pid_t program = -1;
    while (program < 0 || !init_) {
      auto told = receive(ear);
      if (!told || told->message.error != 0) {
        errno = told ? told->message.error : ECHILD;
        return -1;
      }
      if (told->message.from == Message::From::program) {
        program = told->sender;
      } else {
        init_ = std::move(told->process);
        if (!init_) {  // no descriptor was left for it
          errno = EMFILE;
          return -1;
        }
        init_pid_ = told->sender;
        pid_max_ = pid_max_ && told->message.bounded;
      }
    }
    return program;
  }

  std::int64_t processes_;
  bool nproc_;
  bool pid_max_;
  Fd init_;  // a pidfd
  pid_t init_pid_ = -1;
  Fd life_;  // init ends when nobody has this open
};

}  // namespace

std::unique_ptr<Guard> make_pid_namespace_guard(std::int64_t processes) {
  return std::make_unique<PidNamespaceGuard>(processes);
}

}  // namespace procdemo::world
