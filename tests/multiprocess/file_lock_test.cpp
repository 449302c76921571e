#include "multiprocess/file_lock.h"

#include <sys/file.h>

#include <filesystem>
#include <fstream>
#include <mutex>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"

using namespace multiprocess;
using namespace std::chrono_literals;
using multiprocess_test::Forked;

namespace {

struct Folder {
  std::string path = [] {
    std::string name = std::filesystem::temp_directory_path() / "file-lock-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    return name;
  }();
  ~Folder() { std::filesystem::remove_all(path); }

  std::string file = path + "/file";
};

// Whether another open file description could have the lock now.
bool is_free(const std::string& path, int kind = LOCK_EX) {
  const procdemo::base::Fd file = procdemo::base::open_file(path, O_RDWR | O_CREAT, 0666);
  return ::flock(file.get(), kind | LOCK_NB) == 0;
}

}  // namespace

TEST_CASE_METHOD(Folder, "a file lock is held in its scope, and the file stays") {
  {
    const FileLock lock(file);
    CHECK(lock.is_locked());
    CHECK(lock.path() == file);
    CHECK_FALSE(is_free(file));
  }
  CHECK(is_free(file));
  CHECK(std::filesystem::exists(file));
}

TEST_CASE_METHOD(Folder, "shared locks let each other be, and keep an exclusive one out") {
  const FileLock first(file, FileLock::shared);
  const FileLock second(file, FileLock::shared);
  CHECK(is_free(file, LOCK_SH));
  CHECK_FALSE(is_free(file));
  CHECK_FALSE(FileLock::try_lock(file));
  CHECK(FileLock::try_lock(file, FileLock::shared));
}

TEST_CASE_METHOD(Folder, "a lock that is not to be had in time is a Timeout") {
  const FileLock lock(file);
  CHECK_THROWS_AS(FileLock(file, FileLock::exclusive, 2ms), Timeout);
  CHECK_THROWS_AS(FileLock(file, FileLock::shared, 0s), Timeout);
  CHECK_THROWS_AS(FileLock(file, FileLock::shared, -1s), Timeout);
  CHECK_FALSE(FileLock::try_lock(file));
}

TEST_CASE_METHOD(Folder, "a free lock is got at once, whatever the timeout") {
  CHECK(FileLock(file, FileLock::exclusive, -1s).is_locked());
  CHECK(FileLock(file, FileLock::exclusive, 0s).is_locked());
  CHECK(FileLock::try_lock(file)->is_locked());
  CHECK(is_free(file));
}

TEST_CASE_METHOD(Folder, "a lock can be unlocked and locked again") {
  FileLock lock(file);
  lock.lock();
  lock.unlock();
  lock.unlock();
  CHECK_FALSE(lock.is_locked());
  CHECK(is_free(file));
  {
    const std::lock_guard guard(lock);
    CHECK_FALSE(is_free(file));
  }
  CHECK(is_free(file));
  CHECK(lock.try_lock());
  CHECK_FALSE(is_free(file));
}

TEST_CASE_METHOD(Folder, "moving a lock hands it over") {
  FileLock first(file);
  FileLock second = std::move(first);
  CHECK(second.is_locked());
  CHECK_FALSE(first.is_locked());
  const std::string other = path + "/other";
  second = FileLock(other);
  CHECK(is_free(file));
  CHECK_FALSE(is_free(other));
}

TEST_CASE_METHOD(Folder, "what a lock was moved from has none, and takes none") {
  FileLock first(file);
  FileLock second = std::move(first);
  second.unlock();
  CHECK_THROWS_AS(first.lock(), std::logic_error);
  CHECK_THROWS_AS(first.try_lock(), std::logic_error);
  CHECK(is_free(file));
  second.lock();
  first = std::move(second);
  CHECK_THROWS_AS(second.lock(), std::logic_error);
  first.unlock();
  CHECK(first.try_lock());
  CHECK_FALSE(is_free(file));
}

TEST_CASE_METHOD(Folder, "the kernel releases the lock of a killed process") {
  Queue<int> held(1);
  Forked holder([&] {
    const FileLock lock(file);
    held.put(1);
    for (;;) ::pause();
  });
  held.get();
  CHECK_FALSE(is_free(file));
  holder.kill();
  CHECK(is_free(file));
}

TEST_CASE_METHOD(Folder, "a waiting process gets the lock when it is released") {
  FileLock lock(file);
  Forked for_ever([&] { FileLock mine(file); });
  Forked for_an_hour([&] { FileLock mine(file, FileLock::exclusive, 1h); });
  lock.unlock();
  CHECK(for_ever.wait() == 0);
  CHECK(for_an_hour.wait() == 0);
}

TEST_CASE_METHOD(Folder, "a forked child does not hold its parent's lock, nor release it") {
  FileLock lock(file);
  Forked child([&] {
    if (lock.is_locked() || lock.try_lock()) throw std::logic_error("parent and child have it");
    lock.unlock();
  });
  CHECK(child.wait() == 0);
  CHECK_FALSE(is_free(file));
}

TEST_CASE_METHOD(Folder, "a lock goes at its end although a child inherited the descriptor") {
  Queue<int> go(1);
  std::optional<FileLock> lock(file);
  Forked child([&] { go.get(); });
  lock.reset();
  CHECK(is_free(file));
  go.put(1);
  CHECK(child.wait() == 0);
}

TEST_CASE_METHOD(Folder, "processes that append under a lock tear no record") {
  std::vector<Forked> writers;
  for (int i = 0; i < 3; ++i)
    writers.emplace_back([&] {
      for (int record = 0; record < 200; ++record) {
        const FileLock lock(file);
        std::ofstream end(file, std::ios::app);
        end << "12345" << std::flush << "678|" << std::flush;
      }
    });
  for (Forked& writer : writers) CHECK(writer.wait() == 0);
  std::string all;
  for (int record = 0; record < 600; ++record) all += "12345678|";
  CHECK(procdemo::base::read_file(file) == all);
}

TEST_CASE_METHOD(Folder, "what is written to the lock's own descriptor is appended") {
  procdemo::base::write_all(FileLock(file).fd(), "12345678|");
  procdemo::base::write_all(FileLock(file).fd(), "87654321|");
  CHECK(procdemo::base::read_file(file) == "12345678|87654321|");
}

TEST_CASE_METHOD(Folder, "a folder can be locked, and what is not there is named") {
  CHECK(FileLock(path).is_locked());
  CHECK_THROWS_AS(FileLock(path + "/none/file"), std::system_error);
}
