// A manager, its queues, and processes that use them as they should.
#include "multiprocess/manager.h"

#include <sys/wait.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <thread>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;
using procdemo::base::Fd;
using procdemo::base::open_process;

namespace {

struct Series {
  std::string name;
  std::map<int, std::vector<double>> values;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(name, values);
  }
};

// "@0001a" of a manager's listening socket, as the kernel lists it.
std::vector<std::string> abstract_names() {
  std::vector<std::string> names;
  const std::string list = procdemo::base::read_file("/proc/net/unix");
  for (std::size_t at = list.find(" @"); at != list.npos; at = list.find(" @", at + 1))
    names.push_back(list.substr(at + 1, list.find('\n', at) - at - 1));
  return names;
}

long count_sockets(pid_t pid) {
  return std::ranges::count_if(procdemo::base::descriptors_of(pid), [pid](int fd) {
    return procdemo::base::descriptor_target(pid, fd).value_or("").starts_with("socket:");
  });
}

bool waits_for_answer(const Process& process) {
  return is_in_call(process.pid(), SYS_recvfrom);
}

}  // namespace

TEST_CASE("what one process puts into a managed queue, another gets") {
  Manager manager;
  const auto letters = manager.queue<std::string>();
  Process writer([&] {
    for (const char c : std::string("dongGe")) letters.put({c});
  });
  writer.start();
  writer.join();
  CHECK(letters.qsize() == 6);
  std::string word;
  while (!letters.empty()) word += letters.get();
  CHECK(word == "dongGe");
}

TEST_CASE("values of any type that can travel stand in managed queues") {
  Manager manager;
  const auto numbers = manager.queue<int>();
  const auto records = manager.queue<Series>();
  const auto texts = manager.queue<std::string>();
  numbers.put(-7);
  records.put({"r", {{1, {0.5, 2}}, {2, {}}}});
  std::string large(3 << 20, 'x');
  large[1234567] = '\0';
  texts.put(large);
  texts.put("");
  Process reader([&] {
    const Series record = records.get();
    const bool same = record.name == "r" && record.values.at(1).at(1) == 2;
    ::_exit(same && numbers.get() == -7 && texts.get() == large && texts.get().empty() ? 0 : 1);
  });
  reader.start();
  reader.join();
  CHECK(reader.exitcode() == 0);
}

TEST_CASE("full and empty are told, in every form of put and get") {
  Manager manager;
  const auto queue = manager.queue<int>(2);
  CHECK(queue.empty());
  CHECK_FALSE(queue.full());
  CHECK_THROWS_AS(queue.get_nowait(), Empty);
  CHECK_THROWS_AS(queue.get(false), Empty);
  CHECK_THROWS_AS(queue.get(false, 10s), Empty);
  CHECK_THROWS_AS(queue.get(0s), Empty);
  CHECK_THROWS_AS(queue.get(-1s), Empty);
  CHECK_THROWS_AS(queue.get(1ms), Empty);
  CHECK_THROWS_AS(queue.get(true, 1ms), Empty);
  queue.put(1, 1h);
  queue.put(2, true, 1h);
  CHECK(queue.full());
  CHECK(queue.qsize() == 2);
  CHECK_THROWS_AS(queue.put_nowait(3), Full);
  CHECK_THROWS_AS(queue.put(3, false), Full);
  CHECK_THROWS_AS(queue.put(3, false, 10s), Full);
  CHECK_THROWS_AS(queue.put(3, 0s), Full);
  CHECK_THROWS_AS(queue.put(3, -1s), Full);
  CHECK_THROWS_AS(queue.put(3, 1ms), Full);
  CHECK_THROWS_AS(queue.put(3, true, 1ms), Full);
  CHECK(queue.get(1h) == 1);
  CHECK(queue.get() == 2);
  CHECK(queue.empty());
}

TEST_CASE("a queue without a capacity is never full") {
  Manager manager;
  const auto queue = manager.queue<int>();
  for (int i = 0; i < 1000; ++i) queue.put_nowait(i);
  CHECK_FALSE(queue.full());
  for (int i = 0; i < 1000; ++i) CHECK(queue.get_nowait() == i);
}

TEST_CASE("a get waits for a put, and a put for a get") {
  Manager manager;
  const auto queue = manager.queue<int>(1);
  Process getter([&] { ::_exit(queue.get()); });
  getter.start();
  REQUIRE(comes_true([&] { return waits_for_answer(getter); }));
  queue.put(7);
  getter.join();
  CHECK(getter.exitcode() == 7);

  queue.put(1);
  Process putter([&] { queue.put(2, 1h); });
  putter.start();
  REQUIRE(comes_true([&] { return waits_for_answer(putter); }));
  CHECK(queue.qsize() == 1);
  CHECK(queue.get() == 1);
  putter.join();
  CHECK(queue.get() == 2);
}

