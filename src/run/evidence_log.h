// The evidence behind each event, kept while a run goes on, for a reader who may ask for it.
//
// What a call was made with is read when it begins, where it was made then, too: later the program
// may have changed its memory, and nobody can unwind the stack of a task that sleeps. An event is
// told at some moment of a call; its evidence is whole when that has ended.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "run/room.h"
#include "trace/evidence.h"

namespace procdemo::run {

class EvidenceLog {
 public:
  /// `wanted`: else nothing is kept, and nobody needs to look.
  explicit EvidenceLog(bool wanted) : wanted_(wanted) {}
  bool wanted() const { return wanted_; }

  /// The task has begun this call, there.
  void call_began(pid_t tid, std::string call, std::vector<StackFrame> stack);

  /// And has ended it: what strace(1) would write then.
  void call_ended(pid_t tid, std::string call);

  /// It is in none any more.
  void call_is_over(pid_t tid) { calls_.erase(tid); }

  /// An event was told of this task; `kernel` is what was read of it at that moment.
  void told(std::uint64_t seq, pid_t tid, const Name& name, std::vector<std::string> kernel);

  /// nullptr where there was no such event.
  const Evidence* of(std::uint64_t seq) const;

  /// The call that a task is in; nullptr for none.
  const Evidence* now(pid_t tid) const;

 private:
  struct Current {
    Evidence evidence;
    std::vector<std::uint64_t> told;  // in it
  };

  bool wanted_;
  std::map<std::uint64_t, Evidence> events_;
  std::unordered_map<pid_t, Current> calls_;
};

}  // namespace procdemo::run
