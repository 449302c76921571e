// The rows of all calls, and which of them stop the program in one run.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syscalls/filter.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// All of them, those of a subject together.
const std::vector<Syscall>& syscalls();

/// The call's number on this architecture, by its name (libseccomp); -1 where it has no such call,
/// or the library is older than it and its row has no number.
int number_of(const Syscall& call);

/// A call's name by its number; the number itself where this libseccomp has no name for it.
std::string call_name(std::int64_t number);

/// The names of those without one: no run knows them here.
std::vector<std::string_view> calls_without_number();

/// The handler of a call in such runs; or null.
const Handler* handler_for(const Syscall& call, const Needs& needs);

/// The calls that stop the program in such runs, by their numbers.
class CallTable {
 public:
  explicit CallTable(const Needs& needs);

  /// Made once for all runs that are alike: many a process makes many.
  static const CallTable& of(Needs needs);

  struct Entry {
    const Syscall* call = nullptr;
    const Handler* handler = nullptr;  ///< nullptr: the program goes on, if nothing refuses it
    std::vector<const Refusal*> refusals{};
  };

  const Entry& at(std::int64_t number) const;
  const std::vector<sock_filter>& filter() const { return filter_; }  ///< with trap_mark()

 private:
  void add(const Syscall& call, int number);

  Needs needs_;
  Entry unlisted_;
  std::vector<Entry> by_number_;
  Traps traps_;
  std::vector<sock_filter> filter_;
};

}  // namespace procdemo::syscalls
