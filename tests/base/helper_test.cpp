// Processes beside us: how they begin, and why they don't.
#include "base/helper.h"

#include <sys/resource.h>

#include <csignal>

#include "base/inherited.h"
#include "base/procfs.h"
#include "catch.h"
#include "machine.h"

using namespace procdemo::base;

namespace {

// What starting one that keeps standard error fails with, where so many descriptors are left.
int failure_with(int left) {
  Child child = Child::run(kill_at_once, [&] {
    close_from(3);
    rlimit few{};
    ::getrlimit(RLIMIT_NOFILE, &few);
    few.rlim_cur = static_cast<rlim_t>(3 + left);
    ::setrlimit(RLIMIT_NOFILE, &few);
    try {
      start_helper("test", [] {}, {STDERR_FILENO});
    } catch (const std::system_error& error) {
      return error.code().value();
    }
    return 0;
  });
  return child.wait()->shell_status();
}

}  // namespace

TEST_CASE("a helper that cannot begin says why") {
  need_no_sanitizer();
  CHECK(failure_with(3) == EMFILE);
  CHECK(failure_with(30) == 0);
}

TEST_CASE("no signal is handled that was, whatever its number") {
  Child child = Child::run(kill_at_once, [] {
    for (int signal = 1; signal <= SIGRTMAX; ++signal) ::signal(signal, SIG_IGN);
    handle_no_signals();
    const auto status = proc_status(::getpid());
    return status && status->ignored == 0 ? 0 : 1;
  });
  CHECK(child.wait() == WaitStatus::of_exit(0));
}
