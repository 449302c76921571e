#include "base/signal_names.h"

#include <csignal>

#include "catch.h"

using namespace procdemo::base;

TEST_CASE("signals have the names that signal(7) gives them") {
  CHECK(signal_name(9) == "SIGKILL");
  CHECK(signal_name(SIGCHLD) == "SIGCHLD");
  CHECK(signal_name(SIGIO) == "SIGPOLL");  // one signal, two names: this is what glibc says
  CHECK(signal_name(SIGRTMIN) == "SIGRTMIN");
  CHECK(signal_name(SIGRTMIN + 3) == "SIGRTMIN+3");
  CHECK(signal_name(SIGRTMAX) == "SIGRTMIN+30");
}

TEST_CASE("a number that is no signal of programs stays a number") {
  CHECK(signal_name(77) == "signal 77");
  CHECK(signal_name(0) == "signal 0");
  CHECK(signal_name(-1) == "signal -1");
  CHECK(signal_name(32) == "signal 32");
  CHECK(signal_name(65) == "signal 65");
}

TEST_CASE("every signal has a name of its own, which leads back to it") {
  for (int number = 1; number <= 64; ++number) {
    CAPTURE(number);
    CHECK(signal_number(signal_name(number)) == number);
  }
  CHECK_FALSE(signal_number("SIGNOTHING"));
  CHECK_FALSE(signal_number(""));
}
