// Controlled runs have a world of their own: the same PIDs in each, and nothing of another's. What
// the kernel decides all the same is told.
#include <sched.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"
#include "cli/on_paper.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

using nlohmann::json;

Result in_order(const std::string& script) {
  return procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", "sh", "-c", script});
}

/// On a machine that allows no PID namespace: a user namespace in which there may be none.
Result without_world(std::vector<std::string> words) {
  std::vector<std::string> all = {"unshare",
                                  "-r",
                                  "sh",
                                  "-c",
                                  "echo 0 > /proc/sys/user/max_pid_namespaces && exec \"$@\"",
                                  "sh",
                                  procdemo_path()};
  all.insert(all.end(), words.begin(), words.end());
  return run_command(all);
}

bool machine_has_worlds() {
  return run_command({"unshare", "-Urpf", "--mount-proc", "true"}).status == 0;
}

void need_worlds() {
  if (!machine_has_worlds()) SKIP_TEST("the kernel allows no world of namespaces");
}

}  // namespace

TEST_CASE("PIDs are the same in every controlled run: P is 10000, its parent 9999, an orphan's 1") {
  need_worlds();
  const std::string script = "echo $$ $PPID; sleep 1 & exit 0";
  const Result once = in_order(script), again = in_order(script);
  INFO(once.out << once.err);
  CHECK_THAT(once.out, contains("starts as PID 10000") && contains("| 10000 9999") &&
                           contains("PID 10001, a child of P") && contains("PID 1\n"));
  CHECK(once.out == again.out);
}

// In the table of a PID namespace there is no such lock (run/locks/left_behind.h).
TEST_CASE("a lock that flock(1) has taken for a shell is the shell's, until it closes the file") {
  need_worlds();
  const fixture::Folder folder;
  const std::string file = folder.path() / "l";
  const Result result = in_order("(flock 9; flock -w 1 " + file + " true; echo inner $?) 9>" +
                                 file + "; flock -n " + file + " true; echo after $?");
  INFO(result.out << result.err);
  CHECK_THAT(result.out, contains("blocked, another process holds it") &&
                             contains("   1.000  P.1      | inner 1") && contains("| after 0"));
  CHECK(result.out.find("P.1.1    releases the lock") > result.out.find("| inner 1"));
}

// The lock is given back when the run says that it waits for it.
TEST_CASE("who waits for a lock that somebody outside of the run holds says so, and gets it") {
  const std::string script =
      "exec 9>l; flock 9; \"$@\" watch --no-tty --schedule round-robin --timeout 30 -- "
      "flock l echo got 9>&- | while read -r line; do echo \"$line\"; "
      "case $line in *'outside this run'*) flock -u 9;; esac; done";
  const std::string no_worlds =
      "unshare -r sh -c 'echo 0 > /proc/sys/user/max_pid_namespaces; exec \"$@\"' sh \"$@\"";
  for (const bool world : {true, false}) {
    CAPTURE(world);
    const fixture::Folder folder;
    folder.write("procdemo", "#!/bin/sh\nset -- " + std::string(procdemo_path()) +
                                 " \"$@\"\nexec " + (world ? "\"$@\"" : no_worlds) + "\n");
    const Result result = run_command(
        {"sh", "-c", "cd " + folder.path().string() + " && " + script, "sh", "sh", "./procdemo"});
    INFO(result.out << result.err);
    CHECK_THAT(result.out, contains("blocked, another process holds it") && contains("| got"));
  }
}

TEST_CASE("P leads a group of its own, with a terminal, in a session that its parent leads") {
  need_worlds();
  need_terminals();
  const std::string script =
      "read a b c d group session e foreground rest </proc/self/stat; "
      "echo group $group, session $session, foreground $foreground; read word; echo got $word";
  Terminal terminal({"watch", "--schedule", "round-robin", "--", "sh", "-c", script}, 100);
  terminal.read_until("group 10000, session 9999, foreground 10000");
  terminal.type("\x1a");  // without a shell nobody would continue what is stopped
  terminal.read_until("^Z");
  terminal.type("text\n");
  terminal.read_until("got text");
  CHECK(terminal.finish().status == 0);
  const Result without = procdemo({"watch", "--schedule", "round-robin", "--", "sh", "-c", script});
  CHECK_THAT(without.out, contains("group 10000, session 9999, foreground 10000"));
}

