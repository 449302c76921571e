// A process that runs a function: what std::thread is to threads, and what Python's
// multiprocessing.Process is to the notes.
//
//     Process child(greet, "dongGe");
//     child.start();                      // fork(2); greet runs in the child
//     child.join();                       // waitid(2)
//     std::cout << *child.exitcode();     // 0; 1 after an uncaught exception; -9 after SIGKILL
//
// The child is a copy of its parent as it was at start(): it sees every variable, and changes only
// its own. It ends where its function ends; the code after start() is the parent's alone.
//
// Python's Process takes `kwargs` and `group`, too. A capture needs neither: in
// `Process p([=] { copy(from, to, {.verbose = true}); })` arguments have names already, and groups
// were never implemented there.
//
// Sources: fork(2), waitid(2), pidfd_open(2), PR_SET_PDEATHSIG(2const), and the documentation of
// Python's multiprocessing, whose semantics these are.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace multiprocess {

class Life;
struct Birth;

/// What a Process may be told when it is made.
struct ProcessOptions {
  std::string name = {};            ///< nothing: "Process-1", "Process-2" ...
  std::optional<bool> daemon = {};  ///< nothing: as the process that makes it
};

/// One child process. It is a handle: moving hands it over, and destroying it ends no process.
///
/// What is started is waited for: a process does not end before its children, however it ends its
/// main(). Daemons are the exception, they end when their parent does: they get SIGTERM when it
/// returns from main(), and SIGKILL where SIGTERM has no effect or where the parent was killed
/// itself. (Where another thread than the first one starts a daemon, a descriptor tells it of its
/// parent's end: it must not close that one.) A daemon's children are daemons.
///
/// start() flushes what was printed, so that no line is printed twice. The child ends with _exit(2)
/// after it has waited for its own children and flushed: it destroys nothing that its parent made.
///
/// Misuse throws std::logic_error with a sentence; what the kernel refuses, std::system_error.
/// No thread is started. Threads may share a Process, as long as one of them starts it.
class Process {
 public:
  /// For classes that override run().
  Process() : Process(ProcessOptions{}) {}
  explicit Process(ProcessOptions options);

  /// Will call `target` with copies of `arguments`, as std::thread does: std::ref stands for a
  /// reference, to the child's own copy of the object.
  template <class Target, class... Arguments>
    requires(!std::derived_from<std::decay_t<Target>, Process> &&
             !std::same_as<std::decay_t<Target>, ProcessOptions>)
  explicit Process(Target&& target, Arguments&&... arguments)
      : Process(ProcessOptions{}, std::forward<Target>(target),
                std::forward<Arguments>(arguments)...) {}

  template <class Target, class... Arguments>
  Process(ProcessOptions options, Target&& target, Arguments&&... arguments)
      : Process(std::move(options)) {
    static_assert(std::invocable<std::decay_t<Target>, std::decay_t<Arguments>...>,
                  "a Process calls its target with copies of the arguments: these do not fit it");
    target_ = [call = std::make_shared<Call<std::decay_t<Target>, std::decay_t<Arguments>...>>(
                   std::forward<Target>(target), std::forward<Arguments>(arguments)...)] {
      std::apply([](auto&... parts) { std::invoke(std::move(parts)...); }, *call);
    };
  }

  Process(Process&&) noexcept;
  Process& operator=(Process&&) noexcept;
  virtual ~Process();

  /// What the child does: calls the target. Override it, and no target is needed.
  virtual void run();

  /// Makes the child. When there is no process or descriptor left, nothing has run, and it may be
  /// tried again. Once only: a process does not run twice. The target and its arguments are the
  /// child's from then on, and destroyed here: so are descriptors that they hold.
  void start();

  /// Waits until the child has ended, at most so long; zero or less only looks. False: it lives.
  void join();
  bool join(std::chrono::duration<double> at_most);

  /// Whether it was started and has not ended. In the child itself: true.
  bool is_alive() const;

  /// Its exit status, or -N where signal N ended it. Nothing while it lives, and where somebody
  /// else has waited for it (wait(2) takes any child, an ignored SIGCHLD takes all).
  std::optional<int> exitcode() const;

  /// Send SIGTERM, or SIGKILL, which it cannot ignore. No effect on one that has ended. The child's
  /// own children get no signal: only daemons among them end with it.
  void terminate();
  void kill();

  /// A descriptor (a pidfd, as a rule) that is readable once the process has ended: for poll(2),
  /// with others. It is open until close(), or until the last handle is destroyed.
  int sentinel() const;

  /// Gives the descriptor back. An error while the process runs; afterwards, all but name() is.
  void close();

  /// "Process-1" is the first that this process makes; a class of yours gives its own name:
  /// "Clock-2". Children of Process-1 are "Process-1:1" and so on.
  std::string name() const;
  void set_name(std::string name);

  /// 0 before start().
  pid_t pid() const;

  bool daemon() const;
  void set_daemon(bool daemon);  ///< before start()

 private:
  template <class... Parts>
  using Call = std::tuple<Parts...>;

  explicit Process(std::shared_ptr<Life> life);
  Life& life() const;
  [[noreturn]] void live(const Birth& birth);

  friend std::vector<Process> active_children();
  friend std::optional<Process> parent_process();
  friend Process current_process();

  std::shared_ptr<Life> life_;
  std::function<void()> target_;
};

/// The children that have not ended, in the order in which they were started. Those that have are
/// waited for: no zombie is left.
std::vector<Process> active_children();

/// The process that started this one; nothing in the first process. Of a parent one may ask name,
/// pid, is_alive and sentinel, and join() waits for its end.
std::optional<Process> parent_process();

/// The process that asks. The first one's name is "MainProcess".
Process current_process();

}  // namespace multiprocess
