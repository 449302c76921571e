// What the multiprocess library is held against: the kernel's own calls, and Boost.Interprocess.
//
// peers WORK N: does N operations of one kind and prints "OPERATIONS SECONDS".
#include <fcntl.h>
#include <linux/futex.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bench/work.h"
#ifdef HAVE_BOOST
#include <boost/interprocess/ipc/message_queue.hpp>
#endif

using procdemo::bench::timed;

namespace {

constexpr std::size_t usual_capacity = 1024;
constexpr int lockers = 3;

template <class Work>
pid_t start(Work work) {
  const pid_t child = ::fork();
  if (child < 0) std::abort();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  return child;
}

void end(pid_t child) {
  int status;
  if (::waitpid(child, &status, 0) != child || status != 0) std::abort();
}

void forks(long n) {
  timed(n, [&] {
    for (long i = 0; i < n; ++i) end(start([] {}));
  });
}

// --- a futex for each direction ---

struct Turn {
  std::atomic<std::uint32_t> ball{0}, back{0};
};

void wake(std::atomic<std::uint32_t>& word) {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
}
void await(std::atomic<std::uint32_t>& word, std::uint32_t old) {
  while (word == old) ::syscall(SYS_futex, &word, FUTEX_WAIT, old, nullptr, nullptr, 0);
}

void futex(long n) {
  void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  Turn& turn = *new (page) Turn;
  const auto rounds = static_cast<std::uint32_t>(n);
  const pid_t partner = start([&] {
    for (std::uint32_t i = 0; i < rounds; ++i) {
      await(turn.ball, i);
      ++turn.back;
      wake(turn.back);
    }
  });
  timed(n, [&] {
    for (std::uint32_t i = 0; i < rounds; ++i) {
      ++turn.ball;
      wake(turn.ball);
      await(turn.back, i);
    }
  });
  end(partner);
}

// --- a pipe ---

template <std::size_t size>
void pipe(long n) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  ::fcntl(ends[0], F_SETPIPE_SZ, 1 << 20);
  static std::array<char, size> item{};
  timed(n, [&] {
    const pid_t producer = start([&] {
      for (long i = 0; i < n; ++i)
        if (::write(ends[1], item.data(), size) != static_cast<ssize_t>(size)) std::abort();
    });
    const pid_t consumer = start([&] {
      for (long i = 0; i < n; ++i)
        for (std::size_t have = 0; have < size;) {
          const ssize_t got = ::read(ends[0], item.data() + have, size - have);
          if (got <= 0) std::abort();
          have += static_cast<std::size_t>(got);
        }
    });
    end(producer);
    end(consumer);
  });
}

// --- Boost.Interprocess ---

#ifdef HAVE_BOOST
template <std::size_t size>
void boost_queue(long n, int pairs) {
  namespace ipc = boost::interprocess;
  const std::string name = "procdemo-bench-" + std::to_string(::getpid());
  ipc::message_queue items(ipc::create_only, name.c_str(), usual_capacity, size);
  ipc::message_queue::remove(name.c_str());
  const long each = n / pairs;
  timed(each * pairs, [&] {
    std::vector<pid_t> workers;
    for (int i = 0; i < pairs; ++i) {
      workers.push_back(start([&] {
        static const std::array<char, size> item{};
        for (long k = 0; k < each; ++k) items.send(item.data(), size, 0);
      }));
      workers.push_back(start([&] {
        static std::array<char, size> item;
        std::size_t got;
        unsigned priority;
        for (long k = 0; k < each; ++k) items.receive(item.data(), size, got, priority);
      }));
    }
    for (const pid_t worker : workers) end(worker);
  });
}
#endif

// --- appends under a lock ---

void append(const char* path) {
  const int file = ::open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0 || ::flock(file, LOCK_EX) != 0) std::abort();
  ::lseek(file, 0, SEEK_END);
  if (::write(file, "13912345678|", 12) != 12) std::abort();
  ::close(file);
}

void appends(long n) {
  char path[] = "/tmp/procdemo-bench-XXXXXX";
  ::close(::mkstemp(path));
  timed(n, [&] {
    std::vector<pid_t> workers;
    for (int i = 0; i < lockers; ++i)
      workers.push_back(start([&] {
        for (long k = 0; k < n / lockers; ++k) append(path);
      }));
    for (const pid_t worker : workers) end(worker);
  });
  ::unlink(path);
}

const std::map<std::string, std::function<void(long)>> works = {
    {"process", forks},
    {"futex", futex},
    {"pipe", pipe<16>},
    {"pipe-64k", pipe<64 * 1024>},
    {"append", appends},
#ifdef HAVE_BOOST
    {"boost", [](long n) { boost_queue<16>(n, 1); }},
    {"boost-2", [](long n) { boost_queue<16>(n, 2); }},
#endif
};

}  // namespace

int main(int argc, char** argv) {
  const auto work = argc == 3 ? works.find(argv[1]) : works.end();
  if (work == works.end()) return 2;
  work->second(std::atol(argv[2]));
}
