#include "run/image/linked.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>
#include <tuple>

#include "tracee/elf_file.h"

namespace procdemo::run {

namespace {

// With the times of its changes: another program may take a file's place.
using FileId =
    std::tuple<dev_t, ino_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t, off_t>;

FileId id_of(const struct stat& file) {
  return {file.st_dev,         file.st_ino,          file.st_mtim.tv_sec, file.st_mtim.tv_nsec,
          file.st_ctim.tv_sec, file.st_ctim.tv_nsec, file.st_size};
}

// "/bin/sh" of "#!/bin/sh -e" (execve(2), "Interpreter scripts").
std::string interpreter_in(const Fd& file) {
  std::array<char, 256> line;
  const ssize_t size = ::pread(file.get(), line.data(), line.size(), 0);
  std::string_view text(line.data(), static_cast<std::size_t>(std::max<ssize_t>(0, size)));
  if (!text.starts_with("#!")) return "";
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(" \t", 2)));
  return std::string(text.substr(0, text.find_first_of(" \t\n")));
}

Linked read_from(Fd content) {
  Linked found{.interpreter = interpreter_in(content)};
  if (!found.interpreter.empty()) return found;
  const ElfFile file(std::move(content));
  found.leak_checker = file.has_name("__asan_init") || file.has_name("__lsan_init");
  found.random_device = file.has_name("_ZNSt13random_device9_M_getval");
  return found;
}

}  // namespace

const Linked& linked_into(const Place& program, MemoryReader& with) {
  static std::map<FileId, Linked> known;
  const FileId id = id_of(program.facts);
  if (const auto found = known.find(id); found != known.end()) return found->second;
  return known.emplace(id, read_from(open_place(program, with))).first->second;
}

}  // namespace procdemo::run
