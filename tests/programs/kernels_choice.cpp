// Asks for what the kernel, or the machine, decides: `port`, `uuid`, `stat`, `space`, `name` (of a
// socket), `pressure`, `beside` (a file of /proc by a relative path); says nothing of it.
// `processor`: says on which it is; `numbers`: those of a pipe, a socket and memory; `cookies`:
// those of two files that are renamed; `child`: what /proc says of one's state. Another
// word asks for nothing.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

namespace {

void ask_for_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  ::bind(listener, plain, size);
  ::listen(listener, 1);
  ::getsockname(listener, plain, &size);
}

void read_file(const char* path) {
  char text[64];
  if (FILE* const file = std::fopen(path, "r")) {
    [[maybe_unused]] const char* const line = std::fgets(text, sizeof text, file);
    std::fclose(file);
  }
}

void bind_to_any_name() {
  sockaddr address{};
  address.sa_family = AF_UNIX;
  ::bind(::socket(AF_UNIX, SOCK_STREAM, 0), &address, sizeof address.sa_family);
}

// As stat(2) has it, and as its link in /proc has it, where there is one.
void print_number(const char* what, int fd) {
  struct stat facts;
  char link[100] = "";
  ::fstat(fd, &facts);
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  if (::readlink(path.c_str(), link, sizeof link - 1) < 0) return;
  std::printf("%s %ju %s\n", what, static_cast<std::uintmax_t>(facts.st_ino), link);
}

void print_numbers() {
  int ends[2];
  if (::pipe(ends) != 0) return;
  print_number("pipe", ends[0]);
  print_number("socket", ::socket(AF_UNIX, SOCK_STREAM, 0));
  print_number("memory", ::memfd_create("kernels_choice", 0));
  print_number("the same pipe", ends[1]);
}

// What a folder's watch tells of two files that get other names: each is two events, joined by a
// number.
void print_cookies() {
  const int watch = ::inotify_init1(0);
  for (const char* name : {"one", "two"}) std::fclose(std::fopen(name, "w"));
  ::inotify_add_watch(watch, ".", IN_MOVE);
  ::rename("one", "three");
  ::rename("two", "four");
  alignas(inotify_event) char events[4096];
  const ssize_t size = ::read(watch, events, sizeof events);
  for (ssize_t at = 0; at < size;) {
    const auto& event = reinterpret_cast<const inotify_event&>(events[at]);
    std::printf("%s %u\n", event.name, event.cookie);
    at += static_cast<ssize_t>(sizeof event + event.len);
  }
  for (const char* name : {"three", "four"}) std::remove(name);
}

void print_lines_with(const std::string& path, const char* beginning) {
  char line[256];
  FILE* const file = std::fopen(path.c_str(), "r");
  while (file && std::fgets(line, sizeof line, file)) {
    if (std::strncmp(line, beginning, std::strlen(beginning)) == 0) std::printf("%s", line);
  }
  if (file) std::fclose(file);
}

// It has only just begun, or waits already.
void print_child() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const std::string folder = "/proc/" + std::to_string(child);
  print_lines_with(folder + "/status", "State:");
  char state = '?';
  FILE* const stat = std::fopen((folder + "/stat").c_str(), "r");
  if (stat && std::fscanf(stat, "%*d (%*[^)]) %c", &state) == 1) std::printf("state %c\n", state);
  if (stat) std::fclose(stat);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

}  // namespace

int main(int argc, char** argv) {
  const char* const what = argc > 1 ? argv[1] : "";
  struct statvfs facts;
  if (std::strcmp(what, "port") == 0) ask_for_port();
  if (std::strcmp(what, "uuid") == 0) read_file("/proc/sys/kernel/random/uuid");
  if (std::strcmp(what, "stat") == 0) read_file("/proc/self/stat");
  if (std::strcmp(what, "space") == 0) ::statvfs(".", &facts);
  if (std::strcmp(what, "name") == 0) bind_to_any_name();
  if (std::strcmp(what, "pressure") == 0) read_file("/proc/pressure/cpu");
  if (std::strcmp(what, "beside") == 0 && ::chdir("/proc/self/task") == 0) read_file("../stat");
  if (std::strcmp(what, "numbers") == 0) print_numbers();
  if (std::strcmp(what, "cookies") == 0) print_cookies();
  if (std::strcmp(what, "child") == 0) print_child();
  if (std::strcmp(what, "processor") == 0) std::printf("on %d\n", ::sched_getcpu());
  std::puts("asked");
}
