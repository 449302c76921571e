#include "tracee/memory.h"

#include <algorithm>
#include <cerrno>

#include "tracee/mapped.h"
#include "tracee/peek.h"
#include "tracee/task_file.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

namespace {

constexpr std::size_t few_words = 16;  // below this, peeking is cheaper than a file
constexpr int most_kept = 64;          // descriptors of ours; more are opened each time
constexpr std::uint64_t page = 4096;
constexpr std::size_t text_piece = 256;  // most texts are shorter

}  // namespace

Memory::~Memory() {
  with_.kept_open -= static_cast<bool>(maps_) + static_cast<bool>(mem_);
}

// A descriptor leads to the memory that the process had when it was opened. A process whose /proc
// is closed to us has words to be peeked at, and nobody says what is mapped there: that is done
// where no file could make us wait.
Memory::Way Memory::open(Fd& file, pid_t tid, const char* name, int flags) {
  if (file) return Way::helper;
  file = open_of_task(tid, name, flags);
  if (file) {
    ++with_.kept_open;
    return Way::helper;
  }
  const bool closed = errno == EACCES || errno == EPERM;
  return closed && !with_.mounts.may_wait() ? Way::direct : Way::none;
}

// Of very many processes' files not all can be kept.
void Memory::keep(Fd& file) {
  if (!file || with_.kept_open <= most_kept) return;
  file.reset();
  --with_.kept_open;
}

// Whether nobody but this task, which is stopped, could run in it.
bool Memory::is_alone(const Tracee& task) const {
  return users_ == 1 && !task.memory.waits();
}

Memory::Way Memory::way(const Tracee& task, std::uint64_t address, std::size_t size) {
  if (!is_alone(task)) return open(mem_, task.tid, "mem", O_RDWR);
  const Way way = open(maps_, task.tid, "maps", O_RDONLY);
  if (way != Way::helper) return way;
  const bool local = has_only_local(address, size);
  keep(maps_);
  return local ? Way::direct : open(mem_, task.tid, "mem", O_RDWR);
}

// Each mapping there, one after the other, while they fit. What can't be known does not.
template <class Fits>
bool Memory::has_only(const Fits& fits, std::uint64_t address, std::size_t size) {
  const std::uint64_t end = address + size < address ? UINT64_MAX : address + size;
  for (std::uint64_t at = address; at < end;) {
    const auto mapped = mapped_at(maps_.get(), at);
    if (!mapped || !fits(*mapped)) return false;
    at = mapped->end;
  }
  return true;
}

// Where nothing is mapped, a read ends.
bool Memory::has_only_local(std::uint64_t address, std::size_t size) {
  return has_only(
      [&](const Mapped& mapped) {
        return mapped.device == 0 || with_.mounts.are_local(mapped.device);
      },
      address, size);
}

bool Memory::has_only_private(std::uint64_t address, std::size_t size) {
  return has_only([](const Mapped& mapped) { return mapped.is_private; }, address, size);
}

template <class Answer>
Answer Memory::or_stalled(pid_t tid, std::optional<Answer> answer) {
  if (!answer) with_.stalled = tid;
  return answer.value_or(Answer{});
}

std::string Memory::read_by_helper(pid_t tid, std::uint64_t address, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size && !with_.stalled) {
    const std::size_t wanted = std::min(size - bytes.size(), Reader::most_at_once);
    const std::string piece =
        or_stalled(tid, with_.reader.read(mem_.get(), address + bytes.size(), wanted));
    bytes += piece;
    if (piece.size() < wanted) break;
  }
  keep(mem_);
  return bytes;
}

bool Memory::write_by_helper(pid_t tid, std::uint64_t address, std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size() && !with_.stalled) {
    const auto now =
        or_stalled(tid, with_.reader.write(mem_.get(), address + done, bytes.substr(done)));
    if (now == 0) break;
    done += now;
  }
  keep(mem_);
  return done == bytes.size();
}

std::string Memory::read_file(std::uint64_t address, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got =
        ::pread(mem_.get(), bytes.data() + have, size - have, static_cast<off_t>(address + have));
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
  }
  keep(mem_);
  bytes.resize(have);
  return bytes;
}

