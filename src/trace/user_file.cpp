#include "trace/user_file.h"

#include <sys/stat.h>

#include "os/whole_file.h"
#include "trace/problem.h"

namespace procdemo {

namespace {

Problem refusal(const std::string& path, UnfitKind kind) {
  switch (kind) {
    case UnfitKind::pipe:
      return Problem(Status::usage, Trouble::file_is_pipe, {path});
    case UnfitKind::socket:
      return Problem(Status::usage, Trouble::file_is_socket, {path});
    case UnfitKind::device:
      return Problem(Status::usage, Trouble::file_is_device, {path});
    case UnfitKind::too_large:
      break;
  }
  return Problem(Status::usage, Trouble::file_too_large,
                 {path, std::to_string(largest_text >> 20)});
}

}  // namespace

std::string read_user_file(const std::string& path) try {
  return read_whole_file(path, largest_text);
} catch (const UnfitFile& unfit) {
  throw refusal(path, unfit.kind());
}

Fd open_user_file(const std::string& path) try {
  return open_regular(path);
} catch (const UnfitFile& unfit) {
  throw refusal(path, unfit.kind());
}

// ENXIO: a pipe without a reader, or a socket. What is open is waited for as usual.
Fd open_for_writing(const std::string& path) {
  Fd file(::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!file && errno == ENXIO) {
    struct stat facts;
    const bool socket = ::stat(path.c_str(), &facts) == 0 && S_ISSOCK(facts.st_mode);
    const Trouble what = socket ? Trouble::file_is_socket : Trouble::pipe_unread;
    throw Problem(Status::usage, what, {path});
  }
  check("open", path, file.get());
  const int flags = check("fcntl", ::fcntl(file.get(), F_GETFL));
  check("fcntl", ::fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK));
  return file;
}

}  // namespace procdemo
