// Writes to the terminal whose path it is given, in every way that it knows; "-" is descriptor 0.
// With a second word it asks for what would hamper others there.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <termios.h>

#include "tell.h"

namespace {

int hamper(int terminal) {
  const winsize size = {11, 22, 0, 0};
  tell("window size: %s", answer(::ioctl(terminal, TIOCSWINSZ, &size)).c_str());
  tell("no input: %s", answer(::tcflow(terminal, TCIOFF)).c_str());
  tell("no output: %s", answer(::tcflow(terminal, TCOOFF)).c_str());
  tell("output: %s", answer(::tcflow(terminal, TCOON)).c_str());
  tell("exclusive: %s", answer(::ioctl(terminal, TIOCEXCL)).c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int terminal = std::string(argv[1]) == "-" ? 0 : ::open(argv[1], O_RDWR | O_NOCTTY);
  if (terminal < 0) return 3;
  if (argc > 2) return hamper(terminal);
  const auto say = [&](const std::string& text) {
    [[maybe_unused]] const ssize_t told = ::write(terminal, text.data(), text.size());
  };
  char word[] = "writev\n", other[] = "pwritev2\n", third[] = "sendfile\n", fourth[] = "splice\n";
  const iovec one{word, 7}, two{other, 9};
  say("\033[31mwrite\n");
  if (::writev(terminal, &one, 1) != 7) say("no writev\n");
  if (::pwritev2(terminal, &two, 1, -1, 0) != 9) say("no pwritev2\n");
  const int file = ::memfd_create("", 0);
  if (::write(file, third, 9) != 9 || ::lseek(file, 0, SEEK_SET) != 0) return 3;
  if (::sendfile(terminal, file, nullptr, 9) != 9) say("no sendfile\n");
  int ends[2];
  if (::pipe(ends) != 0 || ::write(ends[1], fourth, 7) != 7) return 3;
  if (::splice(ends[0], nullptr, terminal, nullptr, 7, 0) != 7) say("no splice\n");
}
