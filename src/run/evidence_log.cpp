#include "run/evidence_log.h"

#include <utility>

namespace procdemo::run {

void EvidenceLog::call_began(pid_t tid, std::string call, std::vector<StackFrame> stack) {
  Current& current = calls_[tid] = {};
  current.evidence.call = std::move(call);
  current.evidence.stack = std::move(stack);
}

void EvidenceLog::call_ended(pid_t tid, std::string call) {
  const auto current = calls_.find(tid);
  if (current == calls_.end()) return;
  for (const std::uint64_t seq : current->second.told) events_[seq].call = call;
  current->second.evidence.call = std::move(call);
}

void EvidenceLog::told(std::uint64_t seq, pid_t tid, const Name& name,
                       std::vector<std::string> kernel) {
  Evidence& evidence = events_[seq];
  if (const auto current = calls_.find(tid); current != calls_.end()) {
    evidence = current->second.evidence;
    current->second.told.push_back(seq);
  }
  evidence.process = name;
  evidence.kernel = std::move(kernel);
}

const Evidence* EvidenceLog::of(std::uint64_t seq) const {
  const auto found = events_.find(seq);
  return found == events_.end() ? nullptr : &found->second;
}

const Evidence* EvidenceLog::now(pid_t tid) const {
  const auto found = calls_.find(tid);
  return found == calls_.end() ? nullptr : &found->second.evidence;
}

}  // namespace procdemo::run
