// Whatever a name stands for is read to its end, or refused at once.
#include "base/files/user_file.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <filesystem>
#include <stdexcept>

#include "base/file_problems.h"
#include "base/problem.h"
#include "catch.h"

using namespace procdemo::base;
namespace fs = std::filesystem;

namespace {

class Place {
 public:
  Place() {
    std::string name = fs::temp_directory_path() / "whole-file-XXXXXX";
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), "mkdtemp");
    path_ = name;
  }
  Place(const Place&) = delete;
  ~Place() { fs::remove_all(path_); }
  std::string operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

void write(const std::string& path, std::string_view text) {
  write_all(open_file(path, O_WRONLY | O_CREAT | O_TRUNC, 0600).get(), text);
}

std::optional<FileProblem> problem_with(const std::string& path) {
  try {
    read_user_file(path, 100);
  } catch (const Problem& problem) {
    CHECK(problem.status() == Status::usage);
    CHECK(problem.args().at(0) == path);
    return problem.as<FileProblem>();
  }
  FAIL(path << " was read");
  throw std::logic_error("not reached");
}

int error_of(const std::string& path) {
  try {
    read_user_file(path, 100);
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

}  // namespace

TEST_CASE("a regular file is read whole, up to a size") {
  const Place place;
  const std::string file = place / "file";
  for (const std::size_t size : {0, 1, 100}) {
    write(file, std::string(size, 'x'));
    CHECK(read_user_file(file, 100) == std::string(size, 'x'));
  }
  write(file, std::string(101, 'x'));
  CHECK(problem_with(file) == FileProblem::too_large);
  CHECK(read_user_file(file, 101).size() == 101);
}

TEST_CASE("what is no file is refused, also behind a link, and nobody waits for it") {
  const Place place;
  REQUIRE(::mkfifo((place / "pipe").c_str(), 0600) == 0);
  fs::create_symlink(place / "pipe", place / "link");
  fs::create_symlink("/dev/zero", place / "zero");
  CHECK(problem_with(place / "pipe") == FileProblem::is_pipe);
  CHECK(problem_with(place / "link") == FileProblem::is_pipe);
  CHECK(problem_with(place / "zero") == FileProblem::is_device);
  CHECK(problem_with("/dev/tty") == FileProblem::is_device);

  const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un name{.sun_family = AF_UNIX, .sun_path = {}};
  (place / "socket").copy(name.sun_path, sizeof name.sun_path - 1);
  REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), sizeof name) == 0);
  CHECK(problem_with(place / "socket") == FileProblem::is_socket);
}

TEST_CASE("what can't be read is told as the kernel tells it") {
  const Place place;
  CHECK(error_of(place / "nothing") == ENOENT);
  CHECK(error_of(place / ".") == EISDIR);
  fs::create_symlink(place / "loop", place / "loop");
  CHECK(error_of(place / "loop") == ELOOP);
}
