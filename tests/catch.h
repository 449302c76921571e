// Catch2, version 2 (Debian 12) or 3 (newer): what our tests need, under one name for both.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
// Matches a text that has PART somewhere in it: CHECK_THAT(text, contains("zombie")).
inline auto contains(const std::string& part) {
  return Catch::Matchers::ContainsSubstring(part);
}
#else
// Debian compiles version 2 as C++14, which has no string_view to print.
#define CATCH_CONFIG_NO_CPP17_STRING_VIEW
#include <catch2/catch.hpp>
template <>
struct Catch::StringMaker<std::string_view> {
  static std::string convert(std::string_view text) {
    return StringMaker<std::string>::convert(std::string(text));
  }
};
inline auto contains(const std::string& part) {
  return Catch::Contains(part);
}
#endif

// Tells that the running test case is skipped, and why, in the line that scripts/test looks for:
// once for a case, which Catch starts anew for each of its sections.
inline void tell_skipped(const std::string& reason) {
  static std::string last;
  const std::string name = Catch::getResultCapture().getCurrentTestName();
  if (std::exchange(last, name) != name)
    std::cout << "skipped: " << name << ": " << reason << std::endl;
}

// Ends the running test case, which then counts as skipped, neither passed nor failed: for what
// this machine does not have, never for what went wrong.
[[noreturn]] inline void skip_test(const std::string& reason) {
  tell_skipped(reason);
#ifdef SKIP
  SKIP(reason);
  std::abort();  // not reached: SKIP throws
#else
  // Version 2 cannot skip. This exception ends a case without a word where no check has failed; the
  // case counts as passed, which scripts/test puts right by the line above.
  throw Catch::TestFailureException();
#endif
}
// In capitals like the rest of what ends a test case.
#define SKIP_TEST(reason) skip_test(reason)
