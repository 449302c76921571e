// A sentence put together of fixed words and of values that are known later.
//
// "{0} run(s)" is "1 run" and "2 runs": a noun agrees with the value before it. And Chinese stands
// without blanks: "等待 {0}" is "等待 P.1", but "等待信号".
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/room.h"

namespace procdemo::base {

class SentenceBuilder {
 public:
  /// Words of the sentence itself. "(s)" and "(es)" in them are of a noun that is counted by the
  /// last value.
  void add_words(std::string_view words);

  /// A value, as it is.
  void add_value(std::string_view value);

  /// The sentence so far.
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::string last_value_;
};

}  // namespace procdemo::base
