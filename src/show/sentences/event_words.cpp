#include "show/sentences/event_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "show/sentences/deadlock_words.h"
#include "show/sentences/short_names.h"
#include "show/sentences/waits.h"
#include "show/shown_data.h"
#include "show/words/events.h"
#include "show/words/notes.h"

namespace procdemo::show {

namespace {

bool is_pid(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_process(std::string_view text) {
  return text == "P" || text.starts_with("P.") || text.starts_with("P/");
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

// What procdemo can't show, or had to do otherwise: event::Note.
constexpr std::pair<std::string_view, Noted> notes[] = {
    {"full-screen", Noted::full_screen},
    {"job-control", Noted::job_control},
    {"32-bit", Noted::calls_of_32_bits},
    {"io_uring", Noted::io_uring},
    {"listener", Noted::listener},
    {"seccomp-strict", Noted::seccomp_strict},
    {"aio", Noted::aio},
    {"userfaultfd", Noted::userfaultfd},
    {"fuse", Noted::fuse},
    {"secret-memory", Noted::secret_memory},
    {"set-clock", Noted::set_clock},
    {"unreadable", Noted::unreadable},
    {"terminal-input", Noted::terminal_input},
    {"procdemo", Noted::procdemo},
    {"outside", Noted::outside},
    {"cgroup", Noted::cgroup},
    {"mounts", Noted::mounts},
    {"hidden", Noted::hidden},
    {"unanswered-program", Noted::unanswered_program},
    {"unanswered-file", Noted::unanswered_file},
    {"own-output", Noted::own_output},
    {"moved-output", Noted::moved_output},
    {"python-lines", Noted::python_lines},
    {"kill-group", Noted::kill_group},
    {"inexact-busy", Noted::inexact_busy},
    {"inexact-outside", Noted::inexact_outside},
    {"inexact-machine", Noted::inexact_machine},
    {"inexact-threads", Noted::inexact_threads},
    {"inexact-files", Noted::inexact_files},
    {"addresses-vary", Noted::addresses_vary},
    {"pids-vary", Noted::pids_vary},
    {"set-user-id", Noted::set_user_id},
    {"traced-by-parent", Noted::traced_by_parent},
    {"clone3", Noted::clone3},
    {"many-locks", Noted::many_locks},
    {"elsewhere", Noted::elsewhere},
};
static_assert(std::size(notes) == static_cast<std::size_t>(Noted::other));

// One event's words; the call operators follow the order of trace/event.h.
class EventWords {
 public:
  EventWords(const Row& row, Language language, Room room)
      : event_(*row.event),
        call_(row.call),
        object_(room == Room::line ? object_of(event_) : row.object),
        objects_(row.objects),
        language_(language),
        room_(room) {}

  std::string operator()(const event::Start& start) const {
    const bool in_column = room_ != Room::line;
    if (start.parent.empty()) {
      const std::string command = joined(start.command);
      return in_column ? with(Say::runs, command) : with(Say::start, event_.pid.text(), command);
    }
    if (start.returned && !call_.empty()) {
      return in_column
                 ? with(Say::returned_here, call_, *start.returned)
                 : with(Say::start_child, event_.pid.text(), start.parent, call_, *start.returned);
    }
    return in_column ? "" : with(Say::start_spawned, event_.pid.text(), start.parent);
  }
  std::string operator()(const event::Fork& fork) const {
    return room_ == Room::line ? with(Say::fork, fork.call, fork.child, fork.returned.text())
                               : with(Say::returned_here, fork.call, fork.returned.text());
  }
  std::string operator()(const event::Thread& thread) const {
    return with(Say::thread, thread.thread);
  }
  std::string operator()(const event::ThreadEnd& end) const {
    return with(end.thread == process_of(end.thread) ? Say::first_thread_ends : Say::thread_ends);
  }
  std::string operator()(const event::Exec& exec) const {
    return with(Say::exec, exec.argv.empty() || room_ == Room::line
                               ? exec.path + (exec.argv.size() > 1 ? arguments(exec) : "")
                               : joined(exec.argv));
  }
  std::string operator()(const event::Print&) const { return ""; }
  std::string operator()(const event::Line&) const { return ""; }
  std::string operator()(const event::Sleep& sleep) const {
    return with(Say::sleep, span_text(sleep.seconds));
  }
  std::string operator()(const event::Wake& wake) const {
    return with(Say::wake, span_text(wake.seconds));
  }
  std::string operator()(const event::Wait& wait) const {
    const bool any = wait.target == "any", group = wait.target == "group";
    if (wait.nohang) return any || group ? with(Say::look_any) : with(Say::look_for, wait.target);
    if (!any && !group) return with(Say::wait_for, wait.target);
    if (!wait.held_by) return with(any ? Say::wait_any : Say::wait_group);
    return with(any ? Say::wait_any_of : Say::wait_group_of, others(*wait.held_by));
  }
  std::string operator()(const event::Zombie& zombie) const {
    return with(Say::zombie, zombie.parent);
  }
  std::string operator()(const event::Reap& reap) const {
    const bool line = room_ == Room::line;
    return reap.signal
               ? with(line ? Say::reap_signal : Say::reaps_signal, reap.child, *reap.signal)
               : with(line ? Say::reap_code : Say::reaps_code, reap.child, reap.code.value_or(0));
  }
  std::string operator()(const event::Vanish& vanish) const {
    return with(Say::vanish, vanish.parent);
  }
  std::string operator()(const event::NoChild& none) const {
    if (none.ignores) return with(Say::no_child_left);
    return with(Say::no_child, none.target);
  }
  std::string operator()(const event::Notice& notice) const {
    return notice.stopped ? with(Say::notice_stopped, notice.child, *notice.stopped)
                          : with(Say::notice_continued, notice.child);
  }
  std::string operator()(const event::Continue&) const { return with(Say::continues); }
  std::string operator()(const event::Signal& signal) const {
    if (signal.from == "kernel") return with(Say::signal_kernel, signal.signal);
    if (signal.from == "terminal") return with(Say::signal_terminal, signal.signal);
    if (signal.from == "reader") return with(Say::signal_reader, signal.signal);
    const bool outside = is_pid(signal.from);
    return with(outside ? Say::signal_outside : Say::signal, signal.signal, signal.from);
  }
  std::string operator()(const event::Kill& kill) const {
    if (kill.target == "group") return with(Say::kill_group, kill.signal);
    if (kill.target == "everyone") return with(Say::kill_everyone, kill.signal);
    return with(is_pid(kill.target) ? Say::kill_outside : Say::kill, kill.signal, kill.target);
  }
  std::string operator()(const event::Exit& exit) const {
    if (!exit.signal) return with(Say::exit_code, exit.code.value_or(0));
    if (exit.by) return killed(*exit.signal, *exit.by);
    return with(exit.core ? Say::exit_core : Say::exit_signal, *exit.signal);
  }
  std::string operator()(const event::Orphan& orphan) const {
    return with(Say::orphan, orphan.parent, orphan.parent_pid.text());
  }
  std::string operator()(const event::Write& write) const {
    if (write.data) return moved(write, write.earlier ? Say::wrote_data : Say::write_data);
    return with(Say::write, object_, count_bytes(write.bytes, language_));
  }
  std::string operator()(const event::Read& read) const {
    if (read.data && read.bytes == 0) return with(Say::read_empty, object_);
    if (read.data) return moved(read, read.earlier ? Say::had_read_data : Say::read_data);
    if (read.bytes == 0) return with(Say::read_end, object_);
    return with(Say::read, object_, count_bytes(read.bytes, language_));
  }
  std::string operator()(const event::Lock& lock) const {
    if (lock.blocked && lock.held_by) {
      return with(Say::lock_blocked_by, object_, how(lock.how), others(*lock.held_by));
    }
    return with(lock.blocked ? Say::lock_blocked : Say::lock, object_, how(lock.how));
  }
  std::string operator()(const event::Locked& locked) const {
    return with(Say::locked, object_, how(locked.how));
  }
  std::string operator()(const event::Unlock&) const { return with(Say::unlock, object_); }
  std::string operator()(const event::File& file) const {
    return with(Say::file, object_, count_bytes(file.size, language_), file.records.size());
  }
  std::string operator()(const event::Block& block) const {
    if (is_process(block.on)) return with(Say::wait_for, block.on);
    const std::string what = waited_for(object_, language_);
    const bool named = marked_wait(block.on).what == block.held_by;  // "vfork:P.1"
    if (named || !block.held_by) return with(Say::block, what);
    return with(Say::block_by, what, others(*block.held_by));
  }
  std::string operator()(const event::Unblock&) const { return ""; }
  std::string operator()(const event::Deadlock& deadlock) const {
    return deadlock_sentence(deadlock, room_ == Room::line ? deadlock.on : objects_, language_);
  }
  std::string operator()(const event::Value& value) const {
    const Say what = value.page == "shared"    ? Say::value_shared
                     : value.page == "private" ? Say::value_private
                                               : Say::value;
    return with(what, value.name, value.value.text(), value.address);
  }
  std::string operator()(const event::Probe& probe) const {
    std::string known = probe.provider == "multiprocess" ? of_library(probe) : "";
    if (!known.empty()) return known;
    return with(Say::probe, probe.provider, probe.name, joined(probe.args));
  }
  std::string operator()(const event::Refuse& refuse) const {
    const bool by_kernel = refuse.limit == "kernel";
    return with(Say::refuse, refuse.call,
                say(language_, by_kernel ? Say::by_kernel : Say::by_processes));
  }
  std::string operator()(const event::Limit& limit) const {
    return limit_sentence(limit, language_, Room::narrow);
  }
  std::string operator()(const event::Note& note) const {
    for (const auto& [name, what] : notes) {
      if (note.note == name) return with(what);
    }
    return with(Noted::other, note.note);
  }
  std::string operator()(const event::Finding&) const { return ""; }
  std::string operator()(const event::Summary&) const { return ""; }

 private:
  // What our library tells of itself (multiprocess/probe.h); empty for what is not known here.
  std::string of_library(const event::Probe& probe) const {
    const std::string& name = probe.name;
    const std::vector<std::string>& args = probe.args;
    if (args.size() == 3 && name == "task_begin")
      return with(Say::task_begin, args[0], args[1], args[2]);
    const bool put = name == "queue_put", item = put || name == "queue_get";
    if (item && args.size() == 4 && !args[3].empty()) {
      const Say what = put ? Say::queue_put_value : Say::queue_get_value;
      return with(what, args[0], args[1], shown_value(args[3]));
    }
    if (item && (args.size() == 3 || args.size() == 4))  // an older library tells no values
      return with(put ? Say::queue_put : Say::queue_get, args[0], args[1], bytes(args[2]));
    if (args.size() == 2 && name == "task_end") return with(Say::task_end, args[0], args[1]);
    if (args.size() == 1 && name == "lock_locked") return with(Say::lock_locked, args[0]);
    if (args.size() == 1 && name == "lock_unlock") return with(Say::lock_unlock, args[0]);
    return "";
  }
  // By whom, as event::Exit has it.
  std::string killed(const std::string& signal, const std::string& by) const {
    constexpr std::string_view end_of = "end-of:";
    if (by == "procdemo") return with(Say::exit_procdemo, signal);
    if (by == "reader") return with(Say::exit_reader, signal);
    if (by == "outside") return with(Say::exit_outside, signal);
    if (by.starts_with(end_of)) return with(Say::exit_end_of, signal, by.substr(end_of.size()));
    return with(Say::exit_killed, signal, by);
  }
  std::string others(const std::string& names) const {
    return enders(names, event_.process, language_);
  }
  std::string bytes(const std::string& number) const {
    return number == "1" ? say(language_, Say::one_byte) : say(language_, Say::bytes, number);
  }

  std::string moved(const auto& bytes, Say what) const {
    return with(what, object_, count_bytes(bytes.bytes, language_),
                shown_data(*bytes.data, bytes.bytes));
  }

  template <class Key, class... Args>
  std::string with(Key what, const Args&... args) const {
    return room_ == Room::narrow ? brief(language_, what, args...) : say(language_, what, args...);
  }
  std::string how(const std::string& how) const {
    return say(language_, how == "shared" ? Say::shared : Say::exclusive);
  }
  static std::string arguments(const event::Exec& exec) {
    return " " + joined({exec.argv.begin() + 1, exec.argv.end()});
  }

  const Event& event_;
  const std::string& call_;
  const std::string& object_;                ///< what it is about
  const std::vector<std::string>& objects_;  ///< what each of a deadlock's is about
  Language language_;
  Room room_;
};

}  // namespace

std::string event_words(const Row& row, Language language, Room room) {
  return std::visit(EventWords(row, language, room), row.event->what);
}

}  // namespace procdemo::show
