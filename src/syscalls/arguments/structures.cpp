// Arguments that point to a structure: what stands there.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include <ctime>

#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {
namespace {

std::string text_of(const timespec& time) {
  return fmt::format("{{tv_sec={}, tv_nsec={}}}", time.tv_sec, time.tv_nsec);
}

std::string text_of(const timeval& time) {
  return fmt::format("{{tv_sec={}, tv_usec={}}}", time.tv_sec, time.tv_usec);
}

std::string file_mode(mode_t mode) {
  constexpr FlagName types[] = {{S_IFREG, "S_IFREG"},  {S_IFDIR, "S_IFDIR"}, {S_IFCHR, "S_IFCHR"},
                                {S_IFBLK, "S_IFBLK"},  {S_IFIFO, "S_IFIFO"}, {S_IFLNK, "S_IFLNK"},
                                {S_IFSOCK, "S_IFSOCK"}};
  std::string text = named_value(mode & S_IFMT, types);
  constexpr FlagName special[] = {{S_ISUID, "S_ISUID"}, {S_ISGID, "S_ISGID"}, {S_ISVTX, "S_ISVTX"}};
  for (const FlagName& bit : special) {
    if (mode & bit.bits) text += std::string("|") + bit.name;
  }
  return fmt::format("{}|{:04o}", text, mode & 0777);
}

std::string lock_text(const WrittenCall& call, std::size_t at, bool with_owner) {
  const auto lock = read_value<struct flock>(call.task, call.value(at));
  if (!lock) return hex(call, at);
  constexpr FlagName types[] = {{F_RDLCK, "F_RDLCK"}, {F_WRLCK, "F_WRLCK"}, {F_UNLCK, "F_UNLCK"}};
  return fmt::format("{{l_type={}, l_whence={}, l_start={}, l_len={}{}}}",
                     named_value(static_cast<std::uint64_t>(lock->l_type), types),
                     named_value(static_cast<std::uint64_t>(lock->l_whence), flag_names::whence),
                     lock->l_start, lock->l_len,
                     with_owner ? fmt::format(", l_pid={}", lock->l_pid) : "");
}

}  // namespace

std::string time(const WrittenCall& call, std::size_t at) {
  const auto time = read_value<timespec>(call.task, call.value(at));
  return time ? text_of(*time) : pointer(call, at);
}

std::string clock_time(const WrittenCall& call, std::size_t at) {
  const auto time = read_value<timeval>(call.task, call.value(at));
  return time ? text_of(*time) : pointer(call, at);
}

std::string time_told(const EndedCall& call, std::size_t at) {
  const auto time = read_value<timespec>(call.task, call.value(at));
  return time ? text_of(*time) : pointer(call, at);
}

std::string clock_time_told(const EndedCall& call, std::size_t at) {
  const auto time = read_value<timeval>(call.task, call.value(at));
  return time ? text_of(*time) : pointer(call, at);
}

std::string file_facts(const EndedCall& call, std::size_t at) {
  const auto facts = read_value<struct stat>(call.task, call.value(at));
  if (!facts) return pointer(call, at);
  const bool device = S_ISCHR(facts->st_mode) || S_ISBLK(facts->st_mode);
  const std::string size = device ? fmt::format("st_rdev=makedev({:#x}, {:#x})",
                                                major(facts->st_rdev), minor(facts->st_rdev))
                                  : fmt::format("st_size={}", facts->st_size);
  return fmt::format("{{st_mode={}, {}, ...}}", file_mode(facts->st_mode), size);
}

std::string usage(const EndedCall& call, std::size_t at) {
  const auto usage = read_value<rusage>(call.task, call.value(at));
  if (!usage) return pointer(call, at);
  return fmt::format("{{ru_utime={}, ru_stime={}, ...}}", text_of(usage->ru_utime),
                     text_of(usage->ru_stime));
}

std::string record_lock(const WrittenCall& call, std::size_t at) {
  return lock_text(call, at, false);
}

std::string lock_told(const EndedCall& call, std::size_t at) {
  return lock_text(call, at, true);
}

}  // namespace procdemo::syscalls::as
