// Pools and workers that die: at every instant, in every way.
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <map>
#include <random>
#include <set>

#include "base/own_signal.h"
#include "base/pidfd.h"
#include "catch.h"
#include "machine.h"
#include "multiprocess/pool.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;

namespace {

void end_by(int signal) {
  ::signal(signal, SIG_DFL);
  procdemo::base::signal_self(signal);
}

std::string told_of_death(const std::function<void()>& action) {
  try {
    action();
  } catch (const WorkerDied& death) {
    return death.what();
  }
  return "nobody died";
}

// Processes whose end is waited for, whoever their parents are.
class Watched {
 public:
  explicit Watched(const std::vector<pid_t>& pids) {
    for (const pid_t pid : pids) processes_.push_back(procdemo::base::open_process(pid));
  }
  bool all_end() const {
    return std::all_of(processes_.begin(), processes_.end(),
                       [](const auto& one) { return ends(one); });
  }

 private:
  std::vector<procdemo::base::Fd> processes_;
};

// A task's result, made slowly: most fit into its slot, some take one block, some take many.
std::string text_of(int task) {
  std::string text;
  for (int i = task % 10 == 9 ? 20'000 : task % 300; i > 0; --i)
    text += static_cast<char>('a' + (task + i) % 26);
  return text;
}

/// What a pool says of a task that none of its workers does; empty where one does it.
std::string complaint_of_pool() {
  Pool pool(2);
  try {
    pool.apply(square, 1);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a worker that dies fails its task alone, with its PID and signal, and is replaced") {
  Pool pool(2);
  const pid_t first = pool.pids()[0], second = pool.pids()[1];
  const auto other = pool.apply_async(square, 4);
  try {
    pool.apply(end_by, SIGKILL);
    FAIL("nobody died");
  } catch (const WorkerDied& death) {
    CHECK((death.pid() == first || death.pid() == second));
    CHECK(death.exitcode() == -SIGKILL);
    const std::string name = death.pid() == first ? "PoolWorker-1" : "PoolWorker-2";
    CHECK(death.what() == name + " (pid " + std::to_string(death.pid()) +
                              ") was killed by SIGKILL while it had task 2 of " + pool.name());
  }
  CHECK(other.get() == 16);
  CHECK(pool.apply(square, 5) == 25);
  CHECK(pool.pids().size() == 2);
}

TEST_CASE("a worker's death is told however it died") {
  Pool pool(1);
  const auto told = [&](auto function, int argument) {
    return told_of_death([&] { pool.apply(function, argument); });
  };
  CHECK(told(end_by, SIGSEGV).find(") was killed by SIGSEGV while it had task 1 of") !=
        std::string::npos);
  CHECK(told(end_by, SIGTERM).find(") was killed by SIGTERM while it had task 2 of") !=
        std::string::npos);
  CHECK(told([](int code) { ::_exit(code); }, 3)
            .find(") ended with exit code 3 while it had task 3 of") != std::string::npos);
  CHECK(told([](int code) { std::exit(code); }, 0).find(") ended with exit code 0 while it had") !=
        std::string::npos);
  CHECK(pool.apply(square, 5) == 25);
}

TEST_CASE("a death calls the error callback") {
  Pool pool(1);
  std::string told;
  pool.apply_async(
      Callbacks{[](int) { FAIL("done"); },
                [&](const std::exception& error) { told = error.what(); }},
      [](int signal) { return end_by(signal), 0; }, SIGKILL);
  pool.close();
  pool.join();
  CHECK(told.find("SIGKILL") != std::string::npos);
}

TEST_CASE("whoever sees that a task has died has had its callback called") {
  Pool pool(1);
  bool told = false;
  const auto result = pool.apply_async(
      Callbacks{[] {}, [&](const std::exception&) { told = true; }}, [] { end_by(SIGKILL); });
  SECTION("by looking") {
    CHECK(comes_true([&] { return result.ready(); }));
  }
  SECTION("by waiting") {
    CHECK(result.wait(long_enough));
  }
  CHECK(told);
}

TEST_CASE("idle workers that die are replaced, and nothing is lost") {
  Pool pool(3);
  for (const pid_t worker : pool.pids())
    procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
  CHECK(pool.apply(square, 5) == 25);
  for (int i = 0; i < 100; ++i) CHECK(pool.apply(square, i) == i * i);
  CHECK(comes_true([&] { return pool.apply(square, 1) == 1 && pool.pids().size() == 3; }));
}

TEST_CASE("close, join and terminate go on working when workers die") {
  Pool idle(2);
  for (const pid_t worker : idle.pids())
    procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
  SECTION("close and join") {
    idle.close();
    idle.join();
  }
  SECTION("terminate") {
    idle.terminate();
    idle.join();
  }
  SECTION("destruction") {}
  SECTION("tasks, close and join") {
    const auto result = idle.apply_async(square, 3);
    idle.close();
    idle.join();
    CHECK(result.get() == 9);
  }
  SECTION("closed, with every worker killed at its task") {
    std::vector<AsyncResult<void>> results;
    for (int i = 0; i < 20; ++i) results.push_back(idle.apply_async(end_by, SIGKILL));
    const auto last = idle.apply_async(square, 3);
    idle.close();
    idle.join();
    for (const auto& result : results) CHECK_THROWS_AS(result.get(), WorkerDied);
    CHECK(last.get() == 9);
  }
}

TEST_CASE("a pool that is destroyed without close leaves no worker") {
  std::vector<pid_t> pids;
  {
    Pool pool(3);
    pids = pool.pids();
    pool.apply_async([] { ::pause(); });
  }
  for (const pid_t pid : pids) CHECK_FALSE(procdemo::base::proc_stat(pid));
  CHECK(nobody_left());
}

TEST_CASE("ten thousand queued tasks are terminated with their pool") {
  std::vector<AsyncResult<void>> results;
  int failed = 0;
  Pool pool(2);
  for (int i = 0; i < 10'000; ++i)
    results.push_back(pool.apply_async(Callbacks{[] {}, [&](const std::exception&) { ++failed; }},
                                       [] { ::pause(); }));
  pool.terminate();
  CHECK(nobody_left());
  CHECK(failed == 10'000);
  for (const auto& result : results) CHECK_THROWS_AS(result.get(), Terminated);
  pool.join();
  CHECK_THROWS_AS(pool.apply(square, 1), Closed);
}

TEST_CASE("a worker that ignores SIGTERM is terminated all the same") {
  const Report report;
  Pool pool(1);
  const auto result = pool.apply_async([&report] {
    ::signal(SIGTERM, SIG_IGN);
    report.say(1);
    for (;;) ::pause();
  });
  CHECK(report.number() == 1);
  pool.terminate();
  CHECK_THROWS_AS(result.get(), Terminated);
  CHECK(nobody_left());
}

TEST_CASE("workers end with their owner, even when that is killed") {
  const Report report;
  Process owner([&] {
    Pool pool(3);
    pool.apply_async([] { ::pause(); });
    for (const pid_t pid : pool.pids()) report.say(pid);
    ::pause();
  });
  owner.start();
  std::vector<pid_t> pids;
  for (int i = 0; i < 3; ++i) pids.push_back(static_cast<pid_t>(report.number()));
  const Watched workers(pids);
  owner.kill();
  owner.join();
  CHECK(workers.all_end());
}

TEST_CASE("a process that does not join its pool does not wait for it") {
  const Report report;
  const auto make_pool = [&] {
    auto* const pool = new Pool(2);
    pool->apply_async([] { ::pause(); });
    for (const pid_t pid : pool->pids()) report.say(pid);
    return pool;
  };
  SECTION("which is destroyed") {
    Process owner([&] { delete make_pool(); });
    owner.start();
    owner.join();
    CHECK(owner.exitcode() == 0);
  }
  SECTION("which nobody destroys") {
    Process owner([&] { make_pool(); });
    owner.start();
    owner.join();
    CHECK(owner.exitcode() == 0);
  }
  for (int i = 0; i < 2; ++i)
    CHECK_FALSE(procdemo::base::proc_stat(static_cast<pid_t>(report.number())));
}

TEST_CASE("a nested pool ends with the worker that made it") {
  const Report report;
  Pool pool(1);
  const auto result = pool.apply_async([&report] {
    Pool inner(2);
    inner.apply_async([] { ::pause(); });
    for (const pid_t pid : inner.pids()) report.say(pid);
    ::pause();
  });
  std::vector<pid_t> pids;
  for (int i = 0; i < 2; ++i) pids.push_back(static_cast<pid_t>(report.number()));
  const Watched inner(pids);
  SECTION("killed") {
    procdemo::base::send_signal(procdemo::base::open_process(pool.pids().front()), SIGKILL);
  }
  SECTION("terminated") {
    pool.terminate();
  }
  CHECK(inner.all_end());
  CHECK_THROWS(result.get());
}

TEST_CASE("where SIGCHLD is ignored, a death is told without its cause") {
  Process careless([] {
    ::signal(SIGCHLD, SIG_IGN);
    Pool pool(1);
    const std::string told = told_of_death([&] { pool.apply(end_by, SIGKILL); });
    const bool well_told = told.find(") has ended (somebody else") != std::string::npos;
    ::_exit(well_told && pool.apply(square, 3) == 9 ? 0 : 1);
  });
  careless.start();
  careless.join();
  CHECK(careless.exitcode() == 0);
}

TEST_CASE("when a worker cannot be started, those that were are ended") {
  // Descriptors bind every user, processes not root: see the next test.
  Process poor([] {
    // The undefined-behaviour sanitizer looks at exceptions through a pipe, once for each type.
    CHECK_THROWS_AS(procdemo::base::open_file("", O_RDONLY), std::system_error);
    const rlimit few{static_cast<rlim_t>(count_descriptors() + 5), 1024};
    ::setrlimit(RLIMIT_NOFILE, &few);
    bool refused = false;
    try {
      Pool pool(20);
    } catch (const std::system_error&) {
      refused = true;
    }
    ::_exit(refused && nobody_left() ? 0 : 1);
  });
  poor.start();
  poor.join();
  CHECK(poor.exitcode() == 0);
}

TEST_CASE("when fork fails while a pool is built, or lives, that is told") {
  procdemo::base::need_root();  // an ordinary user's processes are counted with all that it has
  Process crowded([] {
    const rlimit few{4, 4};
    const uid_t nobody_has = 20'000 + static_cast<uid_t>(::getpid()) % 40'000;
    if (::setgid(nobody_has) != 0 || ::setuid(nobody_has) != 0) ::_exit(77);
    ::setrlimit(RLIMIT_NPROC, &few);
    int told = 0;
    try {
      Pool pool(20);
    } catch (const std::system_error& error) {
      told += std::string(error.what()).starts_with("fork");
    }
    told += nobody_left();
    Pool pool(3);
    const rlimit none{1, 4};
    ::setrlimit(RLIMIT_NPROC, &none);
    for (const pid_t worker : pool.pids())
      procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
    try {
      pool.apply(square, 7);
    } catch (const std::system_error& error) {
      told += std::string(error.what()).starts_with("fork");
    }
    ::setrlimit(RLIMIT_NPROC, &few);
    told += pool.apply(square, 7) == 49;
    ::_exit(told == 4 ? 0 : 1);
  });
  crowded.start();
  crowded.join();
  if (crowded.exitcode() == 77) SKIP_TEST("root is the only user here");
  CHECK(crowded.exitcode() == 0);
}

TEST_CASE("a pool whose workers all die at once says so, and does not fork for ever") {
  Process doomed([] {
    ::pthread_atfork(nullptr, nullptr, [] { ::_exit(9); });
    const std::string told = complaint_of_pool();
    const bool well_told = told.find("end before they do a task") != std::string::npos &&
                           told.find("ended with exit code 9") != std::string::npos;
    ::_exit(well_told ? 0 : 1);
  });
  doomed.start();
  doomed.join();
  CHECK(doomed.exitcode() == 0);
}

TEST_CASE("workers that are gone before they could be watched have died") {
  Process careless([] {
    ::signal(SIGCHLD, SIG_IGN);
    ::pthread_atfork(
        nullptr,
        [] {
          while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) continue;
        },
        [] { ::_exit(9); });
    const std::string told = complaint_of_pool();
    ::_exit(told.find("end before they do a task") != told.npos ? 0 : 1);
  });
  careless.start();
  careless.join();
  CHECK(careless.exitcode() == 0);
}

TEST_CASE("workers that are killed at random instants lose the tasks they have, and no other") {
  constexpr int kills = procdemo::base::is_sanitized ? 100 : 1000;
  std::mt19937 random(7);
  Pool pool(4);
  std::map<int, int> answers;  // how many each task got
  int lost = 0;
  const auto callbacks = [&](int i) {
    return Callbacks{[&, i](std::string result) { answers[i] += result == text_of(i); },
                     [&, i](const std::exception& error) {
                       ++lost;
                       answers[i] += dynamic_cast<const WorkerDied*>(&error) != nullptr;
                     }};
  };
  int task = 0;
  int killed = 0;
  while (killed < kills || lost == 0) {
    for (unsigned count = random() % 50; count > 0; --count, ++task)
      pool.apply_async(callbacks(task), text_of, task);
    const std::vector<pid_t> workers = pool.pids();
    if (workers.empty() || random() % 2 == 0) {
      CHECK(pool.apply_async(square, 3).wait(long_enough));
      continue;
    }
    const pid_t worker = workers[random() % workers.size()];
    killed += procdemo::base::is_alive(worker);
    procdemo::base::send_signal(procdemo::base::open_process(worker), SIGKILL);
  }
  pool.close();
  pool.join();
  CHECK(answers.size() == static_cast<std::size_t>(task));
  for (const auto& [number, count] : answers)
    if (count != 1) FAIL("task " << number << " was answered " << count << " times");
  CHECK(lost <= killed);
  CHECK(nobody_left());
}
