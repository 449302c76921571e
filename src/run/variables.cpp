#include "run/variables.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/pagemap.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "run/problems.h"
#include "tracee/elf_file.h"
#include "tracee/files.h"
#include "tracee/memory.h"

namespace procdemo::run {

namespace {

std::int64_t integer_of(const std::string& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  const int unused = 64 - static_cast<int>(bytes.size()) * 8;
  return static_cast<std::int64_t>(value << unused) >> unused;  // a signed number, like an int
}

// g++ calls `static int count` of a file "_ZL5count" (Itanium C++ ABI, 5.1.2).
std::string_view plain_name(std::string_view symbol) {
  if (!symbol.starts_with("_ZL")) return symbol;
  symbol.remove_prefix(3);
  symbol.remove_prefix(std::min(symbol.size(), symbol.find_first_not_of("0123456789")));
  return symbol;
}

std::optional<bool> page_is_private(const Task& task, std::uint64_t address) {
  return is_private_entry(
      read_about_memory(task, "pagemap", pagemap_entry_at(address), pagemap_entry_size));
}

}  // namespace

Variables::Variables(const std::string& file, const std::vector<std::string>& names,
                     MemoryReader& with) {
  if (names.empty()) return;
  const Place place = find_place(file, with);
  file_ = identity_of(place.facts);
  find(ElfFile(open_place(place, with)), names);
  for (const std::string& name : names) {
    const auto found = std::ranges::find(symbols_, name, &Symbol::name);
    const bool readable = found != symbols_.end() && (found->size == 1 || found->size == 2 ||
                                                      found->size == 4 || found->size == 8);
    if (!readable) throw Problem(Status::usage, RunProblem::variable_unknown, {name, file});
  }
}

void Variables::find(const ElfFile& file, const std::vector<std::string>& names) {
  entry_ = file.entry();
  file.each_symbol([&](std::string_view symbol, const GElf_Sym& facts) {
    if (GELF_ST_TYPE(facts.st_info) != STT_OBJECT) return;
    const std::string name(plain_name(symbol));
    const bool wanted = std::ranges::count(names, name) != 0;
    if (!wanted || std::ranges::count(symbols_, name, &Symbol::name) != 0) return;
    symbols_.push_back({name, facts.st_value, facts.st_size});
  });
}

void Variables::executed(Process& process) const {
  process.sightings.clear();
  process.image.watched.reset();
  if (empty()) return;
  struct stat facts;
  const std::string path = fmt::format("/proc/{}/exe", process.pid);
  if (!stat_without_asking(path.c_str(), facts)) return;
  if (identity_of(facts) != file_) return;
  process.image.watched = load_bias_of(process.pid, entry_);
}

void Variables::look(Task& task, const std::function<void(event::Value)>& tell) const {
  Process& process = *task.process;
  if (!process.image.watched) return;
  for (const Symbol& symbol : symbols_) {
    const std::uint64_t address = *process.image.watched + symbol.address;
    const std::optional<bool> is_private = page_is_private(task, address);
    if (!is_private) continue;  // nobody has touched that page yet: there is nothing to show
    const std::string bytes = read_memory(task, address, symbol.size);
    if (bytes.size() != symbol.size) continue;
    const Sighting now{integer_of(bytes), *is_private};
    const auto before = process.sightings.find(symbol.name);
    if (before != process.sightings.end() && before->second == now) continue;
    process.sightings[symbol.name] = now;
    tell({symbol.name, now.value, fmt::format("{:#x}", address),
          now.is_private ? "private" : "shared"});
  }
}

}  // namespace procdemo::run