TEST_CASE("groups and sessions are as under a shell, in order, too") {
  need_worlds();
  need_terminals();
  const Result result = procdemo({"watch", "--schedule", "parent-first", "--", PROGRAMS "/groups"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("| P: leads a group 1, setsid EPERM") &&
                             contains("| child: leads a group 0, setsid a session") &&
                             contains("| hung up"));
}

TEST_CASE("what is typed is for the program, whichever terminal it reads") {
  need_worlds();
  need_terminals();
  const std::string asks =
      "cat | (read one; echo $one; read word </dev/tty; echo got $word >/dev/tty)";
  const std::string run = " watch --schedule round-robin -- sh -c '" + asks + "'";
  Terminal terminal({"-c", "echo asked | " + procdemo_path() + run}, 80, {.program = "/bin/sh"});
  terminal.read_until("asked");
  terminal.type("text\n");
  terminal.read_until("got text");
  CHECK(terminal.finish().status == 0);
  CHECK(terminal.echoes());
}

TEST_CASE("where nobody can type, a run's terminal is at its end, and so in each run") {
  need_worlds();
  need_terminals();
  const std::vector<std::string> script = {"sh", "-c", "read word </dev/tty; echo status $?"};
  std::vector<std::string> words = {"watch", "--schedule", "round-robin", "--"};
  words.insert(words.end(), script.begin(), script.end());
  const Result once = procdemo(words), again = procdemo(words);
  CAPTURE(once.out);
  CHECK_THAT(once.out, contains("| status 1") && !contains("outside this run"));
  CHECK(once.out == again.out);
  words = {"explore", "--format", "json", "--"};
  words.insert(words.end(), script.begin(), script.end());
  CHECK(json::parse(procdemo(words).out)["complete"] == true);
}

TEST_CASE("runs of an exploration do not meet in what has a fixed name, and leave nothing") {
  need_worlds();
  const std::string folder = "/tmp/procdemo_worlds_test";
  const Result result =
      procdemo({"explore", "--format", "json", "--jobs", "4", "--limit", "40", "--", "sh", "-c",
                "mkdir " + folder +
                    " /dev/shm/procdemo_worlds_test || echo taken; echo a & echo b; "
                    "wait; echo $$"});
  INFO(result.out << result.err);
  REQUIRE(result.status == 0);
  const json found = json::parse(result.out);
  CHECK_FALSE(found.contains("shared_world"));
  CHECK(found["runs"] > 1);
  for (const json& output : found["outputs"]) {
    CHECK_THAT(output["text"].get<std::string>(), !contains("taken") && contains("10000\n"));
  }
  CHECK_FALSE(std::filesystem::exists(folder));
  CHECK_FALSE(std::filesystem::exists("/dev/shm/procdemo_worlds_test"));
}

TEST_CASE("what a command line names in /tmp stays there") {
  need_worlds();
  const std::filesystem::path folder = "/tmp/procdemo_named_in_test", file = folder.string() + "_f";
  std::filesystem::create_directory(folder);
  for (const std::filesystem::path& path : {folder / "f", file}) {
    in_order("echo text > " + path.string());
    CHECK(std::filesystem::exists(path));
  }
  std::filesystem::remove_all(folder);
  std::filesystem::remove(file);
}

TEST_CASE("where the kernel allows no world, runs go one at a time, PIDs vary, and that is told") {
  if (without_world({"list"}).status != 0) SKIP_TEST("no user namespace to be had");
  const Result explored = without_world({"explore", "--", "sh", "-c", "echo a & echo b; wait"});
  INFO(explored.out << explored.err);
  CHECK(explored.status == 0);
  CHECK_THAT(explored.out, contains("Runs were made one at a time") && contains("(unshare: No"));
  const Result run =
      without_world({"watch", "--no-tty", "--schedule", "round-robin", "--", "true"});
  CHECK(run.status == 0);
  CHECK_THAT(run.out, contains("PIDs differ from run to run"));
  CHECK_THAT(in_order("true").out, !contains("PIDs differ"));
}

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
  const std::string out = in_order("exec " + programs + "kernels_choice numbers").out;
  CHECK_THAT(out, contains("| pipe 1001 pipe:[1001]\n"));
  CHECK_THAT(out, contains("| socket 1003 socket:[1003]\n"));  // 1002: standard output
  CHECK_THAT(out, contains("| memory 1004 /memfd:kernels_choice (deleted)\n"));
  CHECK_THAT(out, contains("| the same pipe 1001 pipe:[1001]\n"));
}

