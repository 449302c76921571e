// What a reader sees of a check: a line for each lesson and page that is done, what failed at
// length, the sum; and on a terminal how far it is.
#pragma once

#include <string>
#include <string_view>

#include "cli/check/unit.h"
#include "cli/room.h"
#include "cli/terminal.h"
#include "show/narrator.h"

namespace procdemo::cli {

class CheckView {
 public:
  /// Where lines go: standard output, or standard error where a report has that.
  CheckView(const Style& style, int output);

  /// How much there will be.
  void begin(std::size_t runs) { runs_ = runs; }

  /// One more run of `unit` is over.
  void progress(const std::string& unit);

  /// A unit that is done, with its cases.
  void tell(const CheckUnit& unit, const std::vector<CheckedCase>& cases);

  /// The end: how many cases of each kind there were, and why runs had no worlds of their own,
  /// where they had none (Workers::why_shared).
  void sum(double seconds, const std::string& why_shared);

  std::size_t failed() const { return failed_; }
  std::size_t skipped() const { return skipped_ - excused_; }  ///< those that are not excused

 private:
  void write(const std::string& text);
  void draw_bar();
  std::string told(const CheckedCase& one) const;

  Style style_;
  int output_;
  ProgressLine bar_;
  std::size_t runs_ = 0, over_ = 0;
  std::string current_;
  std::size_t passed_ = 0, failed_ = 0, skipped_ = 0, excused_ = 0;
  std::string first_failure_;
};

}  // namespace procdemo::cli
