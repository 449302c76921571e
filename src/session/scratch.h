// A folder of one run's own, for what must not stay behind: sample folders, files that claims look
// at.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "lesson/lesson.h"
#include "session/room.h"
#include "world/janitor.h"

namespace procdemo::session {

/// Made when a value asks for it, where temporary files belong ($TMPDIR, else /tmp); removed with
/// all that is in it when this ends, or procdemo does, whatever ends it (world/janitor.h).
class Scratch {
 public:
  /// Puts the folder's path in place of {scratch} in the defaults that `values` have; what the user
  /// gave stays as it is. Throws std::system_error where there can be no such folder.
  void fill(const Lesson& lesson, const std::set<std::string>& given, OptionValues& values);

  /// Removes all that is in the folder: the run is to find it as it was.
  void empty() const;

  /// The folder, or empty where no value asked for it.
  const std::filesystem::path& path() const { return folder_; }

 private:
  const std::filesystem::path& folder();

  std::optional<Janitor> janitor_;
  std::filesystem::path folder_;
};

}  // namespace procdemo::session
