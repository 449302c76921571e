#include "os/whole_file.h"

#include <sys/stat.h>

#include <array>

namespace procdemo {

namespace {

void expect_regular(mode_t mode, const std::string& path) {
  if (S_ISREG(mode)) return;
  if (S_ISFIFO(mode)) throw UnfitFile(UnfitKind::pipe);
  if (S_ISSOCK(mode)) throw UnfitFile(UnfitKind::socket);
  if (S_ISCHR(mode) || S_ISBLK(mode)) throw UnfitFile(UnfitKind::device);
  errno = EISDIR;
  throw_failure("read", path);
}

}  // namespace

// The name is looked at first because opening alone can do something, with a device; and the
// descriptor again, because only that is what will be read.
Fd open_regular(const std::string& path) {
  struct stat facts;
  check("open", path, ::stat(path.c_str(), &facts));
  expect_regular(facts.st_mode, path);
  Fd file = open_file(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
  check("stat", path, ::fstat(file.get(), &facts));
  expect_regular(facts.st_mode, path);
  return file;
}

std::string read_whole_file(const std::string& path, std::size_t at_most) {
  const Fd file = open_regular(path);
  std::string content;
  std::array<char, 65536> block;
  while (const ssize_t got = check("read", path, ::read(file.get(), block.data(), block.size()))) {
    content.append(block.data(), static_cast<std::size_t>(got));
    if (content.size() > at_most) throw UnfitFile(UnfitKind::too_large);
  }
  return content;
}

}  // namespace procdemo
