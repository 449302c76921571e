// Clients that die, talk nonsense, or are somebody else: the manager's others notice nothing.
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "catch.h"
#include "machine.h"
#include "multiprocess/manager.h"
#include "multiprocess/managers/connection.h"
#include "multiprocess/managers/socket.h"
#include "multiprocess/relatives.h"
#include "sanitized.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;
using procdemo::base::Fd;
using wire::Op;
using wire::Request;

namespace {

wire::Address address_of_queue(const ManagedQueue<std::string>& queue) {
  return unpack<QueueProxy>(pack(queue)).address;
}

std::string bytes_of_request(const Request& request) {
  return {reinterpret_cast<const char*>(&request), sizeof request};
}

void send(const Fd& socket, std::string bytes) {
  iovec part{bytes.data(), bytes.size()};
  send_parts(socket.get(), {&part, 1});
}

bool is_closed(const Fd& socket) {
  char byte;
  return ::recv(socket.get(), &byte, 1, 0) <= 0;
}

// A connection without a client's manners.
class Stranger {
 public:
  explicit Stranger(const ManagedQueue<std::string>& queue) : socket_(make_socket()) {
    connect_to(socket_, address_of_queue(queue));
  }

  const Fd& socket() const { return socket_; }
  void say(const std::string& bytes) const { send(socket_, bytes); }
  void say(const Request& request) const { say(bytes_of_request(request)); }

 private:
  Fd socket_;
};

// The bytes of its address space.
rlim_t size_of(pid_t pid) {
  return std::stoull(procdemo::base::read_file("/proc/" + std::to_string(pid) + "/statm")) *
         static_cast<rlim_t>(::getpagesize());
}

}  // namespace

TEST_CASE("what is no request ends its connection alone") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const auto ended_by = [&](const std::string& bytes) {
    const Stranger stranger(queue);
    stranger.say(bytes);
    return is_closed(stranger.socket());
  };
  const std::string put = bytes_of_request({.op = Op::put, .size = 3});
  const std::string size = bytes_of_request({.op = Op::size});
  CHECK(ended_by("GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n"));
  CHECK(ended_by(std::string(100000, '\0')));
  CHECK(ended_by(bytes_of_request({.op = static_cast<Op>(99)})));
  CHECK(ended_by(bytes_of_request({.op = Op::put, .size = wire::largest_item + 1})));
  CHECK(ended_by(bytes_of_request({.op = Op::put, .size = UINT32_MAX})));
  CHECK(ended_by(bytes_of_request({.op = Op::get, .size = 1})));
  CHECK(ended_by(put + "four"));
  CHECK(ended_by(size + size));
  CHECK(queue.empty());
  queue.put("x");
  CHECK(queue.get() == "x");
}

TEST_CASE("a request while another waits ends its connection") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const Stranger stranger(queue);
  stranger.say({.op = Op::get, .timeout = HUGE_VAL});
  stranger.say({.op = Op::size});
  CHECK(is_closed(stranger.socket()));
  queue.put("x");
  CHECK(queue.get() == "x");
}

TEST_CASE("a request that comes in pieces is understood, one that breaks off never was") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const std::string item = pack(std::string("abc"));
  const std::string put =
      bytes_of_request({.op = Op::put, .size = static_cast<std::uint32_t>(item.size())}) + item;
  {
    const Stranger stranger(queue);
    for (const char byte : put) stranger.say(std::string(1, byte));
    wire::Reply reply;
    CHECK(::recv(stranger.socket().get(), &reply, sizeof reply, MSG_WAITALL) == sizeof reply);
    CHECK(reply.status == wire::Status::ok);
  }
  CHECK(queue.get() == "abc");
  for (std::size_t length = 1; length < put.size(); ++length)
    Stranger(queue).say(put.substr(0, length));
  CHECK(queue.empty());
}

TEST_CASE("random bytes harm nobody") {
  std::mt19937 random(7);
  Manager manager;
  const auto queue = manager.queue<std::string>();
  for (int i = 0; i < 2000; ++i) {
    Request request{.op = static_cast<Op>(random() % 9),
                    .queue = static_cast<std::uint32_t>(random() % 2)};
    std::string bytes = bytes_of_request(request);
    for (int change = random() % 4; change > 0; --change)
      bytes[4 + random() % (bytes.size() - 4)] = static_cast<char>(random());
    bytes.resize(random() % 80, static_cast<char>(random()));
    Stranger(queue).say(bytes);
  }
  const auto after = manager.queue<std::string>();
  after.put("x");
  CHECK(after.get() == "x");
}

TEST_CASE("a number that no queue has is an answer, not an end") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  QueueProxy proxy = unpack<QueueProxy>(pack(queue));
  proxy.queue = 77;
  CHECK_THROWS_AS(proxy.size(), Error);
  CHECK(queue.qsize() == 0);
}

