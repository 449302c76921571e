#include "base/output.h"

#include <sys/eventfd.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "base/signal_mask.h"
#include "base/write_whole.h"

namespace procdemo::base {

namespace {

constexpr std::size_t at_most = 8192;             // bytes that are collected
constexpr std::chrono::milliseconds patience{2};  // for so long

// A file, or /dev/null.
bool has_no_reader(int fd) {
  struct stat facts;
  if (::fstat(fd, &facts) != 0) return false;
  return S_ISREG(facts.st_mode) || (S_ISCHR(facts.st_mode) && facts.st_rdev == makedev(1, 3));
}

// The program may have set the reader's terminal so that a newline goes down and not to the left
// (cfmakeraw(3)). A row of ours begins at the left all the same.
std::string with_returns(int fd, const std::string& text) {
  termios settings;
  constexpr tcflag_t usual = OPOST | ONLCR;
  if (::tcgetattr(fd, &settings) != 0 || (settings.c_oflag & usual) == usual) return text;
  std::string returned;
  for (const char c : text) returned += c == '\n' ? "\r\n" : std::string(1, c);
  return returned;
}

}  // namespace

// The buffer, and what its thread does. The thread may hang in write(2) when the Output is
// destroyed, and nothing but the reader can free it then: so it is nobody's to join, and what it
// uses belongs to it, too.
class Output::Writer {
 public:
  Writer(Fd descriptor, std::size_t capacity)
      : descriptor_(std::move(descriptor)),
        ready_(check("eventfd", ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))),
        capacity_(capacity),
        direct_(has_no_reader(descriptor_.get())) {}

  // Whether the thread has to be started: see started().
  bool needs_start() {
    const std::lock_guard lock(mutex_);
    return !direct_ && !started_;
  }

  // Takes a text, and says the same.
  bool take(std::string text) {
    const std::lock_guard lock(mutex_);
    if (error_ != 0 || over_) return false;
    if (text.empty()) return needs_thread();
    if (direct_) {
      error_ = write_whole(descriptor_.get(), text, written_);
      if (error_ != 0) signal();
      return false;
    }
    bytes_ += text.size();
    texts_.push_back(std::move(text));
    changed_.notify_all();
    return needs_thread();
  }

  void started() {
    const std::lock_guard lock(mutex_);
    started_ = true;
  }

  bool full() {
    const std::lock_guard lock(mutex_);
    awaited_ = error_ == 0 && !over_ && bytes_ >= capacity_;
    if (!awaited_ && std::exchange(signalled_, false)) {
      std::uint64_t count;
      check("read eventfd", ::read(ready_.get(), &count, sizeof count));
    }
    return awaited_;
  }

  int error() {
    const std::lock_guard lock(mutex_);
    return error_;
  }

  int ready_fd() const { return ready_.get(); }

  void wait_until_written() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return bytes_ == 0; });
  }

  bool wait_until_written(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return bytes_ == 0; });
  }

  std::uint64_t written() const { return written_; }

  bool has_room() const {
    pollfd output = {descriptor_.get(), POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLOUT) != 0;
  }

  void drop() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    forget();
  }

  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return over_ || !texts_.empty(); });
      if (over_) return;
      write_first(lock);
    }
  }

 private:
  // Called with the lock held, which is given back while the kernel writes.
  void write_first(std::unique_lock<std::mutex>& lock) {
    const std::string text = std::move(texts_.front());
    texts_.pop_front();
    lock.unlock();
    const int error =
        write_whole(descriptor_.get(), with_returns(descriptor_.get(), text), written_);
    lock.lock();
    if (over_) return;
    bytes_ -= text.size();
    if (error != 0) {
      error_ = error;
      forget();
      signal();
    } else if (awaited_ && bytes_ <= capacity_ / 2) {
      awaited_ = false;
      signal();
    }
    if (bytes_ == 0) changed_.notify_all();
  }

  // Also for a text that came when none could be started.
  bool needs_thread() const { return !started_ && !texts_.empty(); }

  void forget() {
    texts_.clear();
    bytes_ = 0;
    changed_.notify_all();
  }

  void signal() {
    signalled_ = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t done = ::write(ready_.get(), &one, sizeof one);
  }

  const Fd descriptor_;
  const Fd ready_;
  const std::size_t capacity_;
  const bool direct_;
  std::atomic<std::uint64_t> written_ = 0;  // bytes that the kernel took

  std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::deque<std::string> texts_;
  std::size_t bytes_ = 0;  // not yet written: in texts_, and the one that is being written
  int error_ = 0;
  bool awaited_ = false;    // somebody waits for room
  bool signalled_ = false;  // `ready_` is readable
  bool started_ = false;
  bool over_ = false;
};

Output::Output(Fd descriptor, std::size_t capacity)
    : writer_(std::make_shared<Writer>(std::move(descriptor), capacity)) {}

Output::~Output() {
  discard();
}

void Output::write(std::string_view text) {
  const auto now = std::chrono::steady_clock::now();
  if (collected_.empty()) began_ = now;
  collected_ += text;
  if (collected_.size() >= at_most || now - began_ >= patience) push();
}

void Output::push() {
  if (writer_->take(std::exchange(collected_, {}))) run_writer();
}

void Output::start() {
  if (writer_->needs_start()) run_writer();
}

void Output::run_writer() {
  // Signals are for the thread that observes. SIGPIPE, too: the write then fails with EPIPE.
  sigset_t all;
  ::sigfillset(&all);
  const SignalMask blocked(all);
  std::thread([writer = writer_] { writer->run(); }).detach();
  writer_->started();
}

bool Output::full() const {
  return writer_->full();
}
int Output::ready_fd() const {
  return writer_->ready_fd();
}
int Output::error() const {
  return writer_->error();
}
void Output::flush() {
  push();
  writer_->wait_until_written();
}
bool Output::flush_for(std::chrono::milliseconds patience) {
  push();
  return writer_->wait_until_written(patience);
}
// A terminal may have room for a character, and not for the two that a line's end takes: so room
// is not believed for ever.
bool Output::flush_while_read(std::chrono::milliseconds patience) {
  constexpr std::chrono::seconds most{60};
  push();
  auto until = std::chrono::steady_clock::now() + most;
  while (true) {
    const std::uint64_t before = writer_->written();
    if (writer_->wait_until_written(patience)) return true;
    const auto now = std::chrono::steady_clock::now();
    if (writer_->written() != before) until = now + most;
    const bool goes_on = writer_->written() != before || writer_->has_room();
    if (!goes_on || now >= until) return false;
  }
}
void Output::discard() {
  collected_.clear();
  writer_->drop();
}

}  // namespace procdemo::base
