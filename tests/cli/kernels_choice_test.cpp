// What a program asks its machine: the same answer in every controlled run, or else it is told that
// the kernel decides it.
#include <sched.h>

#include <string>
#include <vector>

#include "catch.h"
#include "cli/desk.h"

namespace procdemo::cli::test {
namespace {

Result ordered(const std::string& script) {
  return procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", "sh", "-c", script});
}

}  // namespace

TEST_CASE("what the kernel decides is told where it is asked for, and no search with it complete",
          "[plain]") {
  const std::string program = programs + "kernels_choice";
  const auto told = [&](const std::string& what) {
    return procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", program, what}).out;
  };
  const auto explored = [&](const std::string& what) {
    return procdemo({"explore", "--", program, what}).out;
  };
  for (const char* what : {"port", "uuid", "stat", "space", "name", "pressure", "beside"}) {
    CAPTURE(what);
    CHECK_THAT(told(what), contains("what this machine or its kernel decides"));
    CHECK_THAT(explored(what), contains("not complete: a run asked for what this machine"));
  }
  const std::string dice = programs + "dice";  // whose number is the processor's
  CHECK_THAT(procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", dice}).out,
             contains("| thrown") && contains("std::random_device"));
  CHECK_THAT(procdemo({"explore", "--", dice}).out, contains("not complete: a run asked for what"));
  CHECK_THAT(told("nothing"), !contains("decides"));
  CHECK_THAT(explored("nothing"), contains("The search is complete"));
}

TEST_CASE("a lesson asks for nothing that the machine decides") {
  CHECK_THAT(procdemo({"manager", "--schedule", "round-robin"}).out, !contains("decides"));
}

// These times are none: where a call (clock_settime, settimeofday) comes to the kernel, it fails
// with EINVAL, and sets nothing. A C library lets neither come so far.
TEST_CASE("no program sets the machine's clock, whichever clock it has itself") {
  const std::string set = R"(import ctypes, errno, fcntl, os
libc = ctypes.CDLL(None, use_errno=True)
time = ctypes.byref((ctypes.c_long * 2)(0, 2 * 10**9))
for call in (227, 0, time), (164, time, None):
    libc.syscall(*call)
    print(errno.errorcode[ctypes.get_errno()])
try: fcntl.ioctl(open('/dev/null'), 0x4024700a, bytes(36))  # RTC_SET_TIME
except OSError as error: print(errno.errorcode[error.errno])
)";
  for (const char* speed : {"1", "max"}) {
    CAPTURE(speed);
    const Result run =
        procdemo({"watch", "--no-tty", "--speed", speed, "--", "python3", "-c", set});
    CHECK_THAT(run.out, contains("| EPERM\n") && !contains("EINVAL") && !contains("ENOTTY"));
    CHECK_THAT(run.out, contains("asked to set the machine's clock"));
  }
}

TEST_CASE("a timer that was set just now does not go off, however much was done before") {
  const std::string much = R"(import os, signal
r, w = os.pipe()
def step():
    os.write(w, b'x')
    os.read(r, 1)
for i in range(5100): step()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
signal.alarm(1)
step()
print('pending:', signal.sigpending())
)";
  const Result run =
      procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", "python3", "-c", much});
  CHECK_THAT(run.out, contains("| pending: set()\n"));
}

TEST_CASE("what has no name has the same number in every run, wherever a program sees it") {
  const std::string out = ordered("exec " + programs + "kernels_choice numbers").out;
  CHECK_THAT(out, contains("| pipe 1001 pipe:[1001]\n"));
  CHECK_THAT(out, contains("| socket 1003 socket:[1003]\n"));  // 1002: standard output
  CHECK_THAT(out, contains("| memory 1004 /memfd:kernels_choice (deleted)\n"));
  CHECK_THAT(out, contains("| the same pipe 1001 pipe:[1001]\n"));
}

