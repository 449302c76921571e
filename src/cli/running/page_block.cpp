#include "cli/running/page_block.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/course/kept_run.h"
#include "cli/running/step_options.h"
#include "faces/keys.h"
#include "faces/problems.h"

namespace procdemo::cli {
namespace {

namespace fs = std::filesystem;

/// A page of its own beside that one, in its language, for as long as this lives.
class PageBeside {
 public:
  PageBeside(const fs::path& page, const std::string& text)
      : path_(page.parent_path() / (".procdemo-" + std::to_string(::getpid()) +
                                    (is_chinese_page(page.string()) ? ".zh.md" : ".md"))) {
    ::unlink(path_.c_str());  // who had this PID before may have been killed
    const Fd file = open_file(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    write_all(file.get(), text);
  }
  PageBeside(const PageBeside&) = delete;
  PageBeside& operator=(const PageBeside&) = delete;
  ~PageBeside() { ::unlink(path_.c_str()); }

  std::string path() const { return path_.string(); }
  std::string text() const { return read_file(path_.c_str()); }

 private:
  fs::path path_;
};

/// Up to the prompt, behind which the session ends: how it does so, the next one may tell
/// otherwise. Empty where it does not stand there.
std::string up_to(const std::string& prompt, const std::string& block) {
  const std::string last = "\n" + prompt + "q\n";
  const std::size_t at = block.rfind(last);
  return at == block.npos ? "" : block.substr(0, at + last.size()) + "...\n```\n";
}

bool ends_in_line(const std::string& file) {
  std::error_code unknown;
  if (!fs::is_regular_file(file, unknown) || fs::file_size(file, unknown) == 0) return false;
  return !read_file(file).ends_with('\n');
}

}  // namespace

void add_page_block(const std::string& file, const Words& words, Language language,
                    const std::string& keys, const std::string& prompt) {
  const fs::path page = fs::absolute(file);
  const Fd to = open_file(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  const std::string command = faces::with_keys(command_in_block(words, language, file), keys);
  const PageBeside beside(page, "```console\n$ " + command + "\n```\n");
  const int status = keep_run({"check", "--update", beside.path()}, true).status;
  const std::string block = status == 0 ? up_to(prompt, beside.text()) : "";
  if (block.empty()) throw Problem(Status::usage, FaceProblem::export_differs, {file});
  write_all(to.get(), (ends_in_line(file) ? "\n" : "") + block);
}

}  // namespace procdemo::cli
