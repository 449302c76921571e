#include "tracee/files.h"

#include <filesystem>
#include <system_error>

#include "base/procfs.h"
#include "base/text/lines.h"
#include "tracee/memory.h"

namespace procdemo::tracee {

namespace {

constexpr off_t largest = 64'000'000;

std::string path_of(const Fd& fd) {
  return "/proc/self/fd/" + std::to_string(fd.get());
}

Fd answered(std::string_view call, std::string_view what, std::optional<Fd> fd) {
  if (!fd) errno = ETIMEDOUT;
  check(call, what, fd && *fd ? 0 : -1);
  return std::move(*fd);
}

// The device of the file system itself: stat(2) may name another, which then counts as unknown.
bool is_local(const Place& place, MemoryReader& with) {
  return with.mounts.are_local(place.facts.st_dev);
}

}  // namespace

Place find_place(const std::string& path, MemoryReader& with) {
  const std::string whole = std::filesystem::absolute(path).string();
  Place place{answered("open", path, with.reader.find(whole))};
  check("stat", path, stat_without_asking(place.fd.get(), place.facts) ? 0 : -1);
  return place;
}

Place program_of(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/exe";
  Place place{open_file(path, O_PATH)};
  check("stat", path, stat_without_asking(place.fd.get(), place.facts) ? 0 : -1);
  return place;
}

Fd open_place(const Place& place, MemoryReader& with, std::uint64_t most) {
  errno = EINVAL;
  check("open", "a file", S_ISREG(place.facts.st_mode) ? 0 : -1);
  if (is_local(place, with)) return open_file(path_of(place.fd), O_RDONLY);
  return answered("read", "a file", with.reader.copy(place.fd.get(), most));
}

// A pipe is not opened: that would wait for somebody to write.
std::optional<event::File> read_records(const FileToRead& file, MemoryReader& with) try {
  const Place place = find_place(file.path, with);
  if (!S_ISREG(place.facts.st_mode) || place.facts.st_size > largest) return std::nullopt;
  const Fd content = open_place(place, with, static_cast<std::uint64_t>(largest));
  const std::string text = read_file(path_of(content));
  return event::File{file.path, static_cast<std::int64_t>(text.size()),
                     split(text, file.separator)};
} catch (const std::system_error& error) {
  if (error.code().value() == ETIMEDOUT) throw;
  return std::nullopt;
}

}  // namespace procdemo::tracee
