#include "run/locks/lock_functions.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <system_error>

#include "run/probes.h"
#include "tracee/c_library.h"
#include "tracee/elf_file.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::run {

namespace {

std::string_view last_part(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

// The C++ library waits for a condition in its user's name.
bool is_cpp_library(const Mapping& code) {
  const std::string_view name = last_part(code.file);
  return name.starts_with("libstdc++") || name.starts_with("libc++");
}

// Its locks are not those of the author of what it runs.
bool tells_interpreter(std::string_view symbol) {
  return symbol == "PyEval_RestoreThread" || symbol == "napi_create_object" ||
         symbol == "JLI_Launch";
}

auto identity_in_time(const Place& place) {
  const struct stat& facts = place.facts;
  return std::tuple(facts.st_dev, facts.st_ino, static_cast<std::int64_t>(facts.st_mtim.tv_sec),
                    static_cast<std::int64_t>(facts.st_mtim.tv_nsec));
}

// What a program calls: its own symbols, and those that it wants of others.
struct Called {
  std::set<std::string, std::less<>> names;
  bool conditions = false;  // by way of the C++ library

  bool has(const LockFunction& function) const {
    return names.contains(function.name) || (conditions && function.sort == LockSort::condition);
  }
};

Called called_by(const ElfFile& program) {
  Called called;
  program.each_symbol([&](std::string_view name, const GElf_Sym&) {
    if (name.starts_with("_ZNSt18condition_variable")) called.conditions = true;
    const bool of_locks = name.find("lock") != name.npos || name.find("wait") != name.npos ||
                          name.starts_with("pthread_cond_") || name.starts_with("cnd_");
    if (of_locks) {
      called.names.emplace(name.substr(0, name.find('@')));
    }
  });
  return called;
}

// Functions that libraries alone call are left alone: a virtual machine takes very many locks.
void write_traps(Task& task, const PlacedLocks& locks, const Called& called) {
  const LockTable& table = *locks.table;
  write_memory(task, locks.bias + table.room, table.detours.data(), table.detours.size());
  for (const auto& [address, site] : table.sites) {
    const std::uint64_t at = locks.bias + address;
    if (!called.has(*site.function)) continue;
    if (read_memory(task, at, site.code.size()) == site.code) {
      write_value(task, at, trap_instruction());
    }
  }
}

bool is_of_program(const PlacedLocks& locks, std::uint64_t address) {
  return std::ranges::any_of(locks.callers,
                             [&](const CodeRange& code) { return code.holds(address); });
}

}  // namespace

const LockFunctions::Program& LockFunctions::program_at(const Place& place) {
  const auto [known, is_new] = programs_.try_emplace(identity_in_time(place));
  Program& program = known->second;
  if (!is_new) return program;
  auto names = std::make_shared<ObjectNames>();
  ElfFile(open_place(place, with_)).each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    program.interpreter = program.interpreter || tells_interpreter(name);
    if (symbol.st_shndx == SHN_UNDEF) return;
    const bool object = GELF_ST_TYPE(symbol.st_info) == STT_OBJECT && symbol.st_size > 0;
    if (object) names->add(name, symbol.st_value, symbol.st_size);
  });
  program.names = names;
  return program;
}

// The C library, or a program that has it linked in.
void LockFunctions::find_library(const Task& task, const Mapping& code, PlacedLocks& locks) {
  const std::string path = fmt::format("/proc/{}/root{}", task.process->pid, code.file);
  const Place place = find_place(path, with_);
  const ElfFile file(open_place(place, with_));
  const auto bias = load_bias_of(file, code);
  const auto [known, is_new] = tables_.try_emplace(identity_in_time(place));
  if (is_new) known->second = std::make_shared<const LockTable>(locks_in(file));
  if (!bias || known->second->sites.empty()) return;
  locks.table = known->second;
  locks.bias = *bias;
}

std::optional<PlacedLocks> LockFunctions::find(const Task& task, const Program& program,
                                               const ElfFile& file) {
  std::error_code unknown;
  const std::string exe = fmt::format("/proc/{}/exe", task.process->pid);
  const std::string path = std::filesystem::read_symlink(exe, unknown).string();
  PlacedLocks locks{.names = program.names};
  for (const Mapping& code : code_mappings(task)) {
    const bool is_program = code.file == path;
    if (is_program || is_cpp_library(code)) locks.callers.push_back({code.begin, code.end});
    if (is_program) locks.names_bias = load_bias_of(file, code).value_or(0);
    if (!locks.table && (is_program || is_c_library(code))) find_library(task, code, locks);
  }
  return locks.table ? std::optional(std::move(locks)) : std::nullopt;
}

std::optional<PlacedLocks> LockFunctions::find(const Task& task, Task* trapped) {
  if (Probes::has_library(*task.process)) return std::nullopt;
  const Place place = program_of(task.process->pid);
  const Program& program = program_at(place);
  if (program.interpreter) return std::nullopt;
  const ElfFile file(open_place(place, with_));
  auto locks = find(task, program, file);
  if (locks && trapped) write_traps(*trapped, *locks, called_by(file));
  return locks;
}

// A file that may not be read, or does not answer, has no locks for us.
void LockFunctions::place(Task& task) {
  Image& image = task.process->image;
  if (std::exchange(image.looked_for_locks, true)) return;
  try {
    image.locks = find(task, &task);
  } catch (const std::system_error&) {
    image.locks.reset();
  }
}

std::optional<PlacedLocks> LockFunctions::look(const Task& task) {
  try {
    return find(task, nullptr);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

const LockSite* LockFunctions::passed(const Process& process, std::uint64_t instruction) {
  const auto& locks = process.image.locks;
  if (!locks) return nullptr;
  const auto found = locks->table->sites.find(instruction - 1 - locks->bias);
  return found == locks->table->sites.end() ? nullptr : &found->second;
}

void LockFunctions::lift(Task& task) {
  PlacedLocks& locks = *task.process->image.locks;
  locks.lifted = true;
  for (const auto& [address, site] : locks.table->sites) {
    const std::uint64_t at = locks.bias + address;
    if (read_value<std::uint8_t>(task, at) != trap_instruction()) continue;
    write_memory(task, at, site.code.data(), 1);
  }
}

bool LockFunctions::is_meant(const Task& task) {
  const auto& locks = task.process->image.locks;
  if (!locks) return false;
  const std::uint64_t at = task.registers.instruction();
  const CodeRange& calls = locks->table->calls;
  const bool linked_in = is_of_program(*locks, locks->bias + locks->table->sites.begin()->first);
  return calls.holds(at - locks->bias) || (!linked_in && is_of_program(*locks, at));
}

bool LockFunctions::is_step(const Task& task, std::uint64_t object) {
  const auto caller = read_value<std::uint64_t>(task, task.registers.return_address_at());
  if (!caller || !is_of_program(*task.process->image.locks, *caller)) return false;
  if (task.process->tasks > 1) return true;
  return std::ranges::any_of(shared_mappings(task),
                             [&](const Mapping& shared) { return shared.holds(object); });
}

}  // namespace procdemo::run
