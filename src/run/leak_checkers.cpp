#include "run/leak_checkers.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "base/procfs.h"
#include "tracee/elf_file.h"

namespace procdemo::run {

namespace {

constexpr std::string_view name_of_options = "LSAN_OPTIONS=";
constexpr std::string_view not_to_look = "detect_leaks=0";

// The function by which a program begins one, wherever it is linked from.
bool has_leak_checker(const ElfFile& file) {
  return file.has_name("__asan_init") || file.has_name("__lsan_init");
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

}  // namespace

const LeakCheckers::Known& LeakCheckers::look(const Place& place) {
  const struct stat& facts = place.facts;
  const FileId id{facts.st_dev, facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  Fd file = open_place(place, with_);
  std::string interpreter = interpreter_in(file);
  const bool has_one = interpreter.empty() && has_leak_checker(ElfFile(std::move(file)));
  return known_.emplace(id, Known{has_one, std::move(interpreter)}).first->second;
}

bool LeakCheckers::are_in(const std::string& path, const std::string& root) try {
  constexpr int most = 5;  // as the kernel has it
  std::string program = path;
  for (int scripts = 0; scripts < most; ++scripts) {
    const Known& known = look(find_place(program, with_));
    if (!known.interpreter.starts_with('/')) return known.has_one;
    program = root + known.interpreter;
  }
  return false;
} catch (const std::system_error&) {
  return false;
}

bool LeakCheckers::silence(const std::string& path, std::vector<std::string>& environment) {
  if (!std::ranges::any_of(environment, are_loaded) && !are_in(path, "")) return false;
  const auto options = std::ranges::find_if(environment, is_for_them);
  if (options == environment.end()) {
    environment.push_back(silenced(""));
  } else {
    *options = silenced(*options);
  }
  return true;
}

bool LeakCheckers::are_loaded(std::string_view variable) {
  if (!variable.starts_with("LD_PRELOAD=")) return false;
  return std::ranges::any_of(
      std::array<std::string_view, 4>{"libasan.", "liblsan.", "libclang_rt.asan",
                                      "libclang_rt.lsan"},
      [&](std::string_view library) { return variable.find(library) != variable.npos; });
}

bool LeakCheckers::is_for_them(std::string_view variable) {
  return variable.starts_with(name_of_options);
}

std::string LeakCheckers::silenced(std::string_view variable) {
  std::string options(variable.empty() ? name_of_options : variable);
  if (options.size() > name_of_options.size()) options += ':';
  return options.append(not_to_look);
}

std::string LeakCheckers::as_given(std::string_view variable) {
  if (!variable.ends_with(not_to_look)) return std::string(variable);
  variable.remove_suffix(not_to_look.size());
  if (variable == name_of_options) return "";
  if (variable.ends_with(':')) variable.remove_suffix(1);
  return std::string(variable);
}

}  // namespace procdemo::run
