// What a Reader and its helper say to each other, and what the helper does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/fd.h"
#include "tracee/room.h"

namespace procdemo::tracee::reader_protocol {

/// So many bytes in a message.
inline constexpr std::size_t most_at_once = 65536;

enum class Wish : int { read, write, find, find_link, link, copy, mounts };

struct Header {
  Wish wish = Wish::read;
  int error = 0;             ///< of an answer
  std::uint64_t offset = 0;  ///< of a file to be copied: the most that it may have
  std::uint64_t size = 0;    ///< to be read, or written
};

/// A header and bytes, perhaps with a descriptor.
struct Message {
  Header header;
  std::string bytes;
  Fd fd;
};

bool send_message(int connection, const Header& header, std::string_view bytes, int fd);

/// Nothing where the other end is gone.
std::optional<Message> receive_message(int connection);

/// The helper's work, until nobody asks any more.
void serve();

}  // namespace procdemo::tracee::reader_protocol
