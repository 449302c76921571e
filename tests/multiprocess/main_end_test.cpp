// How a program ends that has started processes.
#include <sys/wait.h>

#include "catch.h"
#include "machine.h"
#include "multiprocess/relatives.h"

using namespace multiprocess::test;

namespace {

struct Played {
  int status = -1;
  std::string output;
};

// Everything that the program and its children print; nobody holds the pipe at its end.
Played play(const char* scene) {
  procdemo::base::Pipe output = procdemo::base::Pipe::make();
  const pid_t pid = ::fork();
  if (pid == 0) {
    ::dup2(output.write_end.get(), STDOUT_FILENO);
    ::execl(SCENES, SCENES, scene, nullptr);
    ::_exit(127);
  }
  output.write_end.reset();
  Played played;
  char block[512];
  while (const ssize_t got = ::read(output.read_end.get(), block, sizeof block))
    played.output.append(block, static_cast<std::size_t>(got));
  ::waitpid(pid, &played.status, 0);
  return played;
}

std::string output_of(const char* scene) {
  const Played played = play(scene);
  CHECK(played.status == 0);
  return played.output;
}

}  // namespace

TEST_CASE("a program waits for its children at its end") {
  CHECK(output_of("child-outlasts-main") == "main has returned\ntest\nend\n");
  CHECK(output_of("child-of-a-temporary") == "test\nend\n");
}

TEST_CASE("a program's daemons are told to end when it does") {
  CHECK(output_of("daemon-ends-with-main") == "main\ntold\nend\n");
}

TEST_CASE("a daemon that does not listen is killed") {
  const std::string output = output_of("stubborn-daemon");
  CHECK(output.ends_with("\nend\n"));
  CHECK_FALSE(procdemo::base::proc_stat(std::stoi(output)));
}

TEST_CASE("daemons that do not listen have their two seconds at the same time") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(output_of("stubborn-daemons").ends_with("\nend\n"));
  // There are thirty of them: one after the other they would have a minute.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(40));
}

TEST_CASE("a daemon outlives the first thread, and a process without threads ends") {
  CHECK(output_of("first-thread-ends") == "the daemon lives\nend\n");
}

TEST_CASE("so it does where there is no descriptor left") {
  procdemo::base::need_no_sanitizer();  // which opens files at the end
  CHECK(output_of("first-thread-ends-without-descriptors") == "the daemon lives\nend\n");
}

TEST_CASE("what is printed is printed once, and in its order") {
  CHECK(output_of("buffers-before-fork") == "stream stdio child main\n");
  CHECK(output_of("buffers-at-end") == "file stdio stream 0\n");  // the newest FILE first
}

TEST_CASE("a thread that waits for input keeps no process from starting and none from ending") {
  CHECK(output_of("blocked-input") == "file child main\n");
  CHECK(output_of("blocked-file") == "file child main\n");
}

TEST_CASE("exit in a child ends it with its status, after its own children") {
  CHECK(output_of("exit-in-child") == "inner\n3\n");
}

TEST_CASE("a copy that fork made waits for nobody's children at its end") {
  CHECK(output_of("bare-fork") == "copy has ended\nchild\n");
}
