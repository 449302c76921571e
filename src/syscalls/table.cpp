#include "syscalls/table.h"

#include <seccomp.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>

#include "syscalls/rows/rows.h"
#include "syscalls/step_names.h"

namespace procdemo::syscalls {

namespace {

std::vector<Syscall> joined_rows() {
  std::vector<Syscall> all;
  for (auto* rows :
       {process_calls,         exec_calls,     child_wait_calls,    signal_calls,  output_calls,
        moved_output_calls,    transfer_calls, lock_calls,          trap_calls,    time_calls,
        clock_calls,           timer_calls,    socket_option_calls, random_calls,  usage_calls,
        waiting_calls,         file_calls,     state_calls,         machine_calls, refused_calls,
        process_control_calls, private_calls,  other_calls}) {
    std::ranges::move(rows(), std::back_inserter(all));
  }
  for (Syscall& call : all) {
    if (call.step.empty()) call.step = step_name_of(call.name);
  }
  return all;
}

// libseccomp compares a name with hundreds: asked once, not for each run.
const std::vector<int>& numbers() {
  static const std::vector<int> all = [] {
    std::vector<int> found;
    for (const Syscall& call : syscalls()) found.push_back(number_of(call));
    return found;
  }();
  return all;
}

}  // namespace

const Handler* handler_for(const Syscall& call, const Needs& needs) {
  const auto fits = [&](const Handler& handler) { return !handler.in || handler.in(needs); };
  const auto found = std::ranges::find_if(call.handlers, fits);
  return found == call.handlers.end() ? nullptr : &*found;
}

const std::vector<Syscall>& syscalls() {
  static const std::vector<Syscall> all = joined_rows();
  return all;
}

// A call that other architectures have has a number below -1 there.
int number_of(const Syscall& call) {
  const int known = ::seccomp_syscall_resolve_name(call.name.data());
  return known == __NR_SCMP_ERROR ? call.number : std::max(known, -1);
}

std::string call_name(std::int64_t number) {
  const std::unique_ptr<char, decltype(&std::free)> name(
      ::seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, static_cast<int>(number)), &std::free);
  return name ? name.get() : std::to_string(number);
}

std::vector<std::string_view> calls_without_number() {
  std::vector<std::string_view> names;
  for (const Syscall& call : syscalls()) {
    if (number_of(call) < 0) names.push_back(call.name);
  }
  return names;
}

CallTable::CallTable(const Needs& needs) : needs_(needs) {
  if (needs.every_call) {
    traps_.passing.emplace();
    unlisted_ = {&unlisted_call(), &unlisted_call().handlers.front()};
  }
  for (std::size_t i = 0; i < syscalls().size(); ++i) {
    if (const int number = numbers()[i]; number >= 0) add(syscalls()[i], number);
  }
  filter_ = make_filter(traps_, trap_mark());
}

const CallTable& CallTable::of(Needs needs) {
  static std::map<Needs, CallTable> known;
  return known.try_emplace(needs, needs).first->second;
}

void CallTable::add(const Syscall& call, int number) {
  const auto place = static_cast<std::size_t>(number);
  if (place >= by_number_.size()) by_number_.resize(place + 1, unlisted_);
  Entry& entry = by_number_[place];
  if (const Handler* handler = handler_for(call, needs_)) {
    entry.call = &call;
    entry.handler = handler;
    traps_.handled.push_back({number, handler->trap});
  }
  for (const Refusal& refusal : call.refusals) {
    if (refusal.where_cgroups && !needs_.cgroups) continue;
    entry.refusals.push_back(&refusal);
    traps_.refused.push_back({number, refusal.trap});
  }
  if (call.is_private && traps_.passing) traps_.passing->push_back(number);
}

const CallTable::Entry& CallTable::at(std::int64_t number) const {
  const bool known = number >= 0 && number < std::ssize(by_number_);
  return known ? by_number_[static_cast<std::size_t>(number)] : unlisted_;
}

}  // namespace procdemo::syscalls
