// Pools at their edges: values that are hard to send, more threads than one, an early end.
#include <sys/resource.h>

#include <stdexcept>
#include <thread>

#include "base/procfs.h"
#include "catch.h"
#include "multiprocess/pool.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace multiprocess::test;

namespace pool_edge {

int doubled(int number) {
  return 2 * number;
}

std::size_t length_of(std::string_view text) {
  return text.size();
}
std::size_t length_of_string(const std::string& text) {
  return text.size();
}

// Neither plain nor anything to send.
struct Nothing {
  Nothing() {}
  Nothing(const Nothing&) {}
  Nothing& operator=(const Nothing&) { return *this; }
  template <class Archive>
  void serialize(Archive&) {}
};

// Cannot be unpacked, and says so with a Reason.
template <class Reason>
struct Unreadable {
  std::string not_plain;
  template <class Archive>
  void save(Archive&) const {}
  template <class Archive>
  void load(Archive&) {
    throw Reason("unreadable");
  }
};

constexpr std::size_t much = 10 << 20;
constexpr std::size_t all_room = (16 << 20) - 9 * 4096;  // of 16 MiB, without their table of pages

std::string much_text() {
  return std::string(much, 'x');
}

// Waits until a process has fallen asleep so many times.
void await_sleeps(pid_t pid, long times) {
  const std::string key = "\nvoluntary_ctxt_switches:";
  CHECK(comes_true([&] {
    const std::string status =
        procdemo::base::read_file("/proc/" + std::to_string(pid) + "/status");
    return std::stol(status.substr(status.find(key) + key.size())) >= times;
  }));
}

// Runs `body` where a pool has 16 MiB for arguments and results. It returns whether all is well.
bool goes_well_in_small_memory(const std::function<bool()>& body) {
  Process process([&] {
    const rlimit limit{16 << 20, 16 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::_exit(body() ? 0 : 1);
  });
  process.start();
  process.join();
  return process.exitcode() == 0;
}

}  // namespace pool_edge

using namespace pool_edge;

TEST_CASE("text in every form fits a parameter in every form") {
  Pool pool(1);
  const std::string string = "dongGe";
  const std::string_view view = string;
  CHECK(pool.apply(length_of, view) == 6);
  CHECK(pool.apply(length_of, string) == 6);
  CHECK(pool.apply(length_of, "dongGe") == 6);
  CHECK(pool.apply(length_of_string, view) == 6);
  CHECK(pool.apply([](const char* text) { return std::string(text); }, view) == string);
  CHECK(pool.apply([](auto text) { return text.size(); }, view) == 6);
  CHECK(pool.map(length_of, std::vector{view, view}) == std::vector<std::size_t>{6, 6});
}

TEST_CASE("map calls the function for items that have no bytes, and gives results that have none") {
  Pool pool(2);
  CHECK(pool.map([](Nothing) { return 7; }, std::vector<Nothing>(20)) == std::vector(20, 7));
  CHECK(pool.map([](Nothing) { return Nothing(); }, std::vector<Nothing>(20)).size() == 20);
  CHECK(pool.map([](int) { return Nothing(); }, std::vector(20, 1), 3).size() == 20);
}

TEMPLATE_TEST_CASE("a result that cannot be unpacked fails its task, with one callback", "",
                   std::domain_error, std::string) {
  Pool pool(1);
  std::vector<std::string> told;
  const auto result = pool.apply_async(
      Callbacks{[&](const Unreadable<TestType>&) { told.push_back("done"); },
                [&](const std::exception& error) { told.push_back(error.what()); }},
      [] { return Unreadable<TestType>(); });
  CHECK(result.wait(long_enough));
  pool.close();
  pool.join();
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("unreadable") != std::string::npos);
  CHECK_FALSE(result.successful());
  CHECK_THROWS_AS(result.get(), std::exception);
}

TEST_CASE("a result that was there before the pool's end is there after it") {
  const Report report;
  std::optional<AsyncResult<int>> done;
  std::optional<AsyncResult<void>> open;
  {
    Pool pool(1);
    done = pool.apply_async(doubled, 21);
    open = pool.apply_async([&report] {
      report.say("the first task is done");
      for (;;) ::pause();
    });
    report.word();
  }
  CHECK(done->get() == 42);
  CHECK_THROWS_AS(open->get(), Terminated);
}

TEST_CASE("an idle worker that is killed again and again fails no task") {
  const Report report;
  const Gate gate;
  Pool pool(2);
  const auto held = pool.apply_async([&] {
    report.say(::getpid());
    gate.wait();
    return 7;
  });
  const auto busy = static_cast<pid_t>(report.number());
  pid_t last = busy;
  const auto has_idle = [&] {
    CHECK_FALSE(held.ready());
    for (const pid_t pid : pool.pids())
      if (pid != busy && pid != last) return last = pid, true;
    return false;
  };
  constexpr int enough = procdemo::base::is_sanitized ? 40 : 200;
  for (int kills = 0; kills < enough; ++kills) {
    REQUIRE(comes_true(has_idle));
    procdemo::base::send_signal(procdemo::base::open_process(last), SIGKILL);
  }
  gate.open();
  CHECK(held.get() == 7);
}

TEST_CASE("a result that finds no room fails its task with the reason") {
  CHECK(goes_well_in_small_memory([] {
    Pool pool(1);
    try {
      pool.apply([](const std::string& text) { return text; }, std::string(all_room - 8, 'x'));
    } catch (const TaskFailed& failure) {
      return failure.what() == "std::length_error: a result of 16740352 bytes found no room in " +
                                   ("the memory of " + pool.name());
    }
    return false;
  }));
}

TEST_CASE("results wait for room as long as the owner has others to collect") {
  CHECK(goes_well_in_small_memory([] {
    Pool pool(1);
    const auto first = pool.apply_async(much_text);
    const auto second = pool.apply_async(much_text);
    await_sleeps(pool.pids()[0], 130);
    return first.get().size() == much && second.get().size() == much;
  }));
}

TEST_CASE("a second thread in a pool is refused, and the first goes on") {
  const Report report;
  const Gate gate;
  Pool pool(2);
  const auto seven = [&report, &gate] {
    report.say("a task waits");
    gate.wait();
    return 7;
  };
  const auto result = pool.apply_async(seven);
  report.word();
  int got = 0;
  std::thread first([&] { got = pool.apply(seven); });
  report.word();
  CHECK_THROWS_AS(pool.apply(doubled, 2), std::logic_error);
  CHECK_THROWS_AS(pool.map(doubled, std::vector{2}), std::logic_error);
  CHECK_THROWS_AS(result.get(), std::logic_error);
  CHECK_THROWS_AS(pool.close(), std::logic_error);
  CHECK_THROWS_AS(pool.terminate(), std::logic_error);
  CHECK_THROWS_AS(pool.pids(), std::logic_error);
  gate.open(2);
  first.join();
  CHECK(got == 7);
  CHECK(result.get() == 7);
  CHECK(pool.apply(doubled, 2) == 4);
}