TEST_CASE("another user is refused, and cannot pose as the manager") {
  procdemo::base::need_root();
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const auto as_another = [](const std::function<int()>& target) {
    Process process([&] {
      if (::setresuid(65534, 65534, 65534) != 0) ::_exit(99);
      ::_exit(target());
    });
    process.start();
    process.join();
    return process.exitcode().value();
  };
  CHECK(as_another([&] {
          try {
            queue.get();
          } catch (const Error& error) {
            return std::string(error.what()).find("of user 0") != std::string::npos ? 0 : 1;
          }
          return 2;
        }) == 0);

  // One that does not look whom it talks to.
  CHECK(as_another([&] {
          const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
          const wire::Address address = address_of_queue(queue);
          char name[8] = {AF_UNIX, 0, 0};
          std::copy(address.name.begin(), address.name.end(), name + 3);
          if (::connect(socket.get(), reinterpret_cast<sockaddr*>(name), sizeof name) != 0)
            return 1;
          send(socket, bytes_of_request({.op = Op::get}));
          wire::Reply reply;
          if (::recv(socket.get(), &reply, sizeof reply, MSG_WAITALL) != sizeof reply) return 2;
          return reply.status == wire::Status::refused && is_closed(socket) ? 0 : 3;
        }) == 0);

  // And the other way round: the manager is another user's.
  const Report report;
  const Gate gate;
  Process other([&] {
    if (::setresuid(65534, 65534, 65534) != 0) ::_exit(99);
    const Fd socket = bind_anywhere();
    ::listen(socket.get(), 1);
    const wire::Address address = address_of(socket, ::getpid());
    report.say(std::string(address.name.begin(), address.name.end()));
    gate.wait();
  });
  other.start();
  wire::Address address{.manager = other.pid()};
  std::ranges::copy(report.word(), address.name.begin());
  CHECK_THROWS_AS(call(address, {.op = Op::size}), Error);
  gate.open();
  other.join();
}

TEST_CASE("another process at a manager's address is found out") {
  const Fd socket = bind_anywhere();
  ::listen(socket.get(), 1);
  CHECK_THROWS_AS(call(address_of(socket, 1), {.op = Op::size}), Error);
}

TEST_CASE("a client that is killed while it waits gets nothing, and takes nothing along") {
  Manager manager;
  const auto queue = manager.queue<std::string>(1);
  const auto killed = [&](const std::function<void()>& call) {
    Process process(call);
    process.start();
    REQUIRE(comes_true([&] { return is_in_call(process.pid(), SYS_recvfrom); }));
    process.kill();
    process.join();
  };
  killed([&] { queue.get(); });
  queue.put("first");
  CHECK(queue.get() == "first");
  queue.put("first");
  killed([&] { queue.put("second"); });
  CHECK(queue.get() == "first");
  CHECK(queue.empty());
}

TEST_CASE("an item that a client has not taken whole goes back to the front") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const std::string large(8 << 20, 'x');  // more than a socket holds
  queue.put(large);
  queue.put("second");
  {
    const Stranger stranger(queue);
    stranger.say({.op = Op::get});
    char part[1000];
    CHECK(::recv(stranger.socket().get(), part, sizeof part, MSG_WAITALL) == sizeof part);
    CHECK(queue.qsize() == 1);
  }
  CHECK(comes_true([&] { return queue.qsize() == 2; }));
  CHECK(queue.get() == large);
  CHECK(queue.get() == "second");
}

TEST_CASE("clients are killed at any moment: nothing hangs, is torn or comes twice") {
  constexpr int kills = procdemo::base::is_sanitized ? 40 : 250;
  std::mt19937 random(3);
  Manager manager;
  const auto queue = manager.queue<std::string>(20);
  const auto got = manager.queue<std::string>();
  // "3:41:41:41 ..." is the 41st item of the third producer.
  const auto produce = [&](int producer) {
    for (int i = 0;; ++i) {
      const std::string number = std::to_string(i);
      std::string item = std::to_string(producer);
      for (int n = 0; n < 200; ++n) item += ":" + number;
      queue.put(item);
    }
  };
  const auto consume = [&] {
    while (true) got.put(queue.get());
  };
  int producers = 0, consumers = 0;
  const auto make = [&](bool producer) {
    Process process = producer ? Process(produce, producers++) : Process(consume);
    consumers += !producer;
    process.start();
    return process;
  };
  std::vector<Process> processes;
  for (int i = 0; i < 6; ++i) processes.push_back(make(i % 2 == 0));
  std::set<std::string> seen;
  const auto check_one = [&](const std::string& item) {
    const std::size_t first = item.find(':');
    const std::string number = item.substr(first, item.find(':', first + 1) - first);
    std::string expected = item.substr(0, first);
    for (int n = 0; n < 200; ++n) expected += number;
    REQUIRE(item == expected);
    REQUIRE(seen.insert(item).second);
  };
  for (int i = 0; i < kills; ++i) {
    for (int n = static_cast<int>(random() % 20); n >= 0; --n) check_one(got.get(long_enough));
    const std::size_t victim = random() % processes.size();
    processes[victim].kill();
    processes[victim].join();
    processes[victim] = make(victim % 2 == 0);
  }
  for (Process& process : processes) {
    process.kill();
    process.join();
  }
  while (!got.empty()) check_one(got.get());
  while (!queue.empty()) check_one(queue.get());

  // What is missing was in the hands of consumers, one each at most.
  std::map<std::string, int> last, count;
  for (const std::string& item : seen) {
    const std::string producer = item.substr(0, item.find(':'));
    last[producer] = std::max(last[producer], std::stoi(item.substr(producer.size() + 1)));
    ++count[producer];
  }
  int lost = 0;
  for (const auto& [producer, number] : last) lost += number + 1 - count[producer];
  CHECK(lost <= consumers);
}

