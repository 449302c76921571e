// Output through every kind of duplicate: all of it is this program's output, in this order.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "tell.h"

static void put(int fd, const char* text) {
  if (::write(fd, text, std::strlen(text)) < 0) tell("%s", answer(-1).c_str());
}

// Receives in a child what the parent sends: a descriptor of its standard output.
static void through_a_socket() {
  int ends[2];
  ::socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
  const pid_t child = ::fork();
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  char byte = '!';
  iovec data{&byte, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (child == 0) {
    ::close(1);
    ::recvmsg(ends[1], &message, 0);
    int got;
    std::memcpy(&got, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof got);
    put(got, "8 a descriptor sent through a socket\n");
    ::_exit(0);
  }
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  const int one = 1;
  std::memcpy(CMSG_DATA(header), &one, sizeof one);
  ::sendmsg(ends[0], &message, 0);
  end_of(child);
}

// In a grandchild, after exec, on a number of its own.
static void after_exec() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(1, 7);
    ::close(1);
    ::execl("/bin/sh", "sh", "-c",
            "(echo '6 from a grandchild of exec' >&7); exec 2>&7; "
            "echo '7 its standard error is the same' >&2",
            nullptr);
  }
  end_of(child);
}

int main() {
  put(1, "1 plain\n");
  const int high = ::fcntl(1, F_DUPFD_CLOEXEC, 500);
  put(high, "2 a high number\n");
  const int saved = ::dup(1);
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(null, 1);
  put(1, "lost\n");
  ::dup2(saved, 1);
  put(1, "3 back from a saved one\n");
  const int error = ::dup(2);
  ::dup2(1, 2);
  put(2, "4 standard error sent to standard output\n");
  ::dup2(error, 2);
  const int again = ::open("/proc/self/fd/1", O_WRONLY | O_NOCTTY);
  put(again, "5 opened once more\n");
  after_exec();
  through_a_socket();
  put(2, "and standard error itself\n");
}
