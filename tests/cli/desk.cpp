#include "cli/desk.h"

#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <utmp.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/pidfd.h"
#include "catch.h"
#include "deny_ptrace.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

// In ms, without a byte: then something hangs. A compiler takes its time; a search by brute force
// more, where the C library makes a call more for itself (5,922 runs with glibc 2.43, 175
// with 2.36).
constexpr int patience = 300'000;

/// What a helper does for procdemo when that has ended is done by then.
constexpr std::chrono::seconds for_helpers{20};

std::vector<std::string> variables_of(const Desk& desk) {
  std::map<std::string, std::string> all = {
      {"LANG", "en_US.UTF-8"}, {"TERM", "xterm"}, {"PYTHON", PYTHON}};
  for (const char* const kept :
       {"PATH", "HOME", "XDG_CACHE_HOME", "CXX", "ASAN_OPTIONS", "TMPDIR"}) {
    if (const char* const value = std::getenv(kept)) all[kept] = value;
  }
  // LeakSanitizer traces what it looks at.
  if (desk.ptrace_denied) all["ASAN_OPTIONS"] += ":detect_leaks=0";
  for (const auto& [name, value] : desk.environment) all[name] = value;

  std::vector<std::string> variables;
  for (const auto& [name, value] : all) variables.push_back(name + "=" + value);
  return variables;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

/// In the child: becomes the command. Ignored and blocked signals would be handed on to it.
[[noreturn]] void become(const std::vector<std::string>& argv, const Desk& desk) {
  for (const int signal : {SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGHUP}) ::signal(signal, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::chdir(desk.folder.c_str()) != 0) ::_exit(99);
  if (!desk.output.empty()) ::dup2(::open(desk.output.c_str(), O_WRONLY), STDOUT_FILENO);
  if (desk.reader_gone) ::dup2(Pipe::make().write_end.get(), STDOUT_FILENO);
  if (desk.output_closed) ::close(STDOUT_FILENO);
  if (desk.ptrace_denied) deny_ptrace();
  if (desk.seccomp_denied) deny_call(SYS_seccomp);
  const std::vector<std::string> variables = variables_of(desk);
  ::execvpe(argv[0].c_str(), pointers(argv).data(), pointers(variables).data());
  ::_exit(99);
}

int shell_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int status_of(pid_t pid) {
  int status;
  check("waitpid", ::waitpid(pid, &status, 0));
  return shell_status(status);
}

/// Reads both pipes to their ends. A process that hangs is killed, and the test fails.
void read_all(Pipe& out, Pipe& err, pid_t writer, Result& result) {
  std::array<pollfd, 2> ends = {{{out.read_end.get(), POLLIN, 0}, {err.read_end.get(), POLLIN, 0}}};
  std::array<std::string*, 2> texts = {&result.out, &result.err};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (::poll(ends.data(), ends.size(), patience) == 0) {
      tell_all_processes();
      send_signal(open_process(writer), SIGKILL);
      ::waitpid(writer, nullptr, 0);
      FAIL("procdemo says nothing and stays");
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      std::array<char, 65536> bytes;
      const ssize_t got = ::read(ends[i].fd, bytes.data(), bytes.size());
      if (got <= 0) ends[i].fd = -1;
      if (got > 0) texts[i]->append(bytes.data(), static_cast<std::size_t>(got));
    }
  }
}

std::vector<std::string> command_line(const std::vector<std::string>& words, const Desk& desk) {
  std::vector<std::string> argv = {desk.program};
  argv.insert(argv.end(), words.begin(), words.end());
  return argv;
}

// Whether it says, in English or in Chinese.
bool says(const Result& result, const char* english, const char* chinese) {
  const std::string said = result.out + result.err;
  return said.find(english) != said.npos || said.find(chinese) != said.npos;
}

// What it could not do may be what this machine lacks.
void ask_machine(const Result& result, const Desk& desk) {
  if (!desk.ptrace_denied && says(result, "does not allow ptrace", "不允许 ptrace")) need_tracing();
  if (says(result, "have a terminal of its own here", "无法给程序一个自己的终端")) need_terminals();
}

// What procdemo says goes to the end of a file, where somebody wants to have it: scripts/unchanged.
void note_sentences(const std::string& said) {
  if (const char* file = std::getenv("TEST_SENTENCES")) std::ofstream(file, std::ios::app) << said;
}

}  // namespace

