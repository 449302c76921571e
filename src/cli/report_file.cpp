#include "cli/report_file.h"

#include "base/problem.h"
#include "base/user_file.h"
#include "cli/print.h"
#include "show/words/markings.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

Problem unwritable(const std::string& path, const std::system_error& error) {
  return Problem(blame(error.code().value()), Trouble::file_unwritable,
                 {path, error.code().message()});
}

}  // namespace

ReportFile::ReportFile(bool junit, const std::string& path) try : junit_(junit), path_(path) {
  if (path_.empty()) return;
  if (is_written_directly(path_)) {
    direct_ = open_for_writing(path_);
  } else {
    file_ = std::make_unique<PendingFile>(path_);
  }
} catch (const std::system_error& error) {
  throw unwritable(path, error);
}

void ReportFile::write(const Report& report) try {
  const std::string text = junit_ ? to_junit(report) : to_tap(report);
  if (path_.empty()) return print(text);
  if (!file_) return write_all(direct_.get(), text);
  write_all(file_->fd(), text);
  file_->publish();
} catch (const std::system_error& error) {
  throw unwritable(path_, error);
}

std::vector<Option> report_options(Language language) {
  return {{"report", "tap|junit", say(language, Marking::help_report)},
          {"output", "FILE", say(language, Marking::help_output)},
          {"allow-skipped", "", say(language, Marking::help_allow_skipped)}};
}

std::optional<ReportFile> wanted_report(const Given& given) {
  const std::string form = given.choice("report", {"tap", "junit"}, "");
  if (form.empty() && given.has("output")) {
    throw Problem(Status::usage, Trouble::output_without_report);
  }
  if (form.empty()) return std::nullopt;
  return ReportFile(form == "junit", given.text("output"));
}

}  // namespace procdemo
