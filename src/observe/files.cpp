#include "observe/files.h"

#include <sys/stat.h>

#include <algorithm>
#include <system_error>

#include "os/fd.h"

namespace procdemo {

namespace {

constexpr off_t largest = 64'000'000;

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> records;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.size(), text.find(separator, at));
    records.push_back(text.substr(at, end - at));
    at = end + separator.size();
  }
  return records;
}

}  // namespace

// A pipe is not opened: that would wait for somebody to write.
std::optional<event::File> read_records(const FileToRead& file) {
  struct stat facts;
  if (::stat(file.path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
  if (facts.st_size > largest) return std::nullopt;
  try {
    const std::string text = read_file(file.path);
    return event::File{file.path, static_cast<std::int64_t>(text.size()),
                       split(text, file.separator)};
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

}  // namespace procdemo