const std::string& procdemo_path() {
  const char* const given = std::getenv("PROCDEMO");
  static const std::string path = given ? given : PROCDEMO;
  return path;
}

Result procdemo(const std::vector<std::string>& words, const Desk& desk) {
  Result result = run_command(command_line(words, desk), desk);
  ask_machine(result, desk);
  return result;
}

Result run_command(const std::vector<std::string>& argv, const Desk& desk) {
  Pipe out = Pipe::make();
  Pipe err = Pipe::make();
  const pid_t pid = check("fork", ::fork());
  if (pid == 0) {
    ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
    ::dup2(out.write_end.get(), STDOUT_FILENO);
    ::dup2(err.write_end.get(), STDERR_FILENO);
    become(argv, desk);
  }
  out.write_end.reset();
  err.write_end.reset();

  Result result;
  read_all(out, err, pid, result);
  result.status = status_of(pid);
  note_sentences(result.err);
  return result;
}

Terminal::Terminal(const std::vector<std::string>& words, int columns, const Desk& desk) {
  need_terminals();
  if (!desk.ptrace_denied) need_tracing();
  int screen, device;
  winsize size = {};
  size.ws_row = 24;
  size.ws_col = static_cast<unsigned short>(columns);
  check("openpty", ::openpty(&screen, &device, nullptr, nullptr, &size));
  screen_ = Fd(screen);
  device_ = Fd(device);
  for (const int end : {screen, device}) ::fcntl(end, F_SETFD, FD_CLOEXEC);

  pid_ = check("fork", ::fork());
  if (pid_ == 0) {
    ::login_tty(device);  // a session of its own, with this terminal
    become(command_line(words, desk), desk);
  }
}

Terminal::~Terminal() {
  if (status_) return;
  send_signal(open_process(pid_), SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

// False where nothing more came, so long after procdemo's end. (The slave side stays open in this
// process: the end of the output is told by that.)
bool Terminal::read_some(std::chrono::milliseconds after_end) {
  constexpr int a_while = 50;  // ms
  pollfd ready = {screen_.get(), POLLIN, 0};
  if (::poll(&ready, 1, a_while) > 0) {
    std::array<char, 65536> bytes;
    const ssize_t got = ::read(screen_.get(), bytes.data(), bytes.size());
    if (got > 0) shown_.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
  }
  const auto now = std::chrono::steady_clock::now();
  if (status_) return now < ended_ + after_end;
  int status;
  if (::waitpid(pid_, &status, WNOHANG) == pid_) status_ = shell_status(status), ended_ = now;
  return true;
}

std::string Terminal::read_until(const std::string& text, int times) {
  const auto count = [&] {
    int found = 0;
    for (std::size_t at = 0; (at = shown_.find(text, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  while (count() < times) {
    if (!read_some(for_helpers)) FAIL("the output ended without '" << text << "':\n" << shown_);
  }
  return shown_;
}

std::string Terminal::read_until(const std::function<bool(const std::string& shown)>& there) {
  while (!there(shown_)) {
    if (!read_some(for_helpers)) FAIL("the output ended without it:\n" << shown_);
  }
  return shown_;
}

void Terminal::resize(int columns, int rows) const {
  winsize size = {};
  size.ws_row = static_cast<unsigned short>(rows);
  size.ws_col = static_cast<unsigned short>(columns);
  check("TIOCSWINSZ", ::ioctl(screen_.get(), TIOCSWINSZ, &size));
}

void Terminal::type(const std::string& keys) const {
  write_all(screen_.get(), keys);
}

void Terminal::send(int signal) const {
  errno = send_signal(open_process(pid_), signal);
  check("pidfd_send_signal", errno == 0 ? 0 : -1);
}

Result Terminal::finish() {
  while (read_some({})) continue;
  return {.out = shown_, .err = "", .status = *status_};
}

bool Terminal::echoes() const {
  termios settings;
  check("tcgetattr", ::tcgetattr(device_.get(), &settings));
  return (settings.c_lflag & ECHO) != 0;
}

bool Terminal::blocks() const {
  return (check("fcntl", ::fcntl(device_.get(), F_GETFL)) & O_NONBLOCK) == 0;
}

std::string command_of(pid_t pid) {
  return read_file_if_any("/proc/" + std::to_string(pid) + "/cmdline");
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace procdemo::cli::test
