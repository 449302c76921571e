// The times of files in a controlled run: files and clocks tell one time.
//
// The kernel stamps what is changed with its own clock, not with the run's. So each change is
// remembered where it is made, by the file's device and inode, with the virtual time of its call;
// and whoever asks for a file's times (stat(2)) is told what is remembered.
//
// What was there before the run keeps its times: the run's calendar begins later than all of them
// (schedule/virtual_clock.h). Those from beyond that are moved before it, in their order.
//
// Virtual time stands still while a process works, but of two files the one that was written later
// is newer (make(1) builds by that): each change comes a little after the one before it. And nobody
// is told a time that is still to come: whoever learns of one has looked at a clock.
//
// Reading changes no time here, as on a file system that is mounted "noatime": who read a file last
// before the run, the run would show otherwise the next time.
//
// What is not known exactly: when a program writes to mapped memory, it makes no call; and a file
// may be changed by somebody outside, meanwhile. Where such a time is told, that is said.
#pragma once

#include <sys/stat.h>

#include <array>
#include <ctime>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "run/family.h"
#include "run/files/file_change.h"
#include "run/room.h"
#include "run/time/program_clock.h"

namespace procdemo::run {

/// Of one file; dates of the calendar.
struct Timestamps {
  timespec access{}, modification{}, change{}, birth{};
};

class FileTimes {
 public:
  /// `clock` has to live as long.
  explicit FileTimes(const ProgramClock& clock) : clock_(clock) {}

  /// The program begins now.
  void begin() { began_ = ProgramClock::real(CLOCK_REALTIME); }

  /// A call of this process has changed these files.
  void changed(const Process& by, const std::vector<FileChange>& changes);

  /// Which files and folders were changed, in the run so far, or may be. What has no name when it
  /// is changed goes with its processes; to get one changes a folder.
  const std::set<FileIdentity>& files() const { return files_; }

  /// A call has set a file's times of access and modification, as utimensat(2) has them: UTIME_NOW
  /// and UTIME_OMIT mean what they mean there.
  void set(const Process& by, FileIdentity file, const std::array<timespec, 2>& times);

  /// From now on it may be written to without a call.
  void mapped(const Process& by, FileIdentity file);

  /// What the kernel has to be told for a time that a program sets: one of the run's is as far from
  /// its beginning in the kernel's time. What stays on the disk is as it would be alone.
  timespec for_kernel(const timespec& time) const;

  /// Who has last changed a file in this run; empty for nobody.
  Name changed_by(FileIdentity file) const;

  /// Puts what `asker` is told in the place of what the kernel says of a file. False where that may
  /// be another the next time.
  bool tell(Process& asker, const struct stat& file, Timestamps& times) const;

 private:
  struct Known {
    std::optional<timespec> access, modification, change, birth;
    Name by;
    Moment last{0};  ///< the latest of the run's times among them
    bool mapped = false;
  };

  timespec stamp(const Process& by);
  bool is_exact(const struct stat& file, const Known& known, const timespec& change) const;
  timespec unseen(const struct stat& file, const timespec& time, const timespec& change) const;

  const ProgramClock& clock_;
  timespec began_{};  // by the kernel's calendar
  Moment last_{0};
  std::map<FileIdentity, Known> known_;
  std::set<FileIdentity> files_;
};

}  // namespace procdemo::run