TEST_CASE("join waits until every item is done with") {
  Manager manager;
  const auto queue = manager.queue<int>();
  queue.join();
  CHECK_THROWS_AS(queue.task_done(), std::logic_error);
  queue.put(1);
  queue.put(2);
  CHECK_FALSE(queue.join(0s));
  CHECK_FALSE(queue.join(1ms));
  Process joiner([&] { queue.join(); });
  joiner.start();
  REQUIRE(comes_true([&] { return waits_for_answer(joiner); }));
  queue.get();
  queue.task_done();
  CHECK_FALSE(queue.join(-1s));
  CHECK(joiner.is_alive());
  queue.get();
  queue.task_done();
  joiner.join();
  CHECK(joiner.exitcode() == 0);
  CHECK(queue.join(1h));
  CHECK_THROWS_AS(queue.task_done(), std::logic_error);
}

TEST_CASE("every item is got once, by whoever comes") {
  constexpr int each = 300;
  Manager manager;
  const auto queue = manager.queue<int>(10);
  const auto got = manager.queue<int>();
  std::vector<Process> processes;
  for (int p = 0; p < 3; ++p) {
    processes.emplace_back([&, p] {
      for (int i = 0; i < each; ++i) queue.put(p * each + i);
    });
    processes.emplace_back([&] {
      for (int i = 0; i < each; ++i) got.put(queue.get());
    });
  }
  for (Process& process : processes) process.start();
  for (Process& process : processes) process.join();
  std::vector<int> numbers;
  while (!got.empty()) numbers.push_back(got.get());
  std::ranges::sort(numbers);
  REQUIRE(numbers.size() == 3 * each);
  for (int i = 0; i < 3 * each; ++i) CHECK(numbers[i] == i);
}

TEST_CASE("a proxy may be sent to a process that was there before the manager") {
  const procdemo::base::Pipe pipe = procdemo::base::Pipe::make();
  Process reader([&] {
    std::string bytes(pack(ManagedQueue<int>()).size(), ' ');
    if (::read(pipe.read_end.get(), bytes.data(), bytes.size()) < 0) ::_exit(1);
    ::_exit(unpack<ManagedQueue<int>>(bytes).get());
  });
  reader.start();
  Manager manager;
  const auto queue = manager.queue<int>();
  procdemo::base::write_all(pipe.write_end.get(), pack(queue));
  queue.put(5);
  reader.join();
  CHECK(reader.exitcode() == 5);
}

TEST_CASE("a proxy travels inside other values, through a managed queue too") {
  Manager manager;
  const auto numbers = manager.queue<int>();
  const auto proxies = manager.queue<std::vector<std::pair<std::string, ManagedQueue<int>>>>();
  proxies.put({{"numbers", numbers}, {"none", {}}});
  Process writer([&] { proxies.get().at(0).second.put(5); });
  writer.start();
  CHECK(numbers.get() == 5);
  writer.join();
}

TEST_CASE("threads of one process wait and call at once") {
  Manager manager;
  const auto queue = manager.queue<int>();
  const auto back = manager.queue<int>();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { back.put(queue.get()); });
  for (int i = 0; i < 4; ++i) queue.put(1);
  for (std::thread& thread : threads) thread.join();
  CHECK(back.qsize() == 4);
}

TEST_CASE("each process has its own connections, and takes them along when it ends") {
  Manager manager;
  const auto queue = manager.queue<int>();
  const long before = count_sockets(manager.process().pid());
  const Report report;
  const Gate gate;
  const long own = count_descriptors();
  std::vector<Process> processes;
  for (int i = 0; i < 5; ++i) {
    processes.emplace_back([&] {
      queue.put(1);
      report.say(count_descriptors());
      gate.wait();
    });
    processes.back().start();
  }
  const long first = report.number();
  for (int i = 1; i < 5; ++i) CHECK(report.number() == first);
  CHECK(first == own - 1);  // all but the manager's pidfd; a connection for a connection
  CHECK(queue.qsize() == 5);
  CHECK(count_sockets(manager.process().pid()) == before + 5);
  gate.open(5);
  for (Process& process : processes) process.join();
  CHECK(comes_true([&] { return count_sockets(manager.process().pid()) == before; }));
}