TEST_CASE("what joins two events of a renaming is the same number in every run") {
  const std::string out = in_order("exec " + programs + "kernels_choice cookies").out;
  CHECK_THAT(out, contains("| one 1\n") && contains("| three 1\n"));
  CHECK_THAT(out, contains("| two 2\n") && contains("| four 2\n"));
}

TEST_CASE("/proc says of a process that it runs or waits, and not that it is held") {
  const std::string command = programs + "kernels_choice child";
  const Result live = procdemo({"watch", "--no-tty", "--", "sh", "-c", "exec " + command});
  for (const std::string& out : {in_order("exec " + command).out, live.out}) {
    CHECK_THAT(out, contains("| State:  R (running)") || contains("| State:  S (sleeping)"));
    CHECK_THAT(out, contains("| state R") || contains("| state S"));
  }
}

TEST_CASE("/proc says of a process that it runs in whatever pieces that is read") {
  const std::string script = R"(
status() { cat /proc/self/status; }
state() { grep State: | tr -d "\t"; }
status | state
dd if=/proc/self/status bs=1 2>/dev/null | state
n=0
while read -r name value; do
  n=$((n + 1))
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
print("read", field(whole), os.read(fd, 4096))
os.lseek(fd, 0, 0)
count = os.readv(fd, pieces)
read = b"".join(pieces)[:count]
print("readv", field(read), read.split(b"\n")[-2].startswith(b"nonvoluntary"))
print("pread", field(os.pread(fd, 4096, 0)), os.pread(fd, 4096, len(whole)))
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

TEST_CASE("behind a guard P has the same PID, too, where that is no PID namespace of its own") {
  need_worlds();
  const Result result = procdemo(
      {"fork-bomb", "--schedule", "round-robin", "--max-processes", "4", "--format", "jsonl"});
  INFO(result.err);
  const auto lines = lines_of(result.out);
  REQUIRE(lines.size() > 2);
  const json guards = json::parse(lines[0])["guards"];
  if (guards == json::array({"pid-namespace"})) SKIP_TEST("no other guard is to be had");
  CHECK(json::parse(lines[1])["pid"] == 10000);
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
  CHECK_THAT(in_order(script).out, contains(on_first));
  CPU_ZERO(&last);
  CPU_SET(highest, &last);
  REQUIRE(::sched_setaffinity(0, sizeof last, &last) == 0);  // procdemo is on that one then
  const Result alone = in_order(script);
  ::sched_setaffinity(0, sizeof mine, &mine);
  CHECK_THAT(alone.out, contains("| on " + std::to_string(highest) + "\n"));
}

TEST_CASE("whoever works in /tmp itself finds there what is there, and leaves what is made") {
  need_worlds();
  procdemo({"watch", "--schedule", "round-robin", "--", "sh", "-c", "echo > procdemo_here_test"},
           {.folder = "/tmp"});
  CHECK(std::filesystem::remove("/tmp/procdemo_here_test"));
}

}  // namespace procdemo::cli::test
