#include "show/sentences/intention_words.h"

#include <utility>

#include "show/sentences/event_words.h"
#include "show/sentences/waits.h"
#include "show/words/intentions.h"
#include "trace/library_lock.h"

namespace procdemo::show {

namespace {

// The first line, and whether there is more.
std::string first_line_of(std::string text) {
  const std::size_t end = text.find('\n');
  const bool more = end + 1 < text.size() && end != text.npos;
  if (end != text.npos) text.resize(end);
  return more ? text + "…" : text;
}

class IntentionWords {
 public:
  IntentionWords(const std::string& object, Language language)
      : object_(object), language_(language) {}

  std::string operator()(const intention::Call& call) const {
    return say(language_, Does::calls, call.call);
  }
  std::string operator()(const intention::Begin&) const { return say(language_, Does::begins); }
  std::string operator()(const intention::Print& print) const {
    if (print.text == "\n") return say(language_, Does::prints_newline);
    return say(language_, print.fd == 1 ? Does::prints : Does::prints_error,
               first_line_of(print.text));
  }
  std::string operator()(const intention::Fork& fork) const {
    return say(language_, Does::forks, fork.call);
  }
  std::string operator()(const intention::Thread&) const {
    return say(language_, Does::makes_thread);
  }
  std::string operator()(const intention::Exec& exec) const {
    return as_event(event::Exec{exec.path, exec.argv});
  }
  std::string operator()(const intention::Sleep& sleep) const {
    return as_event(event::Sleep{sleep.seconds});
  }
  std::string operator()(const intention::Wake&) const { return say(language_, Does::wakes); }
  std::string operator()(const intention::Wait& wait) const {
    return as_event(event::Wait{wait.target, wait.nohang});
  }
  std::string operator()(const intention::Exit& exit) const {
    if (exit.thread) return say(language_, Does::ends_thread);
    return as_event(event::Exit{exit.code, std::nullopt});
  }
  std::string operator()(const intention::Kill& kill) const {
    return as_event(event::Kill{kill.signal, kill.target});
  }
  std::string operator()(const intention::Signal& signal) const {
    return say(language_, Does::gets, signal.signal);
  }
  std::string operator()(const intention::Lock& lock) const {
    return as_event(event::Lock{lock.path, lock.how});
  }
  std::string operator()(const intention::Unlock&) const {
    return say(language_, Does::unlocks, object_);
  }
  std::string operator()(const intention::Take& take) const {
    return say(language_, Does::takes, waited_for(take.lock, language_));
  }
  std::string operator()(const intention::Read& read) const {
    if (read.object == "stdin") return say(language_, Does::reads_input);
    return say(language_, Does::reads, object_);
  }
  std::string operator()(const intention::Write& write) const {
    return as_event(event::Write{write.object, write.bytes});
  }
  std::string operator()(const intention::Probe& probe) const {
    const bool of_file = !locked_file(probe.provider, probe.args).empty();
    if (of_file && probe.name == "lock_locked") return say(language_, Does::locks, object_);
    if (of_file && probe.name == "lock_unlock") return say(language_, Does::unlocks, object_);
    return as_event(event::Probe{probe.provider, probe.name, probe.args});
  }
  std::string operator()(const intention::Return& call) const {
    return say(language_, call.timed_out ? Does::times_out : Does::finishes, call.call);
  }
  std::string operator()(const intention::Compute&) const { return say(language_, Does::computes); }

 private:
  // What it will be told as, when it has been done.
  std::string as_event(event::Any what) const {
    const Event event{.what = std::move(what)};
    return event_words({.event = &event, .object = object_}, language_, Room::column);
  }

  const std::string& object_;
  Language language_;
};

}  // namespace

std::string object_of(const Intention& intention) {
  return std::visit(Overloaded{[](const intention::Lock& lock) { return lock.path; },
                               [](const intention::Unlock& unlock) { return unlock.path; },
                               [](const intention::Read& read) { return read.object; },
                               [](const intention::Write& write) { return write.object; },
                               [](const intention::Probe& probe) {
                                 return locked_file(probe.provider, probe.args);
                               },
                               [](const auto&) { return std::string(); }},
                    intention);
}

std::string intention_words(const Intention& intention, const std::string& object,
                            Language language) {
  return std::visit(IntentionWords(object, language), intention);
}

}  // namespace procdemo::show
