// A file system of one file that is never read: a FUSE server (Documentation/filesystems/fuse.rst)
// of the few calls that a mount, a look at the file and an open need.
#pragma once

#include <linux/fuse.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace served {

constexpr std::uint64_t folder = FUSE_ROOT_ID, file = 2;

inline void answer(int device, std::uint64_t unique, int error, const void* body,
                   std::size_t size) {
  char bytes[4096];
  const fuse_out_header header{static_cast<std::uint32_t>(sizeof header + size), -error, unique};
  std::memcpy(bytes, &header, sizeof header);
  if (size > 0) std::memcpy(bytes + sizeof header, body, size);
  [[maybe_unused]] const ssize_t sent = ::write(device, bytes, header.len);
}

inline fuse_attr attributes(std::uint64_t node) {
  fuse_attr known{};
  known.ino = node;
  known.mode = node == folder ? S_IFDIR | 0755 : S_IFREG | 0755;
  known.nlink = 1;
  known.size = node == folder ? 0 : 65536;
  known.blksize = 4096;
  return known;
}

/// Answers until the file system is unmounted, or the device closed. What concerns the file's
/// content is never answered, nor is a question for its attributes: a look at its name has told
/// them.
inline void serve(int device) {
  static char request[1 << 20];
  while (::read(device, request, sizeof request) > 0) {
    const auto& header = *reinterpret_cast<const fuse_in_header*>(request);
    switch (header.opcode) {
      case FUSE_INIT: {
        fuse_init_out init{};
        init.major = FUSE_KERNEL_VERSION;
        init.minor = 31;
        init.max_write = 4096;
        answer(device, header.unique, 0, &init, sizeof init);
        break;
      }
      case FUSE_LOOKUP: {
        fuse_entry_out entry{};
        entry.nodeid = file;
        entry.attr = attributes(file);
        answer(device, header.unique, 0, &entry, sizeof entry);
        break;
      }
      case FUSE_GETATTR: {
        if (header.nodeid == file) break;
        fuse_attr_out attr{};
        attr.attr = attributes(header.nodeid);
        answer(device, header.unique, 0, &attr, sizeof attr);
        break;
      }
      case FUSE_OPEN: {
        fuse_open_out open{};
        answer(device, header.unique, 0, &open, sizeof open);
        break;
      }
      case FUSE_FLUSH:
      case FUSE_ACCESS:
      case FUSE_RELEASE:
        answer(device, header.unique, 0, nullptr, 0);
        break;
      case FUSE_FORGET:
      case FUSE_BATCH_FORGET:
      case FUSE_INTERRUPT:
      case FUSE_READ:
        break;
      default:
        answer(device, header.unique, ENOSYS, nullptr, 0);
    }
  }
}

}  // namespace served
