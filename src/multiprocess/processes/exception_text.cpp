#include "multiprocess/processes/exception_text.h"

#include <cxxabi.h>

#include <cstdlib>
#include <exception>
#include <memory>

namespace multiprocess {

std::string type_name(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      ::abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), std::free);
  return status == 0 ? name.get() : type.name();
}

ExceptionText exception_text() {
  const std::type_info* type = ::abi::__cxa_current_exception_type();
  ExceptionText text{type ? type_name(*type) : "an exception of another language", ""};
  try {
    throw;
  } catch (const std::exception& error) {
    text.message = error.what();
  } catch (const std::string& message) {
    text.message = message;
  } catch (const char* message) {
    text.message = message;
  } catch (...) {
  }
  return text;
}

}  // namespace multiprocess
