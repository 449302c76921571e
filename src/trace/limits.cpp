#include "trace/limits.h"

#include <unistd.h>

#include <algorithm>

namespace procdemo::trace {

namespace {

using Unit = LimitKind::Unit;

constexpr double most_processes = 100'000;
constexpr double most_forks = 100'000'000;
constexpr double shortest = 0.1, longest = 86'400;  // seconds: a day
constexpr double most_bytes = 1'000'000'000'000;
constexpr double least_memory = 16'000'000;  // bytes: with less no program begins

}  // namespace

constinit const std::array<LimitKind, 6> limit_kinds = {{
    {"processes", "max-processes", Unit::count, 1, most_processes, true, &Limits::processes},
    {"forks", "max-forks", Unit::count, 1, most_forks, true, &Limits::forks},
    {"seconds", "timeout", Unit::seconds, shortest, longest, false, &Limits::seconds},
    {"output", "max-output", Unit::bytes, 1, most_bytes, true, &Limits::output},
    {"memory", "max-memory", Unit::bytes, least_memory, most_bytes, true, &Limits::memory},
    {"file", "max-file", Unit::bytes, 1, most_bytes, true, &Limits::file},
}};

const LimitKind* find_limit(std::string_view name) {
  const auto* const found = std::ranges::find(limit_kinds, name, &LimitKind::name);
  return found == limit_kinds.end() ? nullptr : &*found;
}

std::int64_t Limits::memory_here() const {
  constexpr std::int64_t enough = 4'000'000'000;
  static const std::int64_t machine =
      static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
  return memory.value_or(std::clamp<std::int64_t>(machine / 2, 1, enough));
}

double LimitKind::value(const Limits& limits) const {
  return given(limits).value_or(static_cast<double>(limits.memory_here()));
}

std::optional<double> LimitKind::given(const Limits& limits) const {
  return std::visit([&](const auto& field) { return std::optional<double>(limits.*field); },
                    member);
}

void LimitKind::set(Limits& limits, double value) const {
  const auto put = [&]<class Value>(Value Limits::* field) {
    if constexpr (std::is_same_v<Value, double>) {
      limits.*field = value;
    } else {
      limits.*field = static_cast<std::int64_t>(value);
    }
  };
  std::visit(put, member);
}

}  // namespace procdemo::trace
