#include "run/terminal/terminals.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "catch.h"
#include "run/family.h"

using namespace procdemo::run;

namespace {

bool is_terminal(unsigned driver, unsigned number, mode_t kind = S_IFCHR) {
  const Family family;
  const Terminals terminals(family, {});
  struct stat facts{};
  facts.st_mode = kind | 0600;
  facts.st_rdev = ::makedev(driver, number);
  return terminals.is_others({::getpid(), -1}, facts);
}

}  // namespace

TEST_CASE("a row of /proc/tty/drivers tells the numbers of its devices") {
  CHECK(tty_numbers_in("serial               /dev/ttyS       4 64-95 serial") ==
        TtyNumbers{4, 64, 95});
  CHECK(tty_numbers_in("pty_slave            /dev/pts      136 0-1048575 pty:slave") ==
        TtyNumbers{136, 0, 1048575});
  CHECK(tty_numbers_in("/dev/console         /dev/console    5       1 system:console") ==
        TtyNumbers{5, 1, 1});
  CHECK_FALSE(tty_numbers_in("pty_master           /dev/ptm      128 0-1048575 pty:master"));
  CHECK_FALSE(tty_numbers_in("/dev/ptmx            /dev/ptmx       5       2 system"));
  CHECK_FALSE(tty_numbers_in(""));
}

TEST_CASE("a driver has the devices of its own major number alone") {
  constexpr TtyNumbers slaves{136, 0, 1048575};
  CHECK(slaves.has(::makedev(136, 0)));
  CHECK(slaves.has(::makedev(136, 300)));
  CHECK(slaves.has(::makedev(136, 1048575)));
  CHECK_FALSE(slaves.has(::makedev(137, 0)));
  CHECK_FALSE(slaves.has(::makedev(195, 0)));
  CHECK_FALSE(slaves.has(::makedev(254, 0)));
  constexpr TtyNumbers serial{4, 64, 95};
  CHECK(serial.has(::makedev(4, 64)));
  CHECK_FALSE(serial.has(::makedev(4, 63)));
  CHECK_FALSE(serial.has(::makedev(4, 96)));
}

TEST_CASE("a terminal that the run has not made is somebody else's; no other device is one") {
  CHECK(is_terminal(4, 1));          // a console
  CHECK(is_terminal(5, 0));          // /dev/tty
  CHECK(is_terminal(7, 1));          // /dev/vcs1
  CHECK(is_terminal(136, 0xFFFFF));  // a pseudo-terminal whose master nobody of the run has
  CHECK_FALSE(is_terminal(1, 3));    // /dev/null
  CHECK_FALSE(is_terminal(1, 9));    // /dev/urandom
  for (const unsigned driver : {195u, 226u, 236u, 254u, 510u}) {  // nvidia, drm, hidraw, gpiochip
    CAPTURE(driver);
    CHECK_FALSE(is_terminal(driver, 0));
    CHECK_FALSE(is_terminal(driver, 255));
  }
  CHECK_FALSE(is_terminal(4, 1, S_IFREG));
}
