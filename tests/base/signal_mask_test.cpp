#include "base/signal_mask.h"
#include "base/own_signal.h"

#include "base/procfs.h"
#include "catch.h"

using namespace procdemo::base;

namespace {

bool is_blocked(int signal) {
  return in_mask(proc_status(::gettid())->blocked, signal);
}

}  // namespace

TEST_CASE("signals are blocked as long as the mask lives, as the kernel sees it") {
  REQUIRE_FALSE(is_blocked(SIGUSR1));
  {
    const SignalMask outer(signal_set({SIGUSR1}));
    CHECK(is_blocked(SIGUSR1));
    {
      const SignalMask inner(signal_set({SIGUSR1, SIGUSR2}));
      CHECK(is_blocked(SIGUSR2));
    }
    CHECK(is_blocked(SIGUSR1));
    CHECK_FALSE(is_blocked(SIGUSR2));
  }
  CHECK_FALSE(is_blocked(SIGUSR1));
}

TEST_CASE("a signal is read from a descriptor, with its sender") {
  const SignalFd signals(signal_set({SIGUSR1}));
  CHECK_FALSE(signals.next());
  signal_self(SIGUSR1);
  const auto signal = signals.next();
  REQUIRE(signal);
  CHECK(signal->ssi_signo == SIGUSR1);
  CHECK(signal->ssi_pid == static_cast<std::uint32_t>(::getpid()));
  CHECK_FALSE(signals.next());
}
