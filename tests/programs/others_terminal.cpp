// Writes to the terminal whose path it is given, in every way that it knows.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include <string>

int main(int, char** argv) {
  const int terminal = ::open(argv[1], O_RDWR | O_NOCTTY);
  if (terminal < 0) return 3;
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
