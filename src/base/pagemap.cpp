#include "base/pagemap.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "base/fd.h"

namespace procdemo::base {

namespace {

constexpr std::uint64_t present = 1ull << 63;
constexpr std::uint64_t of_a_file_or_shared = 1ull << 61;
constexpr std::uint64_t exclusively_mapped = 1ull << 56;

}  // namespace

std::uint64_t pagemap_entry_at(std::uint64_t address) {
  return address / static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) * pagemap_entry_size;
}

std::optional<bool> is_private_entry(std::string_view bytes) {
  std::uint64_t entry = 0;
  if (bytes.size() != sizeof entry) return std::nullopt;
  std::memcpy(&entry, bytes.data(), sizeof entry);
  if (!(entry & present)) return std::nullopt;
  return (entry & exclusively_mapped) && !(entry & of_a_file_or_shared);
}

std::optional<bool> is_page_private(pid_t pid, std::uint64_t address) {
  const std::string path = "/proc/" + std::to_string(pid) + "/pagemap";
  const Fd pagemap(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char entry[pagemap_entry_size];
  const auto at = static_cast<off_t>(pagemap_entry_at(address));
  const ssize_t got = ::pread(pagemap.get(), entry, sizeof entry, at);
  return is_private_entry({entry, static_cast<std::size_t>(std::max<ssize_t>(got, 0))});
}

}  // namespace procdemo::base
