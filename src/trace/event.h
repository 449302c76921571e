// What happened, as plain data. One struct for each kind of event; no event knows a word of any
// language, a colour or a width: that is the business of show/.
//
// Each kind lists its fields once, in `fields()`. Reading and writing JSON (trace/json.h) and the
// check of a claim's patterns (lesson/) both work from that list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "trace/name.h"
#include "trace/number.h"
#include "trace/room.h"

namespace procdemo::trace {

namespace event {

template <class Owner, class Value>
struct Field {
  std::string_view name;
  Value Owner::* member;
};

/// A process is at its first stop. A child says who made it, and what fork returned in it.
struct Start {
  static constexpr std::string_view kind = "start";
  std::vector<std::string> command;  ///< argv; empty for a child, which runs what its parent ran
  Name parent;                       ///< empty for P
  std::optional<std::int64_t> returned;
  static constexpr auto fields() {
    return std::tuple(Field{"command", &Start::command}, Field{"parent", &Start::parent},
                      Field{"returned", &Start::returned});
  }
};

/// It made another process.
struct Fork {
  static constexpr std::string_view kind = "fork";
  Name child;
  Number child_pid;
  std::string call;  ///< "fork", "vfork" or "clone"
  Number returned;
  static constexpr auto fields() {
    return std::tuple(Field{"child", &Fork::child}, Field{"child_pid", &Fork::child_pid},
                      Field{"call", &Fork::call}, Field{"returned", &Fork::returned});
  }
};

/// It made a thread.
struct Thread {
  static constexpr std::string_view kind = "thread";
  Name thread;
  static constexpr auto fields() { return std::tuple(Field{"thread", &Thread::thread}); }
};

/// A thread has ended, and others of its process go on.
struct ThreadEnd {
  static constexpr std::string_view kind = "thread_end";
  Name thread;
  static constexpr auto fields() { return std::tuple(Field{"thread", &ThreadEnd::thread}); }
};

/// It became another program (execve(2)).
struct Exec {
  static constexpr std::string_view kind = "exec";
  std::string path;
  std::vector<std::string> argv;
  static constexpr auto fields() {
    return std::tuple(Field{"path", &Exec::path}, Field{"argv", &Exec::argv});
  }
};

/// One write, as the kernel saw it, to what was its standard output or error.
struct Print {
  static constexpr std::string_view kind = "print";
  int fd = 1;
  std::string text;
  static constexpr auto fields() {
    return std::tuple(Field{"fd", &Print::fd}, Field{"text", &Print::text});
  }
};

/// A line of one process and stream is complete.
struct Line {
  static constexpr std::string_view kind = "line";
  int fd = 1;
  std::string text;      ///< without its newline
  bool partial = false;  ///< it was shown, or its process ended, before a newline came
  bool torn = false;     ///< another's bytes came between its pieces
  static constexpr auto fields() {
    return std::tuple(Field{"fd", &Line::fd}, Field{"text", &Line::text},
                      Field{"partial", &Line::partial}, Field{"torn", &Line::torn});
  }
};

struct Sleep {
  static constexpr std::string_view kind = "sleep";
  double seconds = 0;  ///< what it asked for
  static constexpr auto fields() { return std::tuple(Field{"seconds", &Sleep::seconds}); }
};

struct Wake {
  static constexpr std::string_view kind = "wake";
  double seconds = 0;  ///< how long it slept, by its own clock
  static constexpr auto fields() { return std::tuple(Field{"seconds", &Wake::seconds}); }
};

/// It waits for a child's end.
struct Wait {
  static constexpr std::string_view kind = "wait";
  std::string target;  ///< a name, "any", or "group"
  bool nohang = false;
  std::optional<std::string> held_by = {};  ///< of the last two, the children, where they are few
  static constexpr auto fields() {
    return std::tuple(Field{"for", &Wait::target}, Field{"nohang", &Wait::nohang},
                      Field{"held_by", &Wait::held_by});
  }
};

/// It ended while its parent lives and has not asked: seen as Z in /proc.
struct Zombie {
  static constexpr std::string_view kind = "zombie";
  Name parent;
  static constexpr auto fields() { return std::tuple(Field{"parent", &Zombie::parent}); }
};

/// It reaped a child: that child's zombie is gone.
struct Reap {
  static constexpr std::string_view kind = "reap";
  Name child;
  std::optional<int> code;
  std::optional<std::string> signal;  ///< "SIGKILL"; one of code and signal is there
  static constexpr auto fields() {
    return std::tuple(Field{"child", &Reap::child}, Field{"code", &Reap::code},
                      Field{"signal", &Reap::signal});
  }
};

/// It ended, and nothing is left of it: its parent ignores SIGCHLD, so nobody is to wait for it
/// (sigaction(2), SA_NOCLDWAIT).
struct Vanish {
  static constexpr std::string_view kind = "vanish";
  Name parent;
  static constexpr auto fields() { return std::tuple(Field{"parent", &Vanish::parent}); }
};

/// It asked for the end of a child that it does not have: ECHILD. Told where it named one, or
/// ignores SIGCHLD: then its children vanish.
struct NoChild {
  static constexpr std::string_view kind = "no_child";
  std::string target;    ///< as in `wait`
  bool ignores = false;  ///< SIGCHLD
  static constexpr auto fields() {
    return std::tuple(Field{"for", &NoChild::target}, Field{"ignores", &NoChild::ignores});
  }
};

/// It asked for a child's news, and got another one than its end (waitpid(2), WUNTRACED and
/// WCONTINUED).
struct Notice {
  static constexpr std::string_view kind = "notice";
  Name child;
  std::optional<std::string> stopped;  ///< by this signal; else it goes on
  static constexpr auto fields() {
    return std::tuple(Field{"child", &Notice::child}, Field{"stopped", &Notice::stopped});
  }
};

/// It was stopped by a signal, and goes on: SIGCONT.
struct Continue {
  static constexpr std::string_view kind = "continue";
  static constexpr auto fields() { return std::tuple(); }
};

/// A signal was delivered to it.
struct Signal {
  static constexpr std::string_view kind = "signal";
  std::string signal;
  std::string from;  ///< a name, "kernel", "terminal", or the PID of a process outside the run
  static constexpr auto fields() {
    return std::tuple(Field{"signal", &Signal::signal}, Field{"from", &Signal::from});
  }
};

/// It sent a signal.
struct Kill {
  static constexpr std::string_view kind = "kill";
  std::string signal;
  std::string target;  ///< a name, "group", "everyone", or the PID of a process outside the run
  static constexpr auto fields() {
    return std::tuple(Field{"signal", &Kill::signal}, Field{"target", &Kill::target});
  }
};

/// `by`, where SIGKILL ended it, which no `signal` tells of: who sent that. A name; "procdemo", for
/// the run was over; "end-of:P/t2", the kernel, as it was asked to do at the end of who made it
/// (prctl(2), PR_SET_PDEATHSIG); or "outside", nobody of the run: another program, or the kernel,
/// as where no memory is left.
struct Exit {
  static constexpr std::string_view kind = "exit";
  std::optional<int> code;
  std::optional<std::string> signal;  ///< one of code and signal is there
  bool core = false;
  std::optional<std::string> by{};
  static constexpr auto fields() {
    return std::tuple(Field{"code", &Exit::code}, Field{"signal", &Exit::signal},
                      Field{"core", &Exit::core}, Field{"by", &Exit::by});
  }
};

/// Its parent ended first; this is who its parent is now.
struct Orphan {
  static constexpr std::string_view kind = "orphan";
  std::string parent;  ///< a name, or the command of a process outside the run ("systemd")
  Number parent_pid;
  static constexpr auto fields() {
    return std::tuple(Field{"parent", &Orphan::parent}, Field{"parent_pid", &Orphan::parent_pid});
  }
};

/// Bytes went into a pipe, a socket or a message queue.
struct Write {
  static constexpr std::string_view kind = "write";
  std::string object;  ///< the same in every process, as /proc/PID/fd shows it: "pipe:[4711]"
  std::int64_t bytes = 0;
  std::optional<std::string> data =
      {};  ///< of a regular file (run/files/shared_files.h): the first bytes
  std::optional<bool> earlier = {};  ///< it was before, and concerns others only now
  static constexpr auto fields() {
    return std::tuple(Field{"object", &Write::object}, Field{"bytes", &Write::bytes},
                      Field{"data", &Write::data}, Field{"earlier", &Write::earlier});
  }
};

/// Bytes came out of one; 0 is the end of the file.
struct Read {
  static constexpr std::string_view kind = "read";
  std::string object;
  std::int64_t bytes = 0;
  std::optional<std::string> data = {};  ///< as a write's
  std::optional<bool> earlier = {};
  static constexpr auto fields() {
    return std::tuple(Field{"object", &Read::object}, Field{"bytes", &Read::bytes},
                      Field{"data", &Read::data}, Field{"earlier", &Read::earlier});
  }
};

/// It asks for a lock on a file (flock(2), fcntl(2)).
struct Lock {
  static constexpr std::string_view kind = "lock";
  std::string path;
  std::string how;                          ///< "exclusive" or "shared"
  bool blocked = false;                     ///< another holds it: it has to wait
  std::optional<std::string> held_by = {};  ///< then that one, where it is of the run: "P.1, P.2"
  static constexpr auto fields() {
    return std::tuple(Field{"path", &Lock::path}, Field{"how", &Lock::how},
                      Field{"blocked", &Lock::blocked}, Field{"held_by", &Lock::held_by});
  }
};

struct Locked {
  static constexpr std::string_view kind = "locked";
  std::string path;
  std::string how;
  static constexpr auto fields() {
    return std::tuple(Field{"path", &Locked::path}, Field{"how", &Locked::how});
  }
};

/// It gave the lock back, or its last descriptor of it went by close, exec or exit.
struct Unlock {
  static constexpr std::string_view kind = "unlock";
  std::string path;
  static constexpr auto fields() { return std::tuple(Field{"path", &Unlock::path}); }
};

/// A file that the lesson names, read by procdemo itself at the end.
struct File {
  static constexpr std::string_view kind = "file";
  std::string path;
  std::int64_t size = 0;
  std::vector<std::string> records;
  static constexpr auto fields() {
    return std::tuple(Field{"path", &File::path}, Field{"size", &File::size},
                      Field{"records", &File::records});
  }
};

/// It can't go on until another process acts (controlled runs). `on` is a process's name, a pipe, a
/// path; or one of "child", "signal", "futex", "input", "connection", "semaphore", "SIGCONT"; or
/// "writer:PATH", who opens that FIFO for writing ("reader:PATH"); "vfork:P.1", the child that has
/// its memory until it executes or ends; the system call in which it waits, "call:msgrcv"; a lock
/// of its program, by its name where it has one: "mutex:one", "rwlock", "semaphore:free",
/// "condition"; "lost-mutex", "lost-rwlock", whose owner is no thread of this process (any more).
struct Block {
  static constexpr std::string_view kind = "block";
  std::string on;

