#include "session/stepping/typed_input.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "base/files/user_file.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "session/problems.h"

namespace procdemo::session {
namespace {

std::string content_of(const std::string& path) try {
  const Fd file = open_user_file(path);
  return read_file("/proc/self/fd/" + std::to_string(file.get()));
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), SessionProblem::input_unreadable,
                {path, error.code().message()});
}

/// Whether the call that a task is held at is read(0, ...): "0 0x0 0x7ffe... ..." (proc(5)).
bool is_at_read(pid_t tid) {
  const std::string call = read_file_if_any("/proc/" + std::to_string(tid) + "/syscall");
  return call.starts_with(std::to_string(SYS_read) + " 0x0 ");
}

}  // namespace

TypedInput::TypedInput(const std::string& file)
    : file_(check("memfd_create", ::memfd_create("input", MFD_CLOEXEC))) {
  const std::string given = file.empty() ? "" : content_of(file);
  write_all(file_.get(), given);
  given_ = static_cast<off_t>(given.size());
  ::lseek(file_.get(), 0, SEEK_SET);
  ::dup2(file_.get(), STDIN_FILENO);
}

std::string TypedInput::stands_for(const std::string& file) {
  if (file.empty()) return descriptor_target(::getpid(), STDIN_FILENO).value_or("");
  std::error_code gone;
  return std::filesystem::canonical(file, gone).string();
}

void TypedInput::type(const std::string& text) const {
  const off_t read = ::lseek(file_.get(), 0, SEEK_CUR);  // the program's own place, too
  ::lseek(file_.get(), 0, SEEK_END);
  write_all(file_.get(), text);
  ::lseek(file_.get(), read, SEEK_SET);
}

void TypedInput::begin_again() {
  check("ftruncate", ::ftruncate(file_.get(), given_));
  ::lseek(file_.get(), 0, SEEK_SET);
}

bool TypedInput::is_awaited_by(pid_t tid) const {
  struct stat ours, theirs;
  if (::fstat(file_.get(), &ours) != 0 || !stat_descriptor(tid, STDIN_FILENO, theirs)) return false;
  const bool same = ours.st_ino == theirs.st_ino && ours.st_dev == theirs.st_dev;
  return same && ::lseek(file_.get(), 0, SEEK_CUR) >= ours.st_size && is_at_read(tid);
}

}  // namespace procdemo::session
