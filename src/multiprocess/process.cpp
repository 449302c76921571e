#include "multiprocess/process.h"

#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "multiprocess/processes/daemon_bond.h"
#include "multiprocess/processes/exception_text.h"
#include "multiprocess/processes/family.h"
#include "multiprocess/processes/life.h"
#include "multiprocess/shared/flush.h"

namespace multiprocess {
namespace {

// "Clock" of "(anonymous namespace)::Clock", "Tick" of "demo::Tick<std::string>".
std::string class_name(const std::type_info& type) {
  const std::string whole = type_name(type);
  const std::string bare = whole.substr(0, whole.find('<'));
  const std::size_t colon = bare.rfind("::");
  return colon == bare.npos ? bare : bare.substr(colon + 2);
}

// One write, so that nobody's line comes between; standard error may be anything.
void tell_uncaught(const std::string& name) {
  const std::string line = name + " ended by an uncaught " + exception_text().whole() + "\n";
  [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace

Process::Process(ProcessOptions options)
    : life_(Family::own().create(std::move(options.name), options.daemon)) {}

Process::Process(std::shared_ptr<Life> life) : life_(std::move(life)) {}

Process::Process(Process&&) noexcept = default;
Process& Process::operator=(Process&&) noexcept = default;
Process::~Process() = default;

Life& Process::life() const {
  if (!life_) throw std::logic_error("this Process was moved: use the one that it was moved to");
  return *life_;
}

void Process::run() {
  if (target_) target_();
}

void Process::start() {
  life().name = name();
  if (life().role() == Life::Role::closed) life().refuse("was closed: it cannot be started");
  if (life().role() != Life::Role::not_started) life().refuse("was started before: it runs once");
  if (Family::own().self()->daemon && !life().daemon)
    life().refuse("must be a daemon: it would outlive the daemon that starts it");
  if (const auto birth = Family::own().start(life_)) live(*birth);
  target_ = {};  // what was handed over to the child, as the end of a pipe, is the child's alone
}

// The child's whole life. It returns to nobody: what is on the stack above is its parent's.
void Process::live(const Birth& birth) {
  int code = 0;
  try {
    if (daemon()) end_with_parent(birth);
    run();
  } catch (...) {
    code = 1;
    flush_output();
    tell_uncaught(name());
  }
  Family::own().end();
  flush_output();
  ::_exit(code);
}

void Process::join() {
  life().join();
}
bool Process::join(std::chrono::duration<double> at_most) {
  return life().join(at_most);
}
bool Process::is_alive() const {
  return life().is_alive();
}
std::optional<int> Process::exitcode() const {
  return life().exitcode();
}
void Process::terminate() {
  life().send(SIGTERM);
}
void Process::kill() {
  life().send(SIGKILL);
}
int Process::sentinel() const {
  return life().sentinel();
}
void Process::close() {
  life().close();
}

std::string Process::name() const {
  if (!life().name.empty()) return life().name;
  return class_name(typeid(*this)) + "-" + life().identity;
}
void Process::set_name(std::string name) {
  life().name = std::move(name);
}
pid_t Process::pid() const {
  return life().pid();
}
bool Process::daemon() const {
  return life().daemon;
}
void Process::set_daemon(bool daemon) {
  if (life().role() != Life::Role::not_started)
    life().refuse("was started: whether it is a daemon is decided before");
  life().daemon = daemon;
}

std::vector<Process> active_children() {
  std::vector<Process> alive;
  for (const auto& life : Family::own().children())
    if (life->is_alive()) alive.push_back(Process(life));
  return alive;
}

std::optional<Process> parent_process() {
  const auto parent = Family::own().parent();
  return parent ? std::optional(Process(parent)) : std::nullopt;
}

Process current_process() {
  return Process(Family::own().self());
}

}  // namespace multiprocess
