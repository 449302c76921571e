#include "cli/print.h"

#include <csignal>
#include <cstring>

#include "base/fd.h"
#include "base/problem.h"
#include "show/problems.h"

namespace procdemo::cli {

void print(std::string_view text) {
  try {
    write_all(STDOUT_FILENO, text);
  } catch (const std::system_error& error) {
    if (error.code().value() == EPIPE) throw BrokenPipe();
    throw Problem(Status::not_allowed, OutputProblem::failed, {error.code().message()});
  }
}

void survive_failed_writes() {
  for (const int signal : {SIGPIPE, SIGXFSZ}) {
    struct sigaction action;
    check("sigaction", ::sigaction(signal, nullptr, &action));
    if (action.sa_handler == SIG_IGN) continue;  // the user wants it so, and for the program too

    action = {};
    action.sa_handler = [](int) {};
    action.sa_flags = SA_RESTART;
    check("sigaction", ::sigaction(signal, &action, nullptr));
  }
}

void hold_standard_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(fd, F_GETFD) >= 0) continue;
    // Takes the lowest number free, which is fd; the program inherits it as any other of the three.
    check("open /dev/null", ::open("/dev/null", O_RDONLY));  // NOLINT(android-cloexec-open)
  }
}

}  // namespace procdemo::cli
