#include "base/exec.h"

#include <cstdlib>
#include <string_view>

#include "base/procfs.h"

namespace procdemo::base {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> command_folders() {
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable ? variable : "/usr/local/bin:/usr/bin:/bin";
  std::vector<std::string> folders;
  while (true) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    folders.emplace_back(folder.empty() ? "." : folder);
    if (folder.size() == rest.size()) return folders;
    rest.remove_prefix(folder.size() + 1);
  }
}

std::vector<int> inherited_descriptors() {
  std::vector<int> inherited = descriptors_of(::getpid());
  std::erase_if(inherited, [](int fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    return flags < 0 || (flags & FD_CLOEXEC) != 0;
  });
  return inherited;
}

void ExecFailure::tell(int descriptor, int error) {
  [[maybe_unused]] const ssize_t told = ::write(descriptor, &error, sizeof error);
}

std::optional<int> ExecFailure::error() const {
  int error = 0;
  ::fcntl(pipe_.read_end.get(), F_SETFL, O_NONBLOCK);
  const ssize_t got = ::read(pipe_.read_end.get(), &error, sizeof error);
  return got == sizeof error ? std::optional(error) : std::nullopt;
}

Child start_command(const std::vector<std::string>& command, int input, int output,
                    const ExecFailure& failure, const CommandStart& how) {
  const std::vector<char*> argv = pointers(command);
  Child child = Child::run(how.at_end, [&] {
    if (how.at_end.group) ::setpgid(0, 0);
    if (how.prepare) how.prepare();
    const bool ready = ::dup2(input, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0 &&
                       ::dup2(output, STDERR_FILENO) >= 0;
    if (ready) ::execvp(argv[0], argv.data());
    failure.tell(errno);
    return 127;
  });
  // Both: whoever comes first.
  if (how.at_end.group) ::setpgid(child.born_as(), child.born_as());
  return child;
}

}  // namespace procdemo::base
