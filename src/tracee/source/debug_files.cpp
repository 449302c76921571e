#include "tracee/source/debug_files.h"

#include <elfutils/libdwelf.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "tracee/files.h"
#include "tracee/source/python_frames.h"

namespace procdemo::tracee {

namespace {

/// Whether a file is of the build that this identifier names.
bool is_of_build(const Fd& file, const unsigned char* build, std::size_t size) {
  const std::unique_ptr<Elf, int (*)(Elf*)> elf(::elf_begin(file.get(), ELF_C_READ, nullptr),
                                                ::elf_end);
  const void* other = nullptr;
  const ssize_t other_size = ::dwelf_elf_gnu_build_id(elf.get(), &other);
  return other_size == static_cast<ssize_t>(size) && std::memcmp(other, build, size) == 0;
}

}  // namespace

bool is_of_system(std::string_view path) {
  if (PythonFrames::may_be(path) || PythonFrames::is_of_library(path)) return true;
  constexpr std::array<std::string_view, 8> folders = {
      "/usr/bin/", "/usr/sbin/", "/usr/lib", "/bin/", "/sbin/", "/lib", "/usr/local/lib/", "["};
  return std::ranges::any_of(folders, [&](auto folder) { return path.starts_with(folder); });
}

Fd DebugFiles::open(pid_t tid, const std::string& path) const try {
  constexpr std::uint64_t most = 256'000'000;
  if (!path.starts_with('/')) return {};  // [vdso]
  const std::string root = "/proc/" + std::to_string(tid) + "/root";
  const Place place = find_place(root + path, with_);
  if (is_of_system(path)) return open_place(place, with_, most);
  auto copy = with_.reader.copy(place.fd.get(), most);
  return copy ? std::move(*copy) : Fd();
} catch (const std::system_error&) {
  return {};
}

Fd DebugFiles::open_beside(pid_t tid, Dwfl_Module* module, const std::string& path,
                           const std::string& link) const {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const unsigned char* build = nullptr;
  GElf_Addr address = 0;
  const int size = ::dwfl_module_build_id(module, &build, &address);
  if (size <= 0) return {};
  for (const auto& candidate : {folder / link, folder / ".debug" / link}) {
    Fd file = open(tid, candidate.string());
    if (file && is_of_build(file, build, static_cast<std::size_t>(size))) return file;
  }
  return {};
}

}  // namespace procdemo::tracee