  /// Who could end that, as it stands: "P.1, P.2"; or "timer", its own; "outside", somebody who is
  /// nobody of the run; "anyone", any process that has the permission. Nothing where nobody is
  /// known, and in the runs of an exploration, which nobody reads.
  std::optional<std::string> held_by = {};
  static constexpr auto fields() {
    return std::tuple(Field{"on", &Block::on}, Field{"held_by", &Block::held_by});
  }
};

struct Unblock {
  static constexpr std::string_view kind = "unblock";
  std::string on;
  static constexpr auto fields() { return std::tuple(Field{"on", &Unblock::on}); }
};

/// Nobody could go on any more, and nobody would ever have woken (controlled runs). Told of P, for
/// the run as a whole. The first three lists go together: who waits, what for, and who could have
/// ended the waiting ("P.1, P.2").
struct Deadlock {
  static constexpr std::string_view kind = "deadlock";
  std::vector<std::string> waiting;
  std::vector<std::string> on;
  std::vector<std::string> held_by;
  std::vector<std::string> circle;  ///< each waits for the next, and the last for the first

  // Of pipes, semaphores and event counters; older traces don't say it.
  using Texts = std::vector<std::string>;
  std::optional<Texts> needs = {};  ///< what is to be done for each: see Blocked (run_status.h)
  std::optional<Texts> holds = {};  ///< for which of these each holds the end itself, too

