#include "base/pagemap.h"

#include "base/fd.h"

namespace procdemo::base {

namespace {

constexpr std::uint64_t present = 1ull << 63;
constexpr std::uint64_t of_a_file_or_shared = 1ull << 61;
constexpr std::uint64_t exclusively_mapped = 1ull << 56;

}  // namespace

std::optional<bool> is_private_entry(std::uint64_t entry) {
  if (!(entry & present)) return std::nullopt;
  return (entry & exclusively_mapped) && !(entry & of_a_file_or_shared);
}

std::optional<bool> is_page_private(pid_t pid, std::uint64_t address) {
  const std::string path = "/proc/" + std::to_string(pid) + "/pagemap";
  const Fd pagemap(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const auto page = address / static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  std::uint64_t entry = 0;
  if (::pread(pagemap.get(), &entry, sizeof entry, static_cast<off_t>(page * sizeof entry)) !=
      sizeof entry) {
    return std::nullopt;
  }
  return is_private_entry(entry);
}

}  // namespace procdemo::base