TEST_CASE("a manager without a descriptor left turns clients away, and goes on") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  const pid_t pid = manager.process().pid();
  rlimit former{};
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, nullptr, &former) == 0);
  const auto open = static_cast<rlim_t>(count_descriptors(std::to_string(pid)));
  const rlimit none{open, former.rlim_max};
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, &none, nullptr) == 0);
  {
    const Stranger stranger(queue);
    CHECK(is_closed(stranger.socket()));
  }
  queue.put("x");
  CHECK(queue.get() == "x");
  REQUIRE(::prlimit(pid, RLIMIT_NOFILE, &former, nullptr) == 0);
}

TEST_CASE("a manager without memory for what a killed client gives back keeps it all the same") {
  procdemo::base::need_no_sanitizer();
  Manager manager;
  const auto queue = manager.queue<std::string>(), other = manager.queue<std::string>();
  const std::string large(64 << 20, 'x');  // more than malloc(3) keeps for later
  queue.put(large);
  other.put("small");
  rlimit former{};
  {
    const Stranger stranger(queue);
    stranger.say({.op = Op::get});
    char part[1000];
    CHECK(::recv(stranger.socket().get(), part, sizeof part, MSG_WAITALL) == sizeof part);
    CHECK(queue.empty());
    const pid_t pid = manager.process().pid();
    REQUIRE(::prlimit(pid, RLIMIT_AS, nullptr, &former) == 0);
    const rlimit none{size_of(pid) + (16 << 20), former.rlim_max};
    REQUIRE(::prlimit(pid, RLIMIT_AS, &none, nullptr) == 0);
  }
  for (int i = 0; i < 100; ++i) {
    CHECK(other.get() == "small");
    other.put("small");
  }
  REQUIRE(::prlimit(manager.process().pid(), RLIMIT_AS, &former, nullptr) == 0);
  CHECK(comes_true([&] { return queue.qsize() == 1; }));
  CHECK(queue.get() == large);
}

TEST_CASE("a thread that waits for a manager keeps nobody from forking") {
  Process process([] {
    const Fd socket = bind_anywhere();
    ::listen(socket.get(), 0);
    const wire::Address address = address_of(socket, ::getpid());
    const Fd first = make_socket();  // and the backlog is full
    connect_to(first, address);
    pid_t caller = 0;
    std::thread([&] {
      caller = ::gettid();
      call(address, {.op = Op::size});
    }).detach();
    const auto waits = [&] {
      const std::string call = procdemo::base::read_file_if_any(
          "/proc/self/task/" + std::to_string(caller) + "/syscall");
      return call.starts_with(std::to_string(SYS_connect) + " ");
    };
    while (!waits()) std::this_thread::yield();
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    ::waitpid(child, nullptr, 0);
    ::_exit(0);
  });
  process.start();
  CHECK(process.join(long_enough));
  process.kill();
  process.join();
  CHECK(process.exitcode() == 0);
}

TEST_CASE("a manager that cannot be started leaves nothing") {
  rlimit former{};
  ::getrlimit(RLIMIT_NOFILE, &former);
  const long before = count_descriptors();
  const int free = ::dup(0);
  ::close(free);
  for (int room = 0; room < 4; ++room) {
    const rlimit tight{static_cast<rlim_t>(free + room), former.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &tight);
    CHECK_THROWS_AS(Manager(), std::system_error);
    ::setrlimit(RLIMIT_NOFILE, &former);
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
    CHECK(count_descriptors() == before);
  }
}

TEST_CASE("hundreds of clients wait at once") {
  Manager manager;
  const auto queue = manager.queue<std::string>();
  std::vector<Stranger> strangers;
  for (int i = 0; i < 300; ++i) {
    strangers.emplace_back(queue);
    strangers.back().say({.op = Op::get, .timeout = 1e6});
  }
  for (int i = 0; i < 300; ++i) queue.put("");
  for (const Stranger& stranger : strangers) {
    wire::Reply reply;
    CHECK(::recv(stranger.socket().get(), &reply, sizeof reply, MSG_WAITALL) == sizeof reply);
    CHECK(reply.status == wire::Status::ok);
  }
}
