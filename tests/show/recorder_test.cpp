#include "show/export/recorder.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "base/problem.h"
#include "catch.h"
#include "show/narrated.h"
#include "show/problems.h"
#include "show/traces.h"

using namespace procdemo::show;
namespace fs = std::filesystem;

namespace {

/// An empty folder that is removed with all that is in it.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "procdemo-record-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const char* name) const { return (path_ / name).string(); }
  bool empty() const { return fs::is_empty(path_); }
  long files() const { return std::distance(fs::directory_iterator(path_), {}); }

 private:
  fs::path path_;
};

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

void tell(Recorder& recorder, const Trace& trace) {
  recorder.begin(trace.run);
  for (const Event& event : trace.events) recorder.event(event);
}

std::optional<RecordProblem> problem_of(const std::string& path,
                                        const Trace& trace = fork_trace()) {
  try {
    Recorder recorder(path);
    tell(recorder, trace);
    recorder.end(trace.end);
  } catch (const Problem& problem) {
    CHECK(problem.args().at(0) == path);
    return problem.as<RecordProblem>();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("a recording is the trace's JSON Lines, and appears when it is whole") {
  const Folder folder;
  const Trace trace = fork_trace();
  Recorder recorder(folder / "run.jsonl");
  tell(recorder, trace);
  CHECK(folder.empty());
  recorder.end(trace.end);
  CHECK(read_file(folder / "run.jsonl") == narrated(trace, Format::jsonl, {}));
  CHECK(folder.files() == 1);
}

TEST_CASE("a run that does not come to its end leaves nothing") {
  const Folder folder;
  {
    Recorder recorder(folder / "run.jsonl");
    tell(recorder, fork_trace());
  }
  CHECK(folder.empty());
}

TEST_CASE("SIGKILL in the middle leaves nothing") {
  const Folder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    Recorder recorder(folder / "run.jsonl");
    tell(recorder, fork_trace());
    ::raise(SIGKILL);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WTERMSIG(status) == SIGKILL);
  CHECK(folder.empty());
}

TEST_CASE("what the file held stays until the end, and its permissions after it") {
  const Folder folder;
  const std::string path = folder / "run.jsonl";
  write_file(path, "before");
  ::chmod(path.c_str(), 0640);
  {
    Recorder unfinished(path);
    tell(unfinished, fork_trace());
  }
  CHECK(read_file(path) == "before");
  CHECK_FALSE(problem_of(path).has_value());
  CHECK(read_file(path).starts_with(R"({"type":"run")"));
  CHECK((fs::status(path).permissions() & fs::perms::mask) == static_cast<fs::perms>(0640));
  CHECK(folder.files() == 1);
}

TEST_CASE("a link is followed, not replaced") {
  const Folder folder;
  write_file(folder / "target", "before");
  fs::create_symlink(folder / "target", folder / "link");
  CHECK_FALSE(problem_of(folder / "link").has_value());
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(read_file(folder / "target").starts_with(R"({"type":"run")"));
}

TEST_CASE("a name without a folder is one in the working directory") {
  const Folder folder;
  const fs::path before = fs::current_path();
  fs::current_path(folder / "");
  CHECK_FALSE(problem_of("run.jsonl").has_value());
  fs::current_path(before);
  CHECK(fs::exists(folder / "run.jsonl"));
}

TEST_CASE("what can't be written to is told before the run") {
  const Folder folder;
  CHECK(problem_of(folder / "missing/run.jsonl") == RecordProblem::unwritable);
  CHECK(problem_of(folder / "") == RecordProblem::unwritable);
  CHECK(problem_of("/proc/self/no-such") == RecordProblem::unwritable);
  CHECK(problem_of("") == RecordProblem::unwritable);
}

TEST_CASE("a full disk is told at the end") {
  CHECK(problem_of("/dev/full") == RecordProblem::failed);
  CHECK_FALSE(problem_of("/dev/null").has_value());
}

TEST_CASE("what stands below /dev or /proc is written to, not replaced") {
  const Folder folder;
  const Fd file = open_file(folder / "out", O_RDWR | O_CREAT, 0600);
  CHECK_FALSE(problem_of("/proc/self/fd/" + std::to_string(file.get())).has_value());
  struct stat open, named;
  REQUIRE(::fstat(file.get(), &open) == 0);
  REQUIRE(::stat((folder / "out").c_str(), &named) == 0);
  CHECK(open.st_ino == named.st_ino);
  CHECK(open.st_size > 0);
}

TEST_CASE("where files need a name, a hidden one is used, and removed unless all went well") {
  const Folder folder;
  const std::string path = folder / "file";
  {
    const PendingFile pending(path, PendingFile::How::hidden);
    CHECK(folder.files() == 1);
    CHECK_FALSE(fs::exists(path));
  }
  CHECK(folder.empty());
  PendingFile pending(path, PendingFile::How::hidden);
  write_all(pending.fd(), "whole");
  pending.publish();
  CHECK(read_file(path) == "whole");
  CHECK(folder.files() == 1);
}
