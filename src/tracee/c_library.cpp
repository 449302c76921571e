#include "tracee/c_library.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "tracee/mappings.h"

namespace procdemo::tracee {

bool is_c_library(const Mapping& code) {
  const std::string_view name = std::string_view(code.file).substr(code.file.rfind('/') + 1);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"libc.so", "ld-musl", "libc.musl"},
      [&](std::string_view known) { return name.starts_with(known); });
}

}  // namespace procdemo::tracee
