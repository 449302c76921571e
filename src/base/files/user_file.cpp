#include "base/files/user_file.h"

#include <sys/stat.h>

#include <array>

#include "base/file_problems.h"
#include "base/problem.h"

namespace procdemo::base {

namespace {

void expect_regular(mode_t mode, const std::string& path) {
  const auto refuse = [&](FileProblem what) { throw Problem(Status::usage, what, {path}); };
  if (S_ISREG(mode)) return;
  if (S_ISFIFO(mode)) refuse(FileProblem::is_pipe);
  if (S_ISSOCK(mode)) refuse(FileProblem::is_socket);
  if (S_ISCHR(mode) || S_ISBLK(mode)) refuse(FileProblem::is_device);
  errno = EISDIR;
  throw_failure("read", path);
}

}  // namespace

std::string read_user_file(const std::string& path, std::size_t at_most) {
  const Fd file = open_user_file(path);
  std::string content;
  std::array<char, 65536> block;
  while (const ssize_t got = check("read", path, ::read(file.get(), block.data(), block.size()))) {
    content.append(block.data(), static_cast<std::size_t>(got));
    if (content.size() <= at_most) continue;
    throw Problem(Status::usage, FileProblem::too_large, {path, std::to_string(at_most >> 20)});
  }
  return content;
}

// The name is checked first because merely opening a device can have an effect, and the descriptor
// again because that is what will be read.
Fd open_user_file(const std::string& path) {
  struct stat facts;
  check("open", path, ::stat(path.c_str(), &facts));
  expect_regular(facts.st_mode, path);
  Fd file = open_file(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  check("stat", path, ::fstat(file.get(), &facts));
  expect_regular(facts.st_mode, path);
  return file;
}

// ENXIO: a pipe without a reader, or a socket. What is open is waited for as usual.
Fd open_for_writing(const std::string& path) {
  Fd file(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file && errno == ENXIO) {
    struct stat facts;
    const bool socket = ::stat(path.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode);
    const FileProblem what = socket ? FileProblem::is_socket : FileProblem::unread_pipe;
    throw Problem(Status::usage, what, {path});
  }
  check("open", path, file.get());
  const int flags = check("fcntl", ::fcntl(file.get(), F_GETFL));
  check("fcntl", ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK));
  return file;
}

}  // namespace procdemo::base
