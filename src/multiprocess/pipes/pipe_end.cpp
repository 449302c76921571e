#include "multiprocess/pipes/pipe_end.h"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "multiprocess/exceptions.h"
#include "multiprocess/shared/readable.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

namespace {

// A message begins with its kind: none is empty, for that is how the end is told.
constexpr char in_message = 'm';
constexpr char in_file = 'f';
constexpr std::size_t longest_message = 32 << 10;

// A message, with room for one descriptor.
struct Packet {
  explicit Packet(void* bytes, std::size_t size) : part{bytes, size} {
    header.msg_iov = &part;
    header.msg_iovlen = 1;
  }
  void make_room() {
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }

  iovec part;
  msghdr header{};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
};

void put_descriptor(Packet& packet, const Fd& file) {
  packet.make_room();
  cmsghdr* const place = CMSG_FIRSTHDR(&packet.header);
  place->cmsg_level = SOL_SOCKET;
  place->cmsg_type = SCM_RIGHTS;
  place->cmsg_len = CMSG_LEN(sizeof(int));
  const int number = file.get();
  std::memcpy(CMSG_DATA(place), &number, sizeof number);
}

// None where this process had no descriptor left.
Fd take_descriptor(Packet& packet) {
  const cmsghdr* const place = CMSG_FIRSTHDR(&packet.header);
  if (place == nullptr || place->cmsg_type != SCM_RIGHTS) {
    errno = EMFILE;
    procdemo::base::throw_failure("recvmsg");
  }
  int number;
  std::memcpy(&number, CMSG_DATA(place), sizeof number);
  return Fd(number);
}

Fd file_with(std::string_view item) {
  if (item.size() > largest_shared_memory()) {  // which would be SIGXFSZ
    errno = EFBIG;
    procdemo::base::throw_failure("write of a pipe's item");
  }
  Fd file(check("memfd_create", ::memfd_create("pipe-item", MFD_CLOEXEC)));
  procdemo::base::write_all(file.get(), item);
  return file;
}

// The sender's position in it is at its end, and shared.
std::string contents_of(const Fd& file) {
  struct stat status{};
  check("fstat", ::fstat(file.get(), &status));
  std::string item(static_cast<std::size_t>(status.st_size), '\0');
  for (std::size_t at = 0; at < item.size();) {
    const ssize_t got = check(
        "pread", ::pread(file.get(), item.data() + at, item.size() - at, static_cast<off_t>(at)));
    if (got == 0) throw std::runtime_error("a pipe's item is shorter than it was");
    at += static_cast<std::size_t>(got);
  }
  return item;
}

void send_packet(const Fd& socket, const Packet& packet) {
  ssize_t sent;
  do sent = ::sendmsg(socket.get(), &packet.header, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
    throw Closed("the other end of the pipe is closed");
  check("sendmsg", sent);
}

}  // namespace

void PipeEnd::expect(bool allowed, const char* what) const {
  if (!socket_) throw Closed("this end of the pipe was closed by this process");
  if (!allowed) throw std::logic_error(std::string("this end of the pipe only ") + what);
}

void PipeEnd::send(std::string_view item) {
  expect(sends_, "receives");
  const bool fits = item.size() < longest_message;
  std::string message(1, fits ? in_message : in_file);
  if (fits) message.append(item);
  Packet packet(message.data(), message.size());
  Fd file;
  if (!fits) put_descriptor(packet, file = file_with(item));
  send_packet(socket_, packet);
}

// Another process may have received what this one saw: then it waits on.
std::string PipeEnd::receive(Deadline until) {
  expect(receives_, "sends");
  std::array<char, longest_message> message;
  for (;;) {
    Packet packet(message.data(), message.size());
    packet.make_room();
    const bool waits = until.is_never();
    const ssize_t got =
        ::recvmsg(socket_.get(), &packet.header, MSG_CMSG_CLOEXEC | (waits ? 0 : MSG_DONTWAIT));
    if (got == 0 || (got < 0 && errno == ECONNRESET))
      throw Closed("the other end of the pipe is closed, and all was received");
    if (got > 0 && message[0] == in_file) return contents_of(take_descriptor(packet));
    if (got > 0) return std::string(message.data() + 1, static_cast<std::size_t>(got) - 1);
    if (errno != EINTR && errno != EAGAIN) check("recvmsg", got);
    if (!waits && !await_readable(socket_.get(), until))
      throw Empty("nothing came through the pipe");
  }
}

bool PipeEnd::is_readable(Deadline until) const {
  expect(receives_, "sends");
  return await_readable(socket_.get(), until);
}

std::pair<PipeEnd, PipeEnd> make_pipe(bool duplex) {
  int ends[2];
  check("socketpair", ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
  return {PipeEnd(Fd(ends[0]), duplex, true), PipeEnd(Fd(ends[1]), true, duplex)};
}

}  // namespace multiprocess
