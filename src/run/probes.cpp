#include "run/probes.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/text/utf8.h"
#include "run/family.h"
#include "trace/library_lock.h"
#include "tracee/elf_file.h"
#include "tracee/memory.h"

namespace procdemo::run {

namespace {

constexpr std::uint64_t lowest_address = 0x10000;  // vm.mmap_min_addr: no pointer is below
constexpr std::size_t longest_text = 1024;

void count_in(const Task& task, std::uint64_t semaphore) {
  const auto observers = read_value<std::uint16_t>(task, semaphore);
  if (observers)
    write_value<std::uint16_t>(task, semaphore, static_cast<std::uint16_t>(*observers + 1));
}

std::uint64_t raw_value(const Task& task, const ProbeArgument& argument, bool& readable) {
  const Registers& registers = task.registers;
  const Operand& operand = *argument.operand;
  auto sum = static_cast<std::uint64_t>(operand.number);
  if (!operand.symbol.empty()) sum += task.process->image.probes->bias + argument.symbol_address;
  if (operand.base >= 0) sum += registers.general(operand.base);
  if (operand.index >= 0) {
    sum += registers.general(operand.index) * static_cast<std::uint64_t>(operand.scale);
  }
  if (!operand.in_memory) return sum >> operand.shift;
  const std::string bytes = read_memory(task, sum, argument.size);
  readable = bytes.size() == argument.size;
  std::uint64_t value = 0;
  if (readable) __builtin_memcpy(&value, bytes.data(), bytes.size());
  return value;
}

// In a text every byte is one of text; what a pointer to anything else points to soon has another.
bool is_text(const std::string& text) {
  const auto control = [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && value != '\t' && value != '\n') || value == 0x7F;
  };
  return is_utf8(text) && std::ranges::none_of(text, control);
}

std::string text_of(const Task& task, const ProbeArgument& argument, std::uint64_t value) {
  const auto unused = 64 - 8 * static_cast<int>(argument.size);
  if (argument.is_signed) {
    return std::to_string(static_cast<std::int64_t>(value << unused) >> unused);
  }
  const std::uint64_t number = value << unused >> unused;
  const bool maybe_pointer = argument.size == sizeof(std::uint64_t) && number >= lowest_address;
  if (!maybe_pointer || read_memory(task, number, 1).empty()) return std::to_string(number);
  const std::string text = read_text(task, number, longest_text);
  return is_text(text) ? text : fmt::format("{:#x}", number);
}

}  // namespace

bool Probes::is_told(const ProbeSite& site) {
  constexpr std::string_view only_steps[] = {"touch", "look", "await", "lock_wait", "lock_try"};
  return site.provider != "multiprocess" || std::ranges::count(only_steps, site.name) == 0;
}

bool Probes::repeats_call(const Task& task, const ProbeSite& site) {
  const bool of_lock = site.provider == "multiprocess" && site.name.starts_with("lock_");
  return of_lock && !locked_file(site.provider, arguments(task, site)).empty();
}

bool Probes::is_try(const ProbeSite& site) {
  return site.provider == "multiprocess" && site.name == "lock_try";
}

bool Probes::asks_for_lock(const ProbeSite& site) {
  return is_try(site) || (site.provider == "multiprocess" && site.name == "lock_wait");
}

bool Probes::is_got_lock(const ProbeSite& site) {
  return site.provider == "multiprocess" && site.name == "lock_locked";
}

bool Probes::has_library(const Process& process) {
  const auto& probes = process.image.probes;
  return probes && std::ranges::any_of(probes->table->sites, [](const auto& site) {
           return site.second.provider == "multiprocess";
         });
}

bool Probes::wanted(const ProbeSite& site) const {
  if (!is_told(site) && !is_try(site) && detail_ == Detail::told) return false;
  return std::ranges::any_of(
      providers_, [&](const std::string& one) { return one == site.provider || one == "*"; });
}

// Read once for each file: programs are executed over and over.
std::shared_ptr<const ProbeTable> Probes::table_of(const Place& place) {
  const struct stat& facts = place.facts;
  const FileId id{facts.st_dev, facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec};
  if (const auto known = known_.find(id); known != known_.end()) return known->second;
  const ElfFile elf(open_place(place, with_));
  ProbeTable table{elf.entry(), {}};
  for (ProbeSite& site : probes_in(elf)) {
    if (wanted(site)) table.sites.emplace(site.address, std::move(site));
  }
  auto& known = known_[id];  // that it has none, too; but not where it could not be read
  if (!table.sites.empty()) known = std::make_shared<const ProbeTable>(std::move(table));
  return known;
}

// A file that ended meanwhile, or that we may not read, has no probes for us.
std::shared_ptr<const ProbeTable> Probes::table_if_any(const std::function<Place()>& find,
                                                       bool& answered) {
  if (providers_.empty()) return nullptr;
  try {
    return table_of(find());
  } catch (const std::system_error& error) {
    answered = error.code().value() != ETIMEDOUT;
    return nullptr;
  }
}

bool Probes::are_in(const std::string& file) {
  bool answered = true;
  return table_if_any([&] { return find_place(file, with_); }, answered) != nullptr;
}

bool Probes::executed(Task& task) {
  Process& process = *task.process;
  bool answered = true;
  process.image.probes.reset();
  if (auto table = table_if_any([&] { return program_of(process.pid); }, answered)) {
    const std::uint64_t bias = load_bias_of(process.pid, table->entry);
    place_traps(task, process.image.probes.emplace(PlacedProbes{std::move(table), bias}));
  }
  return answered;
}

void Probes::place_traps(Task& task, const PlacedProbes& probes) {
  std::set<std::uint64_t> semaphores;  // a probe with several sites has one
  for (const auto& [address, site] : probes.table->sites) {
    const std::uint64_t at = probes.bias + address;
    if (read_value<std::uint8_t>(task, at) != nop_instruction()) continue;
    write_value(task, at, trap_instruction());
    if (site.semaphore) semaphores.insert(probes.bias + site.semaphore);
  }
  for (const std::uint64_t semaphore : semaphores) count_in(task, semaphore);
}

const ProbeSite* Probes::passed(const Process& process, std::uint64_t instruction) {
  const auto& probes = process.image.probes;
  if (!probes) return nullptr;
  const auto found = probes->table->sites.find(instruction - 1 - probes->bias);
  return found == probes->table->sites.end() ? nullptr : &found->second;
}

std::vector<std::string> Probes::arguments(const Task& task, const ProbeSite& site) {
  std::vector<std::string> texts;
  for (const ProbeArgument& argument : site.arguments) {
    bool readable = argument.operand.has_value();
    const std::uint64_t value = readable ? raw_value(task, argument, readable) : 0;
    texts.push_back(readable ? text_of(task, argument, value) : "?");
  }
  return texts;
}

}  // namespace procdemo::run
