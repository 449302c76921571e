#include "show/traces.h"

#include <deque>

namespace procdemo::show {

using namespace event;

namespace {

Run run_of(const std::string& lesson, std::vector<std::string> command) {
  Run run;
  run.lesson = lesson;
  run.command = std::move(command);
  return run;
}

End end_of(std::int64_t processes, double wall, std::vector<Verdict> claims = {}) {
  End end;
  end.processes = processes;
  end.wall = wall;
  end.claims = std::move(claims);
  return end;
}

Run fork_run() {
  Run run = run_of("fork", {"./fork", "2"});
  run.title = {"fork: called once, returns twice", "fork：调用一次，返回两次"};
  run.look = {
      "fork() stands once in the program. Yet both loops run, at the same time. Which "
      "process is in which loop?",
      "程序里只写了一次 fork()，两个循环却同时在跑。哪个进程在哪个循环里？"};
  run.next = {"Give it more rounds:\n\n- procdemo fork --rounds 5 --speed 20\n- procdemo pid",
              "多跑几轮：\n\n- procdemo fork --rounds 5 --speed 20\n- procdemo pid"};
  run.source = {"fork.cpp", 13,
                "const pid_t child = ::fork();\n\nif (child == 0) {\n\tstd::puts(\"--1--\");\n}\n"};
  run.claims = {{"twice",
                 {"One call returned twice: 0 in the child, the child's PID in the parent.",
                  "一次调用，两次返回：在子进程中返回 0，在父进程中返回子进程的 PID。"}},
                {"both", {"Both went on from there.", "两个进程都从那里继续运行。"}},
                {"order", {"The parent always prints first.", "父进程总是先打印。"}}};
  return run;
}

std::vector<Verdict> fork_verdicts() {
  return {
      {"twice",
       true,
       {"count",
        {"", "1", "1", "1", "#3"},
        {"fork() returned 4212 in P and 0 in P.1", "fork() 在 P 中返回 4212，在 P.1 中返回 0"}}},
      {"both", false, {"count", {"", "1", "2", "2", "#7 P.1 line text=--1--"}, {}}},
      {"order", std::nullopt, {"skipped-live", {}, {}}}};
}

}  // namespace

pid_t TraceMaker::pid(const Name& process) {
  const auto next = static_cast<pid_t>(4211 + pids_.size());
  return pids_.try_emplace(Name(process_of(process)), next).first->second;
}

TraceMaker& TraceMaker::operator()(const Name& process, Any what) {
  trace_.events.push_back(
      {trace_.events.size() + 1, time_, process, pid(process), std::move(what)});
  return *this;
}

TraceMaker& TraceMaker::fork(const Name& parent, const Name& child, const std::string& call) {
  (*this)(parent, Fork{child, pid(child), call, pid(child)});
  return (*this)(child, Start{{}, parent, 0});
}

TraceMaker& TraceMaker::prints(const Name& process, const std::string& text, int fd) {
  (*this)(process, Print{fd, text + "\n"});
  return (*this)(process, Line{fd, text, false, false});
}

TraceMaker& TraceMaker::exits(const Name& process, int code) {
  return (*this)(process, Exit{code, std::nullopt, false});
}

Trace TraceMaker::trace(End end) {
  end.events = static_cast<std::int64_t>(trace_.events.size());
  trace_.end = std::move(end);
  return trace_;
}

Trace fork_trace() {
  TraceMaker make(fork_run());
  make.at(0)("P", Start{{"./fork", "2"}, "", std::nullopt});
  make.at(0.0004).fork("P", "P.1");
  make.at(0.0007).prints("P", "--2--")("P", Sleep{3});
  make.at(0.0009).prints("P.1", "--1--")("P.1", Sleep{3});
  make.at(3.0011)("P", Wake{3.0001}).prints("P", "--2--")("P", Sleep{3});
  make.at(3.0013)("P.1", Wake{3.0001}).prints("P.1", "--1--")("P.1", Sleep{3});
  make.at(6.0014)("P.1", Wake{3}).exits("P.1")("P.1", Zombie{"P"});
  make("P", Signal{"SIGCHLD", "P.1"});
  make.at(6.0016)("P", Wake{3})("P", Wait{"any", false})("P", Reap{"P.1", 0, std::nullopt});
  make.exits("P");
  return make.trace(end_of(2, 6.0123, fork_verdicts()));
}

Trace zombie_trace() {
  TraceMaker make(run_of("exit", {"./exit", "zombie"}));
  make("P", Start{{"./exit", "zombie"}, "", std::nullopt});
  make.at(0.001).fork("P", "P.1")("P", Sleep{5});
  make.at(0.002)("P.1", Sleep{3});
  make.at(3.002)("P.1", Wake{3}).prints("P.1", "----over----").exits("P.1", 7);
  make("P.1", Zombie{"P"});
  make.at(5.001)("P", Wake{5}).prints("P", "----over----");
  make.at(5.002)("P", Wait{"P.1", false})("P", Reap{"P.1", 7, std::nullopt}).exits("P");
  return make.trace(end_of(2, 5.01));
}

Trace orphan_trace() {
  TraceMaker make(run_of("", {"./exit"}));
  make("P", Start{{"./exit"}, "", std::nullopt});
  make.at(0.001).fork("P", "P.1")("P", Sleep{3});
  make.at(0.002)("P.1", Sleep{5});
  make.at(3.001)("P", Wake{3}).prints("P", "----over----").exits("P");
  make.at(3.002)("P.1", Orphan{"systemd", 1});
  make.at(5.003)("P.1", Wake{5}).prints("P.1", "----over----").exits("P.1");
  return make.trace(end_of(2, 5.02));
}

Trace multi_fork_trace() {
  TraceMaker make(run_of("multi-fork", {"./multi-fork"}));
  make("P", Start{{"./multi-fork"}, "", std::nullopt});
  make.at(0.001).fork("P", "P.1").prints("P", "---1---");
  make.at(0.002).prints("P.1", "---1---").fork("P", "P.2").fork("P.1", "P.1.1");
  make.at(0.003).prints("P", "---2---").prints("P.2", "---1---").prints("P.2", "---2---");
  make.at(0.004).prints("P.1", "---2---").prints("P.1.1", "---2---").exits("P.1.1");
  make("P.1.1", Zombie{"P.1"}).exits("P.2")("P.2", Zombie{"P"});
  make.at(0.005)("P.1", Wait{"any", false})("P.1", Reap{"P.1.1", 0, std::nullopt}).exits("P.1");
  make("P", Wait{"any", false})("P", Reap{"P.2", 0, std::nullopt});
  make("P", Reap{"P.1", 0, std::nullopt}).exits("P");
  return make.trace(end_of(4, 0.01));
}

Trace thread_trace() {
  TraceMaker make(run_of("", {"python3", "pool.py"}));
  make("P", Start{{"python3", "pool.py"}, "", std::nullopt});
  make.at(0.1)("P", Thread{"P/t2"})("P/t2", Sleep{0.25});
  make.fork("P", "P.1", "vfork")("P.1", Exec{"/usr/bin/ls", {"ls", "-l"}});
  make.at(0.2)("P.1", Write{"pipe:[4711]", 5})("P", Read{"pipe:[4711]", 5});
  make("P", Lock{"/tmp/a.lock", "exclusive", true})("P", Locked{"/tmp/a.lock", "exclusive"});
  make("P", Unlock{"/tmp/a.lock"})("P/t2", Wake{0.2504});
  make.prints("P/t2", "from a thread").prints("P.1", "no such file", 2);
  make("P", Kill{"SIGTERM", "P.1"})("P.1", Signal{"SIGTERM", "P"});
  make("P.1", Exit{std::nullopt, "SIGTERM", false})("P", Reap{"P.1", std::nullopt, "SIGTERM"});
  make.exits("P", 3);
  return make.trace(end_of(2, 0.4));
}

Trace pool_trace() {
  TraceMaker make(run_of("pool", {"./pool"}));
  const auto begin = [&](const Name& worker, const std::string& task) {
    make(worker, Probe{"multiprocess", "task_begin", {"pool-1", task, "write"}});
  };
  const auto end = [&](const Name& worker, const std::string& task) {
    make(worker, Probe{"multiprocess", "task_end", {"pool-1", task}});
  };
  make("P", Start{{"./pool"}, "", std::nullopt});
  make.at(0.001).fork("P", "P.1").fork("P", "P.2");
  make.at(0.002)("P", Probe{"multiprocess", "touch", {"pool-1"}});
  begin("P.1", "1");
  make.at(0.003)("P.1", Sleep{0.5});
  begin("P.2", "2");
  make.prints("P.2", "task 2 in another worker").at(0.2);
  make("P.2", Probe{"multiprocess", "queue_put", {"queue-1", "1", "16"}});
  end("P.2", "2");
  make.at(0.3)("P", Probe{"multiprocess", "queue_get", {"queue-1", "1", "1"}});
  make("P", Probe{"multiprocess", "lock_wait", {"lock-1"}});
  make("P", Probe{"multiprocess", "lock_locked", {"lock-1"}});
  make("P", Probe{"multiprocess", "lock_unlock", {"lock-1"}});
  make.at(0.5)("P.1", Wake{0.5});
  end("P.1", "1");
  begin("P.2", "3");
  make.at(0.6)("P.2", Exit{std::nullopt, "SIGKILL", false});
  make("P", Reap{"P.2", std::nullopt, "SIGKILL"}).exits("P.1");
  make("P", Reap{"P.1", 0, std::nullopt})("P", File{"numbers.txt", 12, {"1", "2"}}).exits("P");
  return make.trace(end_of(3, 0.7));
}

Trace nasty_trace() {
  const std::string nasty[] = {"\x1b[2J\x1b[31mred\x07",
                               "\xff\xfe\x00tail",
                               "a\tb\tc",
                               "\u202Eevil\u202C \u2066x\u2069",
                               "\u0085\u009b1m\u2028",
                               "中文输出，很长很长很长很长很长很长很长很长很长很长很长很长",
                               "e\u0301\u0301\u0301 z\u200bw",
                               "\U0001F600\U0001F468\u200d\U0001F469",
                               std::string(300, 'x'),
                               "",
                               " ",
                               "\r",
                               std::string("\0", 1)};
  TraceMaker make(run_of("", {"./\x1b]0;title\x07", "\u202Egnp"}));
  make("P", Start{{"./\x1b]0;title\x07", "\u202Egnp"}, "", std::nullopt});
  for (const Name child : {"P.1", "P.2", "P.3", "P.4", "P.5", "P.6"}) {
    make.at(12345.678).fork("P", child);
    for (const std::string& text : nasty) {
      make.prints(child, text)(child, Line{2, text, true, true});
      make(child, Exec{"/bin/" + text, {text, text}})(child, Lock{text, "shared", false});
      make(child, Probe{text, text, {text}})(child, File{text, 1, {text}});
      make(child, Note{text})(child, Orphan{text, 1});
    }
  }
  make("P", Limit{"seconds", 60});
  Trace trace = make.trace(end_of(7, 1, {{"a", false, {"missing", {"", "", nasty[0]}, {}}}}));
  trace.run.title = {nasty[0], nasty[3]};
  trace.run.look = {nasty[8], nasty[5]};
  trace.run.source = {nasty[0], 99, nasty[0] + "\n\t" + nasty[8] + "\n" + nasty[5]};
  trace.run.guards = {nasty[0]};
  trace.run.claims = {{"a", {nasty[3], nasty[0]}}};
  trace.run.next = {"- " + nasty[8], "- " + nasty[5]};
  return trace;
}

Trace crowd_trace(int children) {
  TraceMaker make(run_of("", {"./crowd"}));
  make("P", Start{{"./crowd"}, "", std::nullopt});
  const auto name = [](int n) { return "P." + std::to_string(n); };
  for (int n = 1; n <= children; ++n) make.at(n * 0.01).fork("P", name(n)).prints(name(n), "hello");
  for (int n = 1; n <= children; ++n) {
    make.at(1 + n * 0.01).exits(name(n))("P", Reap{name(n), 0, std::nullopt});
  }
  make.fork("P", name(children + 1)).prints(name(children + 1), "late").exits(name(children + 1));
  make("P", Reap{name(children + 1), 0, std::nullopt}).exits("P");
  return make.trace(end_of(children + 2, 2));
}

Trace bomb_trace(int processes) {
  Run run = run_of("fork-bomb", {"./fork-bomb"});
  run.title = {"fork bomb", "fork 炸弹"};
  run.view = "generations";
  run.limits.processes = processes;
  run.guards = {"pid-namespace", "uid"};
  TraceMaker make(run);
  make("P", Start{{"./fork-bomb"}, "", std::nullopt});
  std::deque<Name> forkers{"P"};
  std::map<Name, int> births;
  for (int alive = 1; alive < processes; ++alive) {
    const Name parent = forkers.front();
    const Name child = parent + "." + std::to_string(++births[parent]);
    make.at(alive * 0.0005).fork(parent, child);
    forkers.push_back(child);
    forkers.push_back(parent);
    forkers.pop_front();
  }
  for (int n = 0; n < 1000; ++n) {
    make(forkers[static_cast<std::size_t>(n) % forkers.size()], Refuse{"fork", "processes"});
  }
  make("P", Limit{"processes", static_cast<double>(processes)});
  for (const auto& [name, count] : births) make(name, Exit{std::nullopt, "SIGKILL", false});
  return make.trace(end_of(processes, 0.3));
}

Trace every_kind_trace() {
  Run run = run_of("", {"./all"});
  run.limits.file = 5000;
  for (const LimitKind& kind : limit_kinds) {
    if (kind.name != "file") run.loose.emplace_back(kind.name);
  }
  TraceMaker make(run);
  make("P", Start{{"./all"}, "", std::nullopt})("P", Fork{"P.1", 4212, "fork", 4212});
  make("P.1", Start{{}, "P", 0})("P.2", Start{{}, "P", std::nullopt})("P", Thread{"P/t2"});
  make("P", Exec{"/bin/ls", {"ls", "-l"}})("P", Print{1, "x\n"})("P", Line{1, "x", false, false});
  make("P", Line{2, "torn", true, true})("P", Sleep{0.5})("P", Wake{0.5004})("P",
                                                                             Wait{"P.1", false});
  make("P", Wait{"any", false})("P", Wait{"group", false})("P", Wait{"P.1", true});
  make("P", Wait{"any", true})("P.1", Exit{2, std::nullopt, false})("P.1", Zombie{"P"});
  make("P", Reap{"P.1", 2, std::nullopt})("P.2", Signal{"SIGTERM", "P"});
  make("P.2", Signal{"SIGSEGV", "kernel"})("P.2", Signal{"SIGINT", "terminal"});
  make("P.2", Signal{"SIGUSR1", "77"})("P.2", Signal{"SIGCHLD", "P.1"})("P",
                                                                        Kill{"SIGKILL", "P.2"});
  make("P", Kill{"SIGTERM", "group"})("P", Kill{"SIGTERM", "everyone"})("P", Kill{"SIGTERM", "77"});
  make("P.2", Orphan{"systemd", 1})("P.2", Exit{std::nullopt, "SIGKILL", false});
  make("P", Reap{"P.2", std::nullopt, "SIGKILL"})("P", Write{"pipe:[1]", 1})("P",
                                                                             Read{"pipe:[1]", 8});
  make("P", Read{"pipe:[1]", 0})("P", Lock{"/l", "shared", false})("P",
                                                                   Lock{"/l", "exclusive", true});
  make("P", Locked{"/l", "exclusive"})("P", Unlock{"/l"})("P", File{"/f", 10, {"a", "b"}});
  make("P", Deadlock{{"P", "P.2"}, {"/l", "pipe:[1]"}, {"P.2", "P"}, {"P", "P.2"}});
  make("P/t2", ThreadEnd{"P/t2"})("P", ThreadEnd{"P"})("P.2", Continue{});
  make("P", NoChild{"P.9", false})("P", NoChild{"any", true});
  make("P", Notice{"P.2", "SIGTSTP"})("P", Notice{"P.2", std::nullopt});
  int killed = 2;
  for (const char* by : {"P.1", "procdemo", "end-of:P/t2", "outside"}) {
    make("P." + std::to_string(++killed), Exit{std::nullopt, "SIGKILL", false, by});
  }
  make("P.3", Vanish{"P"});
  make("P", Wait{"any", false, "P.1, P.2"})("P", Wait{"group", false, "P.2"})(
      "P.2", Lock{"/m", "exclusive", true, "P"});
  make("P", Block{"mutex:m", "P.2"})("P", Block{"signal", "timer, anyone"});
  make("P", Block{"pipe:[2]", "P"})("P", Block{"P.2", "P.2"});
  make("P", Block{"ready:pipe:[1], pipe:[2]", "P, P.1, outside"});
  make("P", Block{"semaphore", "P.1, P.2, P.3, P.4, P.5, P.6, P.7, P.8"});
  make("P", Block{"pipe:[1]"})("P", Unblock{"pipe:[1]"})("P",
                                                         Value{"g_num", 100, "0x5000", "shared"});
  make("P", Value{"g_num", 101, "0x5000", "private"})("P", Value{"g_num", 101, "0x5000", ""});
  make("P", Probe{"procdemo", "put", {"1"}})("P", Refuse{"fork", "processes"});
  make("P", Probe{"multiprocess", "task_begin", {"pool-1", "1", "write"}});
  make("P", Probe{"multiprocess", "task_end", {"pool-1", "1"}});
  make("P", Probe{"multiprocess", "queue_put", {"queue-1", "1", "16"}});
  make("P", Probe{"multiprocess", "queue_get", {"queue-1", "1", "1"}});
  make("P", Probe{"multiprocess", "lock_wait", {"lock-1"}});
  make("P", Probe{"multiprocess", "lock_locked", {"lock-1"}});
  make("P", Probe{"multiprocess", "lock_unlock", {"lock-1"}});
  make("P", Probe{"multiprocess", "task_begin", {"of", "another", "version", "?"}});
  make("P", Refuse{"fork", "kernel"});
  for (const char* note : {"full-screen",
                           "job-control",
                           "32-bit",
                           "io_uring",
                           "kill-group",
                           "listener",
                           "seccomp-strict",
                           "aio",
                           "userfaultfd",
                           "fuse",
                           "secret-memory",
                           "unreadable",
                           "terminal-input",
                           "procdemo",
                           "outside",
                           "cgroup",
                           "mounts",
                           "hidden",
                           "unanswered-program",
                           "unanswered-file",
                           "inexact-busy",
                           "inexact-outside",
                           "inexact-machine",
                           "inexact-threads",
                           "addresses-vary",
                           "pids-vary",
                           "set-user-id",
                           "traced-by-parent",
                           "clone3"}) {
    make("P", Note{note});
  }
  for (const char* limit : {"processes", "forks", "seconds", "output", "memory", "file", "unseen",
                            "unanswered", "of another version"}) {
    make("P", Limit{limit, 60});
  }
  make("P", Exit{std::nullopt, "SIGABRT", true})("P", Finding{"never-reaped", {"P.2", "1"}, {3}});
  make("P", Summary{3, 3, 0, 0.1, ""});
  return make.trace(end_of(3, 0.1));
}

}  // namespace procdemo::show
