// Two processes wait for each other's event counter (eventfd(2)), and each would add to the other's
// after that; "ring": three, of whom each adds to the next one's; "threads": two threads of one
// process; "queues": message queues in their place. Mended: one of them adds first.
//
// deadlock_counters [wrong|mended] [ring|threads|queues]
#include <fcntl.h>
#include <mqueue.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Counter {
  int fd = ::eventfd(0, 0);

  void wait() const {
    eventfd_t count;
    if (::eventfd_read(fd, &count) != 0) ::_exit(1);
  }
  void add() const {
    if (::eventfd_write(fd, 1) != 0) ::_exit(1);
  }
};

struct Queue {
  mqd_t queue;

  explicit Queue(const char* name) {
    mq_attr attributes{};
    attributes.mq_maxmsg = attributes.mq_msgsize = 1;
    ::mq_unlink(name);
    queue = ::mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    ::mq_unlink(name);
    if (queue < 0) ::_exit(2);
  }
  void wait() const {
    char byte;
    if (::mq_receive(queue, &byte, 1, nullptr) != 1) ::_exit(1);
  }
  void add() const {
    if (::mq_send(queue, "!", 1, 0) != 0) ::_exit(1);
  }
};

template <class Object>
void meet(const Object& own, const Object& next, bool begins) {
  if (begins) next.add();
  own.wait();
  if (!begins) next.add();
}

void in_process(const std::function<void()>& what) {
  if (::fork() != 0) return;
  what();
  ::_exit(0);
}

void wait_for_all() {
  while (::wait(nullptr) > 0) continue;
}

// Its own each has alone, but for who adds to it.
void meet_in_ring(bool mended) {
  const std::vector<Counter> counters(3);  // each made for itself
  for (std::size_t i = 0; i < 3; ++i) {
    const Counter &own = counters[i], &next = counters[(i + 1) % 3], &other = counters[(i + 2) % 3];
    in_process([&] {
      ::close(other.fd);
      meet(own, next, mended && i == 0);
    });
  }
  for (const Counter& counter : counters) ::close(counter.fd);
  wait_for_all();
}

template <class Object>
void meet_in_pair(const Object& one, const Object& other, bool mended) {
  in_process([&] { meet(other, one, false); });
  meet(one, other, mended);
  wait_for_all();
}

void meet_in_threads(bool mended) {
  const Counter one, other;
  std::thread second([&] { meet(other, one, false); });
  meet(one, other, mended);
  second.join();
}

}  // namespace

int main(int argc, char** argv) {
  const bool mended = argc > 1 && argv[1] == std::string("mended");
  const std::string how = argc > 2 ? argv[2] : "";
  if (how == "ring") {
    meet_in_ring(mended);
  } else if (how == "threads") {
    meet_in_threads(mended);
  } else if (how == "queues") {
    meet_in_pair(Queue("/procdemo-one"), Queue("/procdemo-other"), mended);
  } else {
    meet_in_pair(Counter(), Counter(), mended);
  }
}
