// Locks on a file between a holder (the parent) and an asker (its child), and each way in which one
// goes back. The child always waits until the parent holds it.
//   flock-unlock  flock-close  flock-duplicate  flock-exec  flock-exit  flock-killed  flock-shared
//   flock-try     fcntl-unlock fcntl-close      fcntl-exit  fcntl-killed fcntl-try    ofd-close
//   flock-left    its taker ends, and the holder has the open file
//
// locks MODE FILE
#include <fcntl.h>
#include <sys/file.h>

#include <csignal>

#include "tell.h"

static std::string mode;
static const char* path;
static Gate held;

static int open_file() {
  return ::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

static int record_lock(int fd, int command, short type) {
  struct flock whole{};
  whole.l_type = type;
  whole.l_whence = SEEK_SET;
  return ::fcntl(fd, command, &whole);
}

static bool is(const char* prefix) {
  return mode.rfind(prefix, 0) == 0;
}

static int lock(int fd, bool wait) {
  if (is("ofd")) return record_lock(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, F_WRLCK);
  if (is("fcntl")) return record_lock(fd, wait ? F_SETLKW : F_SETLK, F_WRLCK);
  return ::flock(fd, (is("flock-shared") ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB));
}

// The asker: waits for the lock (or tries, where the mode says so), and gives it back.
[[noreturn]] static void ask(bool wait) {
  held.wait();
  const int fd = open_file();
  const int said = lock(fd, wait);
  tell("asker: %s", said == 0 ? "has it" : answer(said).c_str());
  ::_exit(said == 0 ? 0 : 1);
}

// As flock(1) takes one for the shell that has started it.
static void have_it_taken(int fd) {
  const pid_t taker = ::fork();
  if (taker == 0) ::_exit(lock(fd, true));
  tell("taker: %s", end_of(taker).c_str());
}

// Called once the asker sleeps in its call.
static void give_back(int fd) {
  if (mode == "flock-unlock") ::flock(fd, LOCK_UN);
  if (mode == "fcntl-unlock") record_lock(fd, F_SETLK, F_UNLCK);
  if (mode == "flock-close" || mode == "flock-left" || mode == "ofd-close") ::close(fd);
  if (mode == "flock-duplicate") {
    const int duplicate = ::dup(fd);
    ::close(fd);
    tell("holder: one duplicate is left");
    ::close(duplicate);
  }
  if (mode == "fcntl-close") ::close(open_file());  // any descriptor of the file will do
}

// A process of its own that holds the lock, for modes in which the holder ends or becomes another.
static pid_t holder_that_ends() {
  const pid_t asker_to_be = ::getpid();
  const pid_t holder = ::fork();
  if (holder != 0) return holder;
  const int fd = open_file();
  tell("holder: %s", answer(lock(fd, true)).c_str());
  held.open();
  until_sleeping(asker_to_be);
  tell("holder: ends");
  if (is("flock-exec")) ::execl("/bin/true", "true", nullptr);
  if (mode.find("killed") != mode.npos) ::raise(SIGKILL);
  ::_exit(0);
}

static void asker_is_the_parent() {
  const pid_t holder = holder_that_ends();
  held.wait();
  const int fd = open_file();
  const int said = lock(fd, true);
  tell("asker: %s", said == 0 ? "has it" : answer(said).c_str());
  tell("holder: %s", end_of(holder).c_str());
}

static void asker_is_the_child() {
  const bool wait = mode.find("try") == mode.npos && !is("flock-shared");
  const pid_t asker = ::fork();
  if (asker == 0) ask(wait);
  const int fd = open_file();
  if (mode == "flock-left") {
    have_it_taken(fd);
  } else {
    tell("holder: %s", answer(lock(fd, true)).c_str());
  }
  held.open();
  if (wait) until_sleeping(asker);
  if (wait) tell("holder: gives it back");
  give_back(fd);
  tell("asker: %s", end_of(asker).c_str());
}

int main(int, char** argv) {
  mode = argv[1];
  path = argv[2];
  const bool ends = mode.find("exit") != mode.npos || mode.find("killed") != mode.npos ||
                    mode.find("exec") != mode.npos;
  ends ? asker_is_the_parent() : asker_is_the_child();
}