// What was peeked at, which is nothing where the task was let go and sleeps in the kernel: it can
// wake up while we look.
std::string Memory::or_by_helper(const Tracee& task, std::uint64_t address, std::size_t size,
                                 std::string peeked) {
  const bool sleeps = peeked.empty() && errno == ESRCH;
  if (!sleeps || open(mem_, task.tid, "mem", O_RDWR) != Way::helper) return peeked;
  return read_by_helper(task.tid, address, size);
}

std::string Memory::read(const Tracee& task, std::uint64_t address, std::size_t size) {
  const Way how = way(task, address, size);
  if (how == Way::none) return "";
  if (how == Way::helper) return read_by_helper(task.tid, address, size);
  const bool few = size <= few_words * word_size;
  const bool closed = !few && open(mem_, task.tid, "mem", O_RDWR) != Way::helper;
  if (!few && !closed) return read_file(address, size);
  return or_by_helper(task, address, size, peek_bytes(task.tid, address, size));
}

std::string Memory::text(const Tracee& task, std::uint64_t address, std::size_t most) {
  std::string text;
  while (text.size() < most) {
    const std::uint64_t at = address + text.size();
    const std::size_t wanted = std::min<std::size_t>(page - at % page, text_piece);
    const Way how = way(task, at, wanted);
    if (how == Way::none) break;
    const std::string piece = how == Way::helper
                                  ? read_by_helper(task.tid, at, wanted)
                                  : or_by_helper(task, at, wanted, peek_text(task.tid, at, wanted));
    const std::size_t end = piece.find('\0');
    text += piece.substr(0, end);
    if (end != piece.npos || piece.size() < wanted) break;
  }
  return text.substr(0, most);
}

bool Memory::write(const Tracee& task, std::uint64_t address, std::string_view bytes) {
  switch (way(task, address, bytes.size())) {
    case Way::none:
      return false;
    case Way::helper:
      return write_by_helper(task.tid, address, bytes);
    case Way::direct:
      break;
  }
  const bool whole_words = address % word_size == 0 && bytes.size() % word_size == 0;
  const bool few = bytes.size() <= few_words * word_size;
  if (whole_words && few && poke_words(task.tid, address, bytes)) return true;
  open(mem_, task.tid, "mem", O_RDWR);
  const bool written =
      mem_ && ::pwrite(mem_.get(), bytes.data(), bytes.size(), static_cast<off_t>(address)) ==
                  static_cast<ssize_t>(bytes.size());
  keep(mem_);
  return written;
}

// A page of a file that is mapped privately changes with the file until the process writes there:
// then it has one of its own (mmap(2), MAP_PRIVATE).
bool Memory::settle(const Tracee& task, std::uint64_t address, std::string_view bytes) {
  if (!is_alone(task) || open(maps_, task.tid, "maps", O_RDONLY) != Way::helper) return false;
  const bool is_private = has_only_private(address, bytes.size());
  keep(maps_);
  return is_private && write(task, address, bytes);
}

std::string Memory::about(const Tracee& task, const char* name, std::uint64_t offset,
                          std::size_t size) {
  const Fd file = open_of_task(task.tid, name, O_RDONLY);
  std::string bytes;
  while (file && bytes.size() < size && !with_.stalled) {
    const std::size_t wanted = std::min(size - bytes.size(), Reader::most_at_once);
    std::string piece(wanted, '\0');
    if (is_alone(task)) {
      const ssize_t got =
          ::pread(file.get(), piece.data(), wanted, static_cast<off_t>(offset + bytes.size()));
      piece.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    } else {
      piece = or_stalled(task.tid, with_.reader.read(file.get(), offset + bytes.size(), wanted));
    }
    if (piece.empty()) break;
    bytes += piece;
  }
  return bytes;
}

std::string read_memory(const Tracee& task, std::uint64_t address, std::size_t size) {
  return task.memory->read(task, address, size);
}

std::string read_text(const Tracee& task, std::uint64_t address, std::size_t most) {
  return task.memory->text(task, address, most);
}

bool write_memory(const Tracee& task, std::uint64_t address, const void* bytes, std::size_t size) {
  return task.memory->write(task, address, {static_cast<const char*>(bytes), size});
}

bool settle_text(const Tracee& task, std::uint64_t address, const std::string& text) {
  return task.memory->settle(task, address, {text.c_str(), text.size() + 1});
}

std::string read_about_memory(const Tracee& task, const char* file, std::uint64_t offset,
                              std::size_t size) {
  return task.memory->about(task, file, offset, size);
}

}  // namespace procdemo::tracee
