// Reads, writes and opens what may never answer.
//
// A page of a program's memory, or a file, may be served by a process: a FUSE server, a network's.
// Whoever reads there sleeps until the server answers, deaf even to SIGKILL, and the server may be
// one that waits for us. So a helper process reads, and we wait for it until a deadline. What it is
// stuck in holds nobody but itself; it ends when the server answers or dies.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/helper.h"
#include "tracee/reader_protocol.h"
#include "tracee/room.h"

namespace procdemo::tracee {

class Reader {
 public:
  /// `patience`: how long a helper may sleep. It may wait for a processor ten times as long.
  static constexpr std::chrono::milliseconds usual_patience{2000};
  explicit Reader(std::chrono::milliseconds patience = usual_patience) : patience_(patience) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader();

  /// At most this much at once; more is a short read or write.
  static constexpr std::size_t most_at_once = reader_protocol::most_at_once;

  /// Starts the helper, if there is none. False when no process is to be had for it: whoever must
  /// not be without one later asks in time.
  bool start();

  // Each returns nothing when there was no answer in time, or no helper to be had.

  /// As pread(2), to the end, a fault, or `size`.
  std::optional<std::string> read(int fd, std::uint64_t offset, std::size_t size);

  /// As pwrite(2): how many bytes were written, 0 for none.
  std::optional<std::size_t> write(int fd, std::uint64_t offset, std::string_view bytes);

  /// An O_PATH descriptor of what is at an absolute path, or none (and errno). With it
  /// stat_without_asking() goes no further than the kernel.
  std::optional<Fd> find(const std::string& path, bool follow_link = true);

  /// Where a symbolic link leads; empty for what is none.
  std::optional<std::string> link(const std::string& path);

  /// A copy in memory of a regular file of at most `most` bytes, which an O_PATH descriptor leads
  /// to; or none (and errno: EFBIG where it is larger, EINVAL where it is none).
  std::optional<Fd> copy(int place, std::uint64_t most);

  /// Whether something in this mount namespace (an open /proc/PID/ns/mnt) passes on to others what
  /// is mounted in it (mount_namespaces(7), "shared"), or that can't be known. A process's own
  /// table would not do: it leaves out what chroot(2) has put out of reach of its paths.
  std::optional<bool> passes_mounts_on(int mounts);

  /// The helpers that were ever started, for whoever counts or protects processes. They end with
  /// the connection to them.
  const std::vector<pid_t>& helpers() const { return pids_; }

 private:
  struct Request;
  struct Answer;
  std::optional<Answer> ask(const Request& request);
  bool answers_in_time() const;

  std::chrono::milliseconds patience_;
  std::optional<Helper> helper_;
  std::vector<pid_t> pids_;
};

/// While this lives the helper of a Reader that has ended is the next one's: to start one is a
/// large part of what a short run costs. For one thread, and the process that has made this. The
/// first one starts now: had it begun in a run, it would be taken for somebody whom that run left.
class SharedHelper {
 public:
  SharedHelper();
  SharedHelper(const SharedHelper&) = delete;
  SharedHelper& operator=(const SharedHelper&) = delete;
  ~SharedHelper();
};

}  // namespace procdemo::tracee
