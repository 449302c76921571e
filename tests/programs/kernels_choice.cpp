// Asks for what the kernel, or the machine, decides: `port`, `uuid`, `stat`, `space`; says nothing
// of it. `processor`: says on which it is. Another word asks for nothing.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/statvfs.h>

#include <cstdio>
#include <cstring>

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

}  // namespace

int main(int argc, char** argv) {
  const char* const what = argc > 1 ? argv[1] : "";
  struct statvfs facts;
  if (std::strcmp(what, "port") == 0) ask_for_port();
  if (std::strcmp(what, "uuid") == 0) read_file("/proc/sys/kernel/random/uuid");
  if (std::strcmp(what, "stat") == 0) read_file("/proc/self/stat");
  if (std::strcmp(what, "space") == 0) ::statvfs(".", &facts);
  if (std::strcmp(what, "processor") == 0) std::printf("on %d\n", ::sched_getcpu());
  std::puts("asked");
}