  /// A live run goes on, for something may come yet: so many seconds nobody has moved.
  std::optional<double> still = {};

  std::optional<Texts> places = {};  ///< in which line each waits: "fork.cpp:11", or ""
  static constexpr auto fields() {
    return std::tuple(Field{"waiting", &Deadlock::waiting}, Field{"on", &Deadlock::on},
                      Field{"held_by", &Deadlock::held_by}, Field{"circle", &Deadlock::circle},
                      Field{"needs", &Deadlock::needs}, Field{"holds", &Deadlock::holds},
                      Field{"still", &Deadlock::still}, Field{"places", &Deadlock::places});
  }
};

/// A watched variable was first seen in this process, or its value or the state of its page
/// changed.
struct Value {
  static constexpr std::string_view kind = "value";
  std::string name;
  Number value;
  std::string address;  ///< virtual, in hexadecimal: "0x555555558000"
  std::string page;     ///< "shared" with another process, or "private" (pagemap bit 56)
  static constexpr auto fields() {
    return std::tuple(Field{"name", &Value::name}, Field{"value", &Value::value},
                      Field{"address", &Value::address}, Field{"page", &Value::page});
  }
};

/// A USDT probe was passed.
struct Probe {
  static constexpr std::string_view kind = "probe";
  std::string provider;
  std::string name;
  std::vector<std::string> args;
  static constexpr auto fields() {
    return std::tuple(Field{"provider", &Probe::provider}, Field{"name", &Probe::name},
                      Field{"args", &Probe::args});
  }
};

/// A limit answered a call instead of the kernel.
struct Refuse {
  static constexpr std::string_view kind = "refuse";
  std::string call;
  std::string limit;
  static constexpr auto fields() {
    return std::tuple(Field{"call", &Refuse::call}, Field{"limit", &Refuse::limit});
  }
};

/// A limit ended the run: "processes" (too many refusals), "forks", "seconds", "output", "memory"
/// or "file" (one got too large), or "unanswered" (a process's memory is served by another, which
/// gave no answer in so many seconds). "unseen" is none: procdemo had lost sight of so many
/// processes.
struct Limit {
  static constexpr std::string_view kind = "limit";
  std::string limit;
  double value = 0;
  static constexpr auto fields() {
    return std::tuple(Field{"limit", &Limit::limit}, Field{"value", &Limit::value});
  }
};

/// Something about this program that procdemo can't show, or had to handle differently; reported
/// once. `note` is one of those that show/words/notes.h has words for: "full-screen",
/// "job-control", "32-bit", "io_uring", "kill-group", "set-user-id", "traced-by-parent" and
/// "clone3"; of calls that no observed program gets (syscalls/rows/refused.cpp), "listener",
/// "seccomp-strict", "set-clock", "moved-output" (from where procdemo can't take it),
/// "aio", "userfaultfd", "fuse", "secret-memory", "unreadable", "terminal-input", "procdemo" (it
/// was aimed at), "outside", "cgroup", "mounts", "hidden"; of what a process serves that gave no
/// answer, "unanswered-program" and "unanswered-file"; "own-output" (it waits for keys where nobody
/// types); "python-lines" (of this interpreter a script's lines can't be read); in controlled runs
/// also why the next one may be another: "inexact-busy" (a process computed for long, or waits in a
/// loop without a call), "inexact-outside" (it waited for somebody outside the run),
/// "inexact-machine" (it read what the machine is doing), "inexact-threads" (two threads of a
/// process ran at once), "inexact-files" (it asked when a file was changed that no call of the run
/// had changed), "addresses-vary" and "pids-vary" (the kernel does not give the same ones each
/// time), "elsewhere" (with another compiler or C library it may be another).
struct Note {
  static constexpr std::string_view kind = "note";
  std::string note;
  static constexpr auto fields() { return std::tuple(Field{"note", &Note::note}); }
};

/// Something is wrong with the program: said when the run is over, of the process whose doing it
/// is, with the place where that can be mended. Which ids there are, and what each is in words,
/// stands in findings/table.cpp.
struct Finding {
  static constexpr std::string_view kind = "finding";
  std::string id;                     ///< "never-reaped"
  std::vector<std::string> args;      ///< of its words
  std::vector<std::uint64_t> events;  ///< by their numbers: those that show it
  std::optional<bool> intended = {};  ///< the lesson shows it on purpose
  static constexpr auto fields() {
    return std::tuple(Field{"id", &Finding::id}, Field{"args", &Finding::args},
                      Field{"events", &Finding::events}, Field{"intended", &Finding::intended});
  }
};

/// The last event: what claims on the run as a whole match.
struct Summary {
  static constexpr std::string_view kind = "summary";
  std::int64_t processes = 0;  ///< all that lived in this run, threads not counted
  std::int64_t peak = 0;       ///< the most that were alive at once, threads counted
  std::int64_t survivors = 0;  ///< alive after the end, as /proc shows
  std::optional<double> wall;  ///< seconds of real time; none in the canonical form
  std::string limit;           ///< the limit that ended it; empty if none did
  static constexpr auto fields() {
    return std::tuple(Field{"processes", &Summary::processes}, Field{"peak", &Summary::peak},
                      Field{"survivors", &Summary::survivors}, Field{"wall", &Summary::wall},
                      Field{"limit", &Summary::limit});
  }
};

using Kinds = std::variant<Start, Fork, Thread, ThreadEnd, Exec, Print, Line, Sleep, Wake, Wait,
                           Zombie, Reap, Vanish, NoChild, Notice, Continue, Signal, Kill, Exit,
                           Orphan, Write, Read, Lock, Locked, Unlock, File, Block, Unblock,
                           Deadlock, Value, Probe, Refuse, Limit, Note, Finding, Summary>;

/// An event of any kind. What copies, moves and ends one is compiled once (event.cpp), not in each
/// unit that has a list of events.
struct Any : Kinds {
  using Kinds::Kinds;
  using Kinds::operator=;
  Any(const Any& other);
  Any(Any&& other) noexcept;
  Any& operator=(const Any& other);
  Any& operator=(Any&& other) noexcept;
  ~Any();
};

}  // namespace event

/// Where in the program's own source something was done.
struct SourcePlace {
  std::string file;  ///< as its author names it: relative, or its last component
  int line = 0;      ///< 1 for the first

  /// "fork.cpp:11"
  std::string text() const { return file + ":" + std::to_string(line); }
  bool operator==(const SourcePlace&) const = default;
};

/// One thing that one process did, in the order of the run.
struct Event {
  std::uint64_t seq = 0;  ///< 1 for the first
  double time = 0;        ///< seconds since the start, by the program's clock (scaled by --speed)
  Name process;
  Number pid;  ///< as the process itself sees it (the last of NSpid in /proc/PID/status)
  event::Any what;
  std::optional<SourcePlace> place = {};

  /// The kind's name: "fork", "line" ...
  std::string_view kind() const {
    return std::visit([](const auto& data) { return data.kind; }, what);
  }

  /// This event as a T, or nullptr when it is of another kind.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&what);
  }
};

/// `visit(event.what, Overloaded{...})` with one lambda a kind; one forgotten does not compile.
template <class... Lambdas>
struct Overloaded : Lambdas... {
  using Lambdas::operator()...;
};
template <class... Lambdas>
Overloaded(Lambdas...) -> Overloaded<Lambdas...>;

}  // namespace procdemo::trace
