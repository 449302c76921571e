// Nobody moves: two that fill each other's pipes ("full": all ends stay open; "closed": each has
// closed what it does not need), one that waits for a signal beside one that reads what nobody
// writes ("signal"), two that take locks, or open FIFOs, crosswise ("locks", "fifos"), one that
// waits for a child that sleeps ("asleep"), or one that waits for keys from the terminal that it
// writes to ("keys"), or for nobody to read any more what it writes ("reader").
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <csignal>

#include "tell.h"

namespace {

void fill_each_other(bool close_others) {
  int down[2], up[2];
  if (::pipe(down) != 0 || ::pipe(up) != 0) std::abort();
  static char bytes[1 << 17];  // twice a pipe's room
  const bool child = ::fork() == 0;
  const int* in = child ? down : up;
  const int* out = child ? up : down;
  if (close_others) ::close(in[1]), ::close(out[0]);
  if (::write(out[1], bytes, sizeof bytes) < 0) tell("write: %s", answer(-1).c_str());
  if (::read(in[0], bytes, sizeof bytes) < 0) tell("read: %s", answer(-1).c_str());
}

void wait_for_signal() {
  Gate gate;
  const pid_t child = ::fork();
  if (child == 0) {
    gate.nobody_opens_it_here();
    gate.wait();
    ::_exit(0);
  }
  std::signal(SIGUSR1, [](int) {});
  ::pause();
  tell("it came");
  gate.nobody_opens_it_here();
  tell("child: %s", end_of(child).c_str());
}

void wait_for_sleeper() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::usleep(1'700'000);
    ::_exit(0);
  }
  tell("child: %s", end_of(child).c_str());
}

// Each has locked its own before the other's is wanted.
void lock_crosswise(const char* one, const char* another) {
  Gate parents, childs;
  const bool child = ::fork() == 0;
  const int own = ::open(child ? another : one, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  const int other = ::open(child ? one : another, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  ::flock(own, LOCK_EX);
  (child ? childs : parents).open();
  (child ? parents : childs).wait();
  ::flock(other, LOCK_EX);
}

void open_crosswise(const char* one, const char* another) {
  ::mkfifo(one, 0600);
  ::mkfifo(another, 0600);
  const bool child = ::fork() == 0;
  ::open(child ? one : another, O_RDONLY | O_CLOEXEC);
  ::open(child ? another : one, O_WRONLY | O_CLOEXEC);
}

}  // namespace

int main(int, char** argv) {
  const std::string what = argv[1];
  if (what == "full" || what == "closed") fill_each_other(what == "closed");
  if (what == "signal") wait_for_signal();
  if (what == "locks") lock_crosswise(argv[2], argv[3]);
  if (what == "fifos") open_crosswise(argv[2], argv[3]);
  if (what == "asleep") wait_for_sleeper();
  char key;
  pollfd output{1, 0, 0};
  if (what == "reader") tell("poll: %s", answer(::poll(&output, 1, -1)).c_str());
  if (what == "keys") tell("read: %s", answer(::read(2, &key, 1)).c_str());
}
