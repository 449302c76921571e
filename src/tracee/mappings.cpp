#include "tracee/mappings.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/text/lines.h"
#include "tracee/memory.h"

namespace procdemo::tracee {

namespace {

constexpr std::string_view gone = " (deleted)";
constexpr std::size_t longest_maps = 16'000'000;  // of 65,530 mappings (vm.max_map_count)
constexpr std::string_view memfd_mark = "/memfd:";

std::string_view word(std::string_view& rest) {
  const std::string_view first = rest.substr(0, rest.find(' '));
  rest.remove_prefix(std::min(first.size() + 1, rest.size()));
  return first;
}

template <class Number>
Number number(std::string_view text, int base) {
  Number value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

// "7f10a0000000-7f10a0001000 rw-s 00000000 00:01 1037       /memfd:queue-1 (deleted)"
Mapping mapping_in(std::string_view line) {
  Mapping mapping;
  const std::string_view range = word(line);
  const std::size_t dash = range.find('-');
  mapping.begin = number<std::uint64_t>(range.substr(0, dash), 16);
  mapping.end = number<std::uint64_t>(range.substr(dash + 1), 16);
  mapping.writable = word(line).substr(0, 2).ends_with('w');
  mapping.offset = number<std::uint64_t>(word(line), 16);
  const std::string_view device = word(line);
  const std::size_t colon = device.find(':');
  mapping.device = ::makedev(number<unsigned>(device.substr(0, colon), 16),
                             number<unsigned>(device.substr(colon + 1), 16));
  mapping.inode = number<ino_t>(word(line), 10);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  if (line.ends_with(gone)) line.remove_suffix(gone.size());
  mapping.file = line;
  return mapping;
}

// "rw-s": read, write, execute; private or shared.
bool has_right(std::string_view line, std::size_t place, char right) {
  const std::size_t at = line.find(' ') + 1 + place;
  return line.size() > at && line[at] == right;
}

std::vector<Mapping> mappings_with(const Tracee& task, std::size_t place, char right) {
  const std::string text = read_about_memory(task, "maps", 0, longest_maps);
  std::vector<Mapping> mappings;
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    if (has_right(line, place, right)) mappings.push_back(mapping_in(line));
  }
  return mappings;
}

}  // namespace

std::string Mapping::memfd() const {
  return file.starts_with(memfd_mark) ? file.substr(memfd_mark.size()) : "";
}

bool is_mapped(const Tracee& task, std::uint64_t address) {
  const std::string text = read_about_memory(task, "maps", 0, longest_maps);
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    if (has_right(line, 0, 'r') && mapping_in(line).holds(address)) return true;
  }
  return false;
}

std::vector<Mapping> shared_mappings(const Tracee& task) {
  return mappings_with(task, 3, 's');
}

std::vector<Mapping> code_mappings(const Tracee& task) {
  return mappings_with(task, 2, 'x');
}

std::vector<Mapping> data_mappings(const Tracee& task) {
  return mappings_with(task, 1, 'w');
}

}  // namespace procdemo::tracee
