#include "run/image/leak_checkers.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "run/image/linked.h"

namespace procdemo::run {

namespace {

constexpr std::string_view name_of_options = "LSAN_OPTIONS=";
constexpr std::string_view not_to_look = "detect_leaks=0";

}  // namespace

bool LeakCheckers::are_in(const std::string& path, const std::string& root) try {
  constexpr int most = 5;  // as the kernel has it
  std::string program = path;
  for (int scripts = 0; scripts < most; ++scripts) {
    const Place place = find_place(program, with_);
    const Linked& linked = linked_into(place, with_);
    if (!linked.interpreter.starts_with('/')) return linked.leak_checker;
    program = root + linked.interpreter;
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
