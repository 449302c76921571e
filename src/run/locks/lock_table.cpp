#include "run/locks/lock_table.h"

#include <algorithm>
#include <iterator>

#include "tracee/arch/detour.h"
#include "tracee/elf_file.h"

namespace procdemo::run {

namespace {

constexpr std::uint64_t page_size_of_code = 4096;
constexpr std::size_t longest_instruction = 15;

constexpr LockFunction functions[] = {
    {"pthread_mutex_lock", LockSort::mutex},
    {"pthread_mutex_trylock", LockSort::mutex, true},
    {"pthread_mutex_timedlock", LockSort::mutex},
    {"pthread_mutex_clocklock", LockSort::mutex},
    {"mtx_lock", LockSort::mutex},
    {"mtx_trylock", LockSort::mutex, true},
    {"mtx_timedlock", LockSort::mutex},
    {"pthread_rwlock_rdlock", LockSort::rwlock},
    {"pthread_rwlock_wrlock", LockSort::rwlock},
    {"pthread_rwlock_tryrdlock", LockSort::rwlock, true},
    {"pthread_rwlock_trywrlock", LockSort::rwlock, true},
    {"pthread_rwlock_timedrdlock", LockSort::rwlock},
    {"pthread_rwlock_timedwrlock", LockSort::rwlock},
    {"pthread_rwlock_clockrdlock", LockSort::rwlock},
    {"pthread_rwlock_clockwrlock", LockSort::rwlock},
    {"pthread_spin_lock", LockSort::spin},
    {"pthread_spin_trylock", LockSort::spin, true},
    {"sem_wait", LockSort::semaphore},
    {"sem_trywait", LockSort::semaphore, true},
    {"sem_timedwait", LockSort::semaphore},
    {"sem_clockwait", LockSort::semaphore},
    {"pthread_cond_wait", LockSort::condition},
    {"pthread_cond_timedwait", LockSort::condition},
    {"pthread_cond_clockwait", LockSort::condition},
    {"cnd_wait", LockSort::condition},
    {"cnd_timedwait", LockSort::condition},
    {"pthread_cond_signal", LockSort::condition, false, true},
    {"pthread_cond_broadcast", LockSort::condition, false, true},
    {"cnd_signal", LockSort::condition, false, true},
    {"cnd_broadcast", LockSort::condition, false, true},
};

bool has(std::string_view name, std::string_view part) {
  return name.find(part) != name.npos;
}

bool tells_glibc(std::string_view symbol) {
  return symbol == "gnu_get_libc_version" || symbol == "_IO_stdin_used";
}

// Of a function that is known by where it is.
CodeRange* range_of(LockTable& table, std::string_view symbol) {
  if (symbol == "pthread_sigmask") return &table.masks;
  if (symbol == "syscall") return &table.calls;
  return symbol == "pthread_barrier_wait" ? &table.barriers : nullptr;
}

// The rest of a segment's last page holds nothing.
struct FreeRoom {
  std::uint64_t begin = 0, end = 0;
};

FreeRoom room_behind_code(const ElfFile& file) {
  FreeRoom room;
  file.each_segment([&](const GElf_Phdr& segment) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) return;
    room.begin = (segment.p_vaddr + segment.p_filesz + 15) / 16 * 16;
    room.end = (room.begin + page_size_of_code - 1) / page_size_of_code * page_size_of_code;
  });
  return room;
}

// False where the function's first instruction can't stand elsewhere, or there is no room for it.
bool add_site(LockTable& table, const ElfFile& file, const FreeRoom& room, std::uint64_t address,
              const LockFunction& function) {
  const std::string_view code = file.bytes_at(address, longest_instruction);
  const std::uint64_t at = table.room + table.detours.size();
  const auto copy = detour(code, address, at);
  if (table.sites.contains(address)) return true;  // it has several names
  if (!copy || at + copy->size() > room.end) return false;
  table.detours += *copy;
  table.sites[address] = {&function, at, std::string(code)};
  return true;
}

}  // namespace

bool LockFunction::gives_up() const {
  return tries || has(name, "timed") || has(name, "clock");
}

bool LockFunction::reads() const {
  return has(name, "rdlock");
}

// All locks or none: who saw some alone would call others' orders explored.
LockTable locks_in(const ElfFile& file) {
  LockTable table;
  bool all = true;
  const FreeRoom room = room_behind_code(file);
  table.room = room.begin;
  file.each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    table.glibc = table.glibc || tells_glibc(name);
    const bool defined = GELF_ST_TYPE(symbol.st_info) == STT_FUNC && symbol.st_shndx != SHN_UNDEF;
    if (CodeRange* const range = defined ? range_of(table, name) : nullptr) {
      *range = {symbol.st_value, symbol.st_value + symbol.st_size};
    }
    const auto* function = std::ranges::find(functions, name, &LockFunction::name);
    if (defined && function != std::end(functions)) {
      const bool added = add_site(table, file, room, symbol.st_value, *function);
      all = all && (added || function->signals);
    }
  });
  if (!all) table.sites.clear();
  return table;
}

}  // namespace procdemo::run
