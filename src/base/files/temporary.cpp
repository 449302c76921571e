#include "base/files/temporary.h"

#include <cstdlib>
#include <system_error>

namespace procdemo::base {

std::filesystem::path temporary_folder() {
  namespace fs = std::filesystem;
  const char* const chosen = std::getenv("TMPDIR");
  const fs::path folder = chosen != nullptr && *chosen != '\0' ? chosen : "/tmp";
  std::error_code unknown;
  const fs::file_status status = fs::status(folder, unknown);
  if (fs::is_directory(status)) return folder;
  const auto what =
      fs::exists(status) ? std::errc::not_a_directory : std::errc::no_such_file_or_directory;
  throw fs::filesystem_error("temporary folder", folder, std::make_error_code(what));
}

}  // namespace procdemo::base