TEST_CASE("what joins two events of a renaming is the same number in every run") {
  const std::string out = ordered("exec " + programs + "kernels_choice cookies").out;
  CHECK_THAT(out, contains("| one 1\n") && contains("| three 1\n"));
  CHECK_THAT(out, contains("| two 2\n") && contains("| four 2\n"));
}

TEST_CASE("/proc says of a process that it runs or waits, and not that it is held") {
  const std::string command = programs + "kernels_choice child";
  const Result live = procdemo({"watch", "--no-tty", "--", "sh", "-c", "exec " + command});
  for (const std::string& out : {ordered("exec " + command).out, live.out}) {
    CHECK_THAT(out, contains("| State:  R (running)") || contains("| State:  S (sleeping)"));
    CHECK_THAT(out, contains("| state R") || contains("| state S"));
  }
}

// A shell that reads by the line has the kernel write the file anew for each, and its counts (of
// switches, of signals) get another digit at any time: what comes behind is a byte further on.
TEST_CASE("/proc says of a process that it runs in whatever pieces that is read") {
  const std::string script = R"(
status() { cat /proc/self/status; }
state() { grep State: | tr -d "\t"; }
status | state
dd if=/proc/self/status bs=1 2>/dev/null | state
n=0
while read -r name value; do
  test -n "$name" && n=$((n + 1))
  test "$name" = State: && echo "the shell: $value"
done </proc/$$/task/$$/status
test $n = $(status | wc -l) && echo all lines
)";
  const std::string python = R"(python3 -c '
import os
fd = os.open("/proc/self/status", os.O_RDONLY)
def field(text): return [l for l in text.split(b"\n") if l.startswith(b"State:")][0].decode().replace("\t", "")
pieces = [bytearray(300), bytearray(3000)]
whole = os.read(fd, 4096)
longer = 100
print("read", field(whole), os.read(fd, 4096))
os.lseek(fd, 0, 0)
count = os.readv(fd, pieces)
read = b"".join(pieces)[:count]
print("readv", field(read), read.split(b"\n")[-2].startswith(b"nonvoluntary"))
print("pread", field(os.pread(fd, 4096, 0)), os.pread(fd, 4096, len(whole) + longer))
')";
  const auto check_words = [](const std::string& out) {
    CHECK_THAT(out, contains("| State:R (running)\n") && contains("| the shell: R (running)\n"));
    CHECK_THAT(out, contains("| all lines\n") && !contains("tracing stop"));
    CHECK_THAT(out, contains("| read State:R (running) b''\n"));
    CHECK_THAT(out, contains("| readv State:R (running) True\n"));
    CHECK_THAT(out, contains("| pread State:R (running) b''\n"));
  };
  const std::string command = script + python;
  for (const std::string shell : {"sh", "bash"}) {
    CAPTURE(shell);
    check_words(procdemo({"watch", "--no-tty", "--", shell, "-c", command}).out);
    check_words(
        procdemo({"watch", "--no-tty", "--schedule", "child-first", "--", shell, "-c", command})
            .out);
  }
}

TEST_CASE("on which processor it is, a program is told the same in every run") {
  cpu_set_t mine, last;
  REQUIRE(::sched_getaffinity(0, sizeof mine, &mine) == 0);
  if (CPU_COUNT(&mine) < 2) SKIP_TEST("one processor alone");
  int first = 0, highest = 0;
  while (!CPU_ISSET(first, &mine)) ++first;
  for (int i = 0; i < CPU_SETSIZE; ++i) highest = CPU_ISSET(i, &mine) ? i : highest;
  const std::string on_first = "| on " + std::to_string(first) + "\n";
  const std::string script = "exec " + programs + "kernels_choice processor";
  CHECK_THAT(ordered(script).out, contains(on_first));
  CPU_ZERO(&last);
  CPU_SET(highest, &last);
  REQUIRE(::sched_setaffinity(0, sizeof last, &last) == 0);  // procdemo is on that one then
  const Result alone = ordered(script);
  ::sched_setaffinity(0, sizeof mine, &mine);
  CHECK_THAT(alone.out, contains("| on " + std::to_string(highest) + "\n"));
}

}  // namespace procdemo::cli::test
