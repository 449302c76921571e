#include "cli/check/report_file.h"

#include "base/files/user_file.h"
#include "base/problem.h"
#include "cli/print.h"
#include "cli/problems.h"

namespace procdemo::cli {
namespace {

Problem unwritable(const std::string& path, const std::system_error& error) {
  return Problem(blame(error.code().value()), CommandProblem::file_unwritable,
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

std::vector<Option> report_options() {
  return {{"report",
           Argument::one_of({"tap", "junit"}),
           {"also make a report for machines, as TAP or as JUnit XML",
            "另外生成一份供机器读取的报告：TAP 或 JUnit XML"}},
          {"output",
           Argument::file(),
           {"write the report to FILE (default: to standard output)",
            "把报告写入 FILE（默认写到标准输出）"}},
          {"allow-skipped",
           flag,
           {"status 0 even where something could not be checked on this machine (default: 3)",
            "即使有些内容在这台机器上无法核对，状态也为 0（默认为 3）"}}};
}

std::optional<ReportFile> wanted_report(const Given& given) {
  const std::string form = given.choice("report", "");
  if (form.empty() && given.has("output")) {
    throw Problem(Status::usage, CommandProblem::output_without_report);
  }
  if (form.empty()) return std::nullopt;
  return ReportFile(form == "junit", given.text("output"));
}

}  // namespace procdemo::cli
