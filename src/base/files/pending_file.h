// A file that appears under its name complete, or not at all.
#pragma once

#include <string>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// What is no regular file (/dev/full, a FIFO), or stands below /dev or /proc: /dev/stdout may be a
/// regular file, the one that the shell writes to, and must not be replaced.
bool is_written_directly(const std::string& path);

class PendingFile {
 public:
  /// Until publish() it has no name (open(2), O_TMPFILE), so that not even SIGKILL leaves anything
  /// behind; or, where the file system does not support that, a hidden name beside its place. In
  /// publish() it has such a name for a moment, for link(2) takes no other file's place.
  enum class How { unnamed, hidden };

  /// A new file beside `path`, whose links are followed. A file that is already there stays as it
  /// is until publish(), and gives its permissions. Throws std::system_error.
  explicit PendingFile(const std::string& path, How how = How::unnamed);

  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  /// Without publish(), nothing of it is left.
  ~PendingFile();

  int fd() const { return file_.get(); }

  /// Gives it its name, instead of a file that may have had it. Throws std::system_error.
  void publish();

 private:
  void open_hidden();
  void keep_permissions() const;
  void link_to(const std::string& name) const;

  std::string path_;
  std::string hidden_;  ///< the name it has at the moment, or empty
  Fd file_;
};

}  // namespace procdemo::base
