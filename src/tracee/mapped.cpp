#include "tracee/mapped.h"

#include <sys/ioctl.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "base/text/lines.h"

namespace procdemo::tracee {

namespace {

// linux/fs.h has these from 6.11 on.
struct MapsQuery {
  std::uint64_t size, flags, address;
  std::uint64_t begin, end, rights, page_size, offset, inode;
  std::uint32_t device_major, device_minor, name_size, build_id_size;
  std::uint64_t name, build_id;
};
constexpr unsigned long procmap_query = _IOWR('f', 17, MapsQuery);

constexpr std::uint64_t shared = 1u << 3;  // PROCMAP_QUERY_VMA_SHARED

constexpr Mapped nothing_mapped{.end = UINT64_MAX};

std::optional<Mapped> ask(int maps, std::uint64_t address) {
  MapsQuery query{};
  query.size = sizeof query;
  query.address = address;
  if (::ioctl(maps, procmap_query, &query) != 0) {
    return errno == ENOENT ? std::optional(nothing_mapped) : std::nullopt;
  }
  return Mapped{query.end, ::makedev(query.device_major, query.device_minor),
                (query.rights & shared) == 0};
}

std::optional<Mapped> in_line(const char* line, std::uint64_t address) {
  unsigned long begin = 0, end = 0;
  unsigned device_major = 0, device_minor = 0;
  char rights[5] = "";
  if (std::sscanf(line, "%lx-%lx %4s %*s %x:%x", &begin, &end, rights, &device_major,
                  &device_minor) != 5) {
    return std::nullopt;
  }
  if (address < begin || address >= end) return std::nullopt;
  return Mapped{end, ::makedev(device_major, device_minor), rights[3] == 'p'};
}

std::optional<Mapped> look(int maps, std::uint64_t address) {
  std::string text;
  char piece[16384];
  ssize_t got;
  while ((got = ::pread(maps, piece, sizeof piece, static_cast<off_t>(text.size()))) > 0) {
    text.append(piece, static_cast<std::size_t>(got));
  }
  if (got < 0) return std::nullopt;
  for (const std::string& line : split(text, "\n")) {
    if (const auto found = in_line(line.c_str(), address)) return found;
  }
  return nothing_mapped;
}

}  // namespace

std::optional<Mapped> mapped_at(int maps, std::uint64_t address) {
  const auto answer = ask(maps, address);
  return answer ? answer : look(maps, address);
}

}  // namespace procdemo::tracee
