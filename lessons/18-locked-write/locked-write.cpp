// Three workers append phone numbers to one file, each number in two pieces. A lock on the file
// keeps the pieces together: whoever wants to write waits until the other one is done.
//
// With no-lock each of them waits, between its two pieces, until its neighbour has written a first
// piece as well: so numbers are torn in every run.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/sdt.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "multiprocess/file_lock.h"
#include "multiprocess/pool.h"
#include "multiprocess/queue.h"

using multiprocess::AsyncResult, multiprocess::FileLock, multiprocess::Pool, multiprocess::Queue;
using namespace std::chrono_literals;

constexpr int most_workers = 3;
int workers = most_workers;

// An operator's three digits and eight more: eleven, as such numbers have.
std::string phone_number(std::mt19937& random) {
  constexpr std::array operators = {133, 135, 138, 139, 150, 158, 177, 186, 188, 189};
  const std::string rest = std::to_string(random() % 100'000'000);
  return std::to_string(operators[random() % operators.size()]) +
         std::string(8 - rest.size(), '0') + rest;
}

// First pieces that the neighbour has written. Older than the pool: each worker has them.
std::array<Queue<char>, most_workers> first_pieces = {Queue<char>(10), Queue<char>(10),
                                                      Queue<char>(10)};

void wait_for_neighbour(int worker) {
  first_pieces[(worker + 1) % workers].put('.');
  first_pieces[worker].get(30s);
}

// A task: every third number, where there are three workers.
void append(int worker, int count, const std::string& path, bool no_lock) {
  std::mt19937 random(worker);
  std::ofstream file(path, std::ios::app);
  for (int i = worker; i < count; i += workers) {
    const std::string number = phone_number(random);
    DTRACE_PROBE1(phones, number, number.c_str());

    std::optional<FileLock> lock;
    if (!no_lock) lock.emplace(path);  // open() and flock(); waits while another has it
    file << number.substr(0, 3) << std::flush;
    if (no_lock && i / workers < count / workers) wait_for_neighbour(worker);
    file << number.substr(3) << '|' << std::flush;
  }  // the lock is given back
}

// The lock belongs to the open file, and goes when that is closed. (try_lock opens it once more.)
void show_close(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  ::flock(file, LOCK_EX);
  std::printf("locked: %s\n", FileLock::try_lock(path) ? "another gets it" : "nobody else gets it");
  ::close(file);
  std::printf("closed: %s\n", FileLock::try_lock(path) ? "another gets it" : "nobody else gets it");
}

int main(int argc, char** argv) try {
  const int count = argc > 1 ? std::atoi(argv[1]) : 300;
  const std::string path = argc > 2 ? argv[2] : "numbers.txt";
  const bool no_lock = argc > 3 && std::string(argv[3]) == "true";
  workers = argc > 4 ? std::atoi(argv[4]) : most_workers;

  if (std::ofstream file(path, std::ios::app | std::ios::ate); !file || file.tellp() > 0) {
    std::printf("%s: no file, or something is in it\n", path.c_str());
    return 1;
  }
  show_close(path);

  Pool pool(workers);
  std::vector<AsyncResult<void>> tasks;
  for (int i = 0; i < workers; ++i) {
    tasks.push_back(pool.apply_async(append, i, count, path, no_lock));
  }
  for (const AsyncResult<void>& task : tasks) task.get();
  std::printf("written: %d numbers\n", count);
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
