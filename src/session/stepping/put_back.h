// Which of the files that a run changes are as they were when it is begun again.
#pragma once

#include <filesystem>
#include <set>
#include <utility>

#include "base/procfs.h"
#include "session/room.h"
#include "world/inside/own_copies.h"

namespace procdemo::session {

class PutBack {
 public:
  /// `own` is a folder of the run's own, or empty. `copies` live longer, and may be null.
  PutBack(std::filesystem::path own, const OwnCopies* copies)
      : own_(std::move(own)), copies_(copies) {}

  /// Whether all of these are. To be asked after each step, for what a file was in is known only as
  /// long as it is there.
  bool covers(const std::set<FileIdentity>& changed);

 private:
  bool goes_with_run(dev_t device) const;

  std::filesystem::path own_;
  const OwnCopies* copies_;
  std::set<FileIdentity> known_;
};

}  // namespace procdemo::session
