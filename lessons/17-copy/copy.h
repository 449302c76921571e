// Copying one file of a real folder, be it what it may.
//
// A file is written without a name (O_TMPFILE, open(2)), and gets one when it is complete. So
// nobody ever sees half a file, whoever is killed, and whenever: what has no name goes with its
// writer. Where the file system has no such files, it is written beside its place, under the name
// .copying-NUMBER, and renamed.
//
// What goes wrong is thrown, as a sentence that names the file.
#pragma once

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

/// A name as it can be printed: it may hold newlines, and commands for the terminal.
inline std::string shown(std::string_view name) {
  std::string text = "'";
  for (const char byte : name) {
    const bool visible = (byte & 0x80) != 0 || (byte >= ' ' && byte != '\x7f' && byte != '\\');
    std::array<char, 8> code{};
    std::snprintf(code.data(), code.size(), visible ? "%c" : "\\x%02x", byte);
    text += code.data();
  }
  return text + "'";
}

/// "cannot open 'letters/a.txt': Permission denied"
[[noreturn]] inline void fail(const char* what, const std::string& path, int error = errno) {
  throw std::system_error(error, std::generic_category(), std::string(what) + ' ' + shown(path));
}

inline int checked(int result, const char* what, const std::string& path) {
  if (result < 0) fail(what, path);
  return result;
}

/// What is to be copied, and the name of its copy.
struct Item {
  std::string from, to;

  template <class Archive>
  void serialize(Archive& archive) {  // on the way to a worker
    archive(from, to);
  }
};

/// A descriptor that is closed at the end of its block.
class File {
 public:
  File(int fd, const std::string& path) : fd(checked(fd, "cannot open", path)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { ::close(fd); }

  const int fd;
};

// Some ways of copying are not for every pair of file systems. The next way goes on where this one
// stopped.
inline bool another_way_may_do(int error) {
  return error == EXDEV || error == EINVAL || error == ENOSYS || error == EOPNOTSUPP ||
         error == EPERM;
}

/// Calls `copy_some` until the file is copied: its `size`, or up to its end. False: try another
/// way.
template <class CopySome>
bool copied(CopySome copy_some, off_t size, const std::string& from) {
  off_t all = 0;
  while (all == 0 || all < size) {
    const ssize_t bytes = copy_some();
    if (bytes < 0 && !another_way_may_do(errno)) fail("cannot copy", from);
    if (bytes < 0) return false;
    if (bytes == 0) return all > 0;  // the files of /proc seem to be empty, until they are read
    all += bytes;
  }
  return true;
}

/// The kernel copies, so that no byte comes to this process; only where it can't, we do.
inline void copy_bytes(const File& in, const File& out, off_t size, const std::string& from) {
  constexpr std::size_t most = 1 << 30;
  const auto by_file_system = [&] {
    return ::copy_file_range(in.fd, nullptr, out.fd, nullptr, most, 0);
  };
  const auto by_page_cache = [&] { return ::sendfile(out.fd, in.fd, nullptr, most); };
  if (copied(by_file_system, size, from) || copied(by_page_cache, size, from)) return;

  std::vector<char> buffer(1 << 17);
  while (true) {
    const ssize_t bytes = ::read(in.fd, buffer.data(), buffer.size());
    if (bytes < 0) fail("cannot read", from);
    if (bytes == 0) return;
    for (ssize_t done = 0, part = 0; done < bytes; done += part) {
      part = ::write(out.fd, buffer.data() + done, static_cast<std::size_t>(bytes - done));
      if (part < 0) fail("cannot copy", from);
    }
  }
}

/// Permissions of the copy. Set-user-ID would mean another user where the owner is another one.
inline mode_t mode_of(const struct stat& original) {
  static const uid_t own = ::geteuid();
  return original.st_mode & (original.st_uid == own ? 07777 : 01777);
}

inline std::array<timespec, 2> times_of(const struct stat& original) {
  return {original.st_atim, original.st_mtim};
}

inline std::string unfinished(const Item& item, std::size_t number) {
  return (fs::path(item.to).parent_path() / (".copying-" + std::to_string(number))).string();
}

inline int open_nameless(const std::string& to, mode_t mode) {
  static const bool can_be_named_later = ::access("/proc/self/fd", X_OK) == 0;
  const fs::path folder = fs::path(to).parent_path();
  if (!can_be_named_later) return -1;
  return ::open(folder.empty() ? "." : folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
}

inline void give_name(const File& file, const std::string& name) {
  const std::string open_file = "/proc/self/fd/" + std::to_string(file.fd);
  checked(::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW),
          "cannot make", name);
}

inline void copy_file(const File& in, const Item& item, std::size_t number) {
  struct stat original{};
  checked(::fstat(in.fd, &original), "cannot look at", item.from);
  if (!S_ISREG(original.st_mode))
    throw std::runtime_error(shown(item.from) + " is no file any more");

  const std::string beside = unfinished(item, number);
  const mode_t mode = mode_of(original);
  const int nameless = open_nameless(item.to, mode);
  const int named = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  const File out(nameless < 0 ? ::open(beside.c_str(), named, mode) : nameless, beside);
  try {
    copy_bytes(in, out, original.st_size, item.from);
    if (mode > 0777) checked(::fchmod(out.fd, mode), "cannot set the permissions of", item.to);
    checked(::futimens(out.fd, times_of(original).data()), "cannot set the times of", item.to);
    if (nameless >= 0) return give_name(out, item.to);
    checked(::rename(beside.c_str(), item.to.c_str()), "cannot rename to", item.to);
  } catch (...) {
    ::unlink(beside.c_str());
    throw;
  }
}

/// A link's copy points where the link does, be there anything or not.
inline void copy_link(const Item& item) {
  struct stat original{};
  checked(::lstat(item.from.c_str(), &original), "cannot look at", item.from);
  std::error_code error;
  const fs::path target = fs::read_symlink(item.from, error);
  if (error) fail("cannot read the link", item.from, error.value());
  checked(::symlink(target.c_str(), item.to.c_str()), "cannot make the link", item.to);
  ::utimensat(AT_FDCWD, item.to.c_str(), times_of(original).data(), AT_SYMLINK_NOFOLLOW);
}

/// `number` is different for each item that is copied at the same time. A Tree has set the umask.
inline void copy_item(const Item& item, std::size_t number) {
  // O_NOFOLLOW: a link is not what it points to. O_NONBLOCK: a pipe may stand there by now.
  const int in = ::open(item.from.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (in < 0 && errno == ELOOP) return copy_link(item);
  copy_file(File(in, item.from), item, number);
}
