#include "os/exec.h"

namespace procdemo {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

void ExecFailure::tell(int error) const {
  [[maybe_unused]] const ssize_t told = ::write(pipe_.write_end.get(), &error, sizeof error);
}

std::optional<int> ExecFailure::error() const {
  int error = 0;
  ::fcntl(pipe_.read_end.get(), F_SETFL, O_NONBLOCK);
  const ssize_t got = ::read(pipe_.read_end.get(), &error, sizeof error);
  return got == sizeof error ? std::optional(error) : std::nullopt;
}

}  // namespace procdemo
