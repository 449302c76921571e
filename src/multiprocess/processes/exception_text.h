// Exceptions as text, for whoever did not see them thrown.
#pragma once

#include <string>
#include <typeinfo>

namespace multiprocess {

/// "std::out_of_range", as a program spells it.
std::string type_name(const std::type_info& type);

/// What was thrown. A type that is no std::exception has no message, unless it is a string.
struct ExceptionText {
  std::string type;
  std::string message;

  /// "std::out_of_range: no such row"
  std::string whole() const { return message.empty() ? type : type + ": " + message; }
};

/// The exception that is being handled. Call it in a catch block.
ExceptionText exception_text();

}  // namespace multiprocess