TEST_CASE("a manager is a process, a daemon, with a name of its own and nothing of its parent's") {
  const procdemo::base::Pipe pipe = procdemo::base::Pipe::make();
  Manager manager;
  manager.queue<int>();
  const Process& process = manager.process();
  CHECK(process.name().starts_with("Manager-"));
  CHECK(process.daemon());
  const auto stat = procdemo::base::proc_stat(process.pid());
  REQUIRE(stat);
  CHECK(stat->comm == "manager");
  CHECK(stat->ppid == ::getpid());
  for (int fd = 0; fd < 100; ++fd) {
    const auto target = procdemo::base::descriptor_target(process.pid(), fd);
    if (fd != STDERR_FILENO && target) CHECK_FALSE(target->starts_with("pipe:"));
  }
}

TEST_CASE("a manager's address is the kernel's choice, no file, and gone with it") {
  // unix(7): an address that the kernel chooses is a null byte and five digits. Whoever else is on
  // this machine may have others.
  const auto chosen_by_kernel = [] {
    std::vector<std::string> names = abstract_names();
    std::erase_if(names, [](const std::string& name) { return name.size() != 6; });
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  };
  const std::vector<std::string> before = chosen_by_kernel();
  std::vector<std::string> added;
  {
    Manager one, other;
    std::ranges::set_difference(chosen_by_kernel(), before, std::back_inserter(added));
    CHECK(added.size() >= 2);
  }
  CHECK(comes_true([&] {
    const std::vector<std::string> now = chosen_by_kernel();
    return std::ranges::none_of(
        added, [&](const std::string& name) { return std::ranges::binary_search(now, name); });
  }));
}

TEST_CASE("shutdown ends a manager; its queues are closed then") {
  Manager manager;
  const auto queue = manager.queue<int>();
  queue.put(1);
  manager.shutdown();
  CHECK_FALSE(manager.process().is_alive());
  CHECK(manager.process().exitcode() == 0);
  CHECK_THROWS_AS(queue.get(), Closed);
  CHECK_THROWS_AS(queue.qsize(), Closed);
  CHECK_THROWS_AS(manager.queue<int>(), Closed);
  manager.shutdown();
}

TEST_CASE("a manager ends with the scope that has it, in its parent alone") {
  const long before = count_descriptors();
  {
    Manager manager;
    const auto queue = manager.queue<int>();
    const pid_t forked = ::fork();
    if (forked == 0) {
      manager.~Manager();
      ::_exit(0);
    }
    ::waitpid(forked, nullptr, 0);
    CHECK(manager.process().is_alive());
    queue.put(1);
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(count_descriptors() == before);
}

TEST_CASE("a manager ends with its parent, and those who wait are told") {
  const PlainSignals plain;
  const Report report;
  const Gate gate;
  Process parent([&] {
    Manager manager;
    report.say(manager.process().pid());
    report.say(pack(manager.queue<int>()));
    gate.wait();
  });
  parent.start();
  const Fd process = open_process(static_cast<pid_t>(report.number()));
  REQUIRE(process);
  std::string proxy = report.word();
  while (proxy.size() < pack(ManagedQueue<int>()).size()) proxy += "\n" + report.word();
  const auto queue = unpack<ManagedQueue<int>>(proxy);
  Process waiter([&] {
    try {
      queue.get();
    } catch (const Closed&) {
      ::_exit(3);
    }
  });
  waiter.start();
  REQUIRE(comes_true([&] { return waits_for_answer(waiter); }));
  parent.kill();
  parent.join();
  CHECK(ends(process));
  waiter.join();
  CHECK(waiter.exitcode() == 3);
}

TEST_CASE("Ctrl-C is for a manager's clients") {
  Manager manager;
  const auto queue = manager.queue<int>();
  procdemo::base::send_signal(procdemo::base::open_process(manager.process().pid()), SIGINT);
  queue.put(1);
  CHECK(queue.get() == 1);
}

TEST_CASE("a manager that was stopped is ended all the same") {
  Manager manager;
  procdemo::base::send_signal(procdemo::base::open_process(manager.process().pid()), SIGSTOP);
  manager.shutdown();
  CHECK(manager.process().exitcode() == -SIGKILL);
}

TEST_CASE("a proxy that stands for no queue says so") {
  const ManagedQueue<int> queue;
  CHECK_THROWS_AS(queue.put(1), std::logic_error);
  CHECK_THROWS_AS(queue.get(), std::logic_error);
}
