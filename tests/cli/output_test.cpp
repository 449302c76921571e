// Standard output and the file of --record: gone, full, closed.
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <list>
#include <nlohmann/json.hpp>

#include "base/pidfd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

void check_one_sentence(const Result& result, const std::string& part) {
  CAPTURE(result.err);
  CHECK(lines_of(result.err).size() == 1);
  CHECK_THAT(result.err, contains("procdemo: ") && contains(part));
}

std::string quoted(const std::string& word) {
  return "'" + word + "'";
}

/// The shell's view of `procdemo WORDS | head -1`: procdemo's own status.
Result into_head(const std::string& words) {
  const std::string script =
      quoted(procdemo_path()) + " " + words + " | head -1; exit ${PIPESTATUS[0]}";
  return run_command({"bash", "-c", script});
}

}  // namespace

namespace {

/// procdemo with a reader that never reads: the test's end of a pipe.
class Unread {
 public:
  explicit Unread(const std::string& words) : pipe_(Pipe::make()) {
    pid_ = ::fork();
    if (pid_ > 0) return;
    ::dup2(pipe_.write_end.get(), STDOUT_FILENO);
    const std::string script = "exec " + quoted(procdemo_path()) + " " + words;
    ::execlp("sh", "sh", "-c", script.c_str(), nullptr);
    ::_exit(99);
  }
  Unread(const Unread&) = delete;
  Unread& operator=(const Unread&) = delete;
  ~Unread() {
    if (pid_ <= 0) return;
    send_signal(open_process(pid_), SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }

  pid_t pid() const { return pid_; }

  /// Waits until the pipe is about as full as it gets: its pages need not be.
  void wait_until_full() const {
    const int most = ::fcntl(pipe_.read_end.get(), F_GETPIPE_SZ);
    for (int waiting = 0; waiting < most / 2;) {
      ::ioctl(pipe_.read_end.get(), FIONREAD, &waiting);
      ::sched_yield();
    }
  }

  int status() {
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  Pipe pipe_;
  pid_t pid_ = -1;
};

}  // namespace

TEST_CASE("a limit ends a run whose reader never reads, and then procdemo itself") {
  need_terminals();
  std::list<Unread> runs;  // beside each other: each is given up after ten seconds
  for (const std::string schedule : {"", "--schedule round-robin "}) {
    runs.emplace_back("watch --timeout 1 " + schedule + "-- yes 2> /dev/null");
  }
  for (Unread& run : runs) CHECK(run.status() == 124);
}

TEST_CASE("a signal ends a run whose reader never reads") {
  need_terminals();
  for (const int signal : {SIGTERM, SIGHUP, SIGINT}) {
    std::list<Unread> runs;  // beside each other: each is given up after a second
    for (const char* words : {"watch -- yes", "watch --schedule round-robin -- yes"}) {
      runs.emplace_back(words).wait_until_full();
      send_signal(open_process(runs.back().pid()), signal);
    }
    for (Unread& run : runs) CHECK(run.status() == 128 + signal);
  }
}

TEST_CASE("a sentence that is longer than a pipe, and that nobody reads, is not waited for") {
  Unread run("\"$(head -c 100000 /dev/zero | tr '\\0' x)\" 2>&1 > /dev/null");
  CHECK(run.status() == 2);
}

TEST_CASE("a signal ends a run whose recording nobody reads") {
  const fixture::Folder folder;
  const std::string fifo = folder.path() / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  const Fd reader(::open(fifo.c_str(), O_RDWR | O_CLOEXEC));
  const std::string words = folder.write("words", "");
  Unread run("watch --record " + quoted(fifo) + " -- yes > /dev/null 2> " + quoted(words));
  for (int waiting = 0; waiting < 32768;) {
    ::ioctl(reader.get(), FIONREAD, &waiting);
    ::sched_yield();
  }
  send_signal(open_process(run.pid()), SIGTERM);
  CHECK(run.status() == 125);
  CHECK_THAT(read_file(words), contains("recording to " + fifo + " failed"));
}

TEST_CASE("a full disk is told, with status 3, 125 under watch") {
  const Desk full = {.output = "/dev/full"};
  for (const std::vector<std::string>& words : {std::vector<std::string>{"list"},
                                                {"show", "fork"},
                                                {"--help"},
                                                {"fork", "--speed", "50"}}) {
    const Result result = procdemo(words, full);
    CAPTURE(words);
    CHECK(result.status == 3);
    check_one_sentence(result, "No space left on device");
  }
  CHECK(procdemo({"watch", "echo", "hi"}, full).status == 125);
}

TEST_CASE("a closed standard output is told") {
  const Desk closed = {.output_closed = true};
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"list"}, {"fork", "--speed", "50"}}) {
    const Result result = procdemo(words, closed);
    CHECK(result.status == 3);
    check_one_sentence(result, "Bad file descriptor");
  }
}

TEST_CASE("a reader that goes ends the run quietly") {
  for (const std::string words : {"fork", "watch -- yes", "fork --format jsonl"}) {
    const Result result = into_head(words);
    CAPTURE(words, result.err);
    CHECK(result.status == 141);
    CHECK(result.err.empty());
    CHECK(lines_of(result.out).size() == 1);
  }
}

TEST_CASE("a reader that was gone before ends every command quietly") {
  const Desk unread = {.reader_gone = true};
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"list"}, {"show", "fork"}, {"--help"}, {"doctor"}, {"fork"}}) {
    const Result result = procdemo(words, unread);
    CAPTURE(words);
    CHECK(result.status == 141);
    CHECK(result.err.empty());
  }
}

TEST_CASE("the program gets SIGPIPE as procdemo got it") {
  // Where SIGPIPE is ignored yes(1) says that it cannot write, and ends by itself.
  const std::string watched =
      quoted(procdemo_path()) + " watch -- bash -c 'yes | true; echo yes: ${PIPESTATUS[0]}'";
  CHECK_THAT(run_command({"sh", "-c", watched}).out, contains("| yes: 141\n"));
  CHECK_THAT(run_command({"sh", "-c", "trap '' PIPE; " + watched}).out, contains("| yes: 1\n"));
}

TEST_CASE("a recording that cannot be written is told, and nothing of it is kept") {
  const Result full = procdemo({"fork", "--speed", "50", "--record", "/dev/full"});
  CHECK(full.status == 3);
  check_one_sentence(full, "recording to /dev/full failed: No space left on device");
  CHECK(procdemo({"watch", "--record", "/dev/full", "true"}).status == 125);
}

TEST_CASE("a run that is refused leaves no recording") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "trace.jsonl";
  CHECK(procdemo({"watch", "--record", file, "no-such-command"}).status == 127);
  CHECK(procdemo({"fork", "--record", file, "--speed", "0"}).status == 2);
  CHECK(std::filesystem::is_empty(folder.path()));
}

}  // namespace procdemo::cli::test
