#include "trace/intention.h"

namespace procdemo::trace {

std::optional<Intention> intention_behind(const Event& event) {
  using Any = std::optional<Intention>;
  return std::visit(
      Overloaded{
          [](const event::Start&) -> Any { return intention::Begin{}; },
          [](const event::Print& print) -> Any { return intention::Print{print.fd, print.text}; },
          [](const event::Line& line) -> Any {
            return intention::Print{line.fd, line.text + "\n"};
          },
          [](const event::Fork& fork) -> Any { return intention::Fork{fork.call}; },
          [](const event::Thread&) -> Any { return intention::Thread{}; },
          [](const event::ThreadEnd&) -> Any { return intention::Exit{.thread = true}; },
          [](const event::Exec& exec) -> Any { return intention::Exec{exec.path, exec.argv}; },
          [](const event::Sleep& sleep) -> Any { return intention::Sleep{sleep.seconds}; },
          [](const event::Wake&) -> Any { return intention::Wake{}; },
          [](const event::Wait& wait) -> Any { return intention::Wait{wait.target, wait.nohang}; },
          [](const event::Reap&) -> Any { return intention::Return{"wait"}; },
          [](const event::Notice&) -> Any { return intention::Return{"wait"}; },
          [](const event::Exit& exit) -> Any { return intention::Exit{exit.code.value_or(0)}; },
          [](const event::Kill& kill) -> Any { return intention::Kill{kill.signal, kill.target}; },
          [](const event::Signal& signal) -> Any { return intention::Signal{signal.signal}; },
          [](const event::Lock& lock) -> Any { return intention::Lock{lock.path, lock.how}; },
          [](const event::Locked& lock) -> Any { return intention::Lock{lock.path, lock.how}; },
          [](const event::Unlock& unlock) -> Any { return intention::Unlock{unlock.path}; },
          [](const event::Read& read) -> Any { return intention::Read{read.object}; },
          [](const event::Write& write) -> Any {
            return intention::Write{write.object, write.bytes};
          },
          [](const event::Probe& probe) -> Any {
            return intention::Probe{probe.provider, probe.name, probe.args};
          },
          [](const event::Refuse& refuse) -> Any { return intention::Call{refuse.call}; },
          [](const auto&) -> Any { return std::nullopt; }},
      event.what);
}

}  // namespace procdemo::trace
