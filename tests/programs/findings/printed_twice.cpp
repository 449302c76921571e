// What printf() has put into the buffer and not written is in the child's copy of it, too; so is
// what wprintf() has, which are wide characters ("wide"), what std::cout has, with a buffer of its
// own ("cout"), and what a file's stream has ("fopen", "ofstream"). Mended: it is written before
// the fork.
//
// printed_twice [wrong|mended] [wide|cout|fopen|ofstream]
#include <sys/wait.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cwchar>
#include <fstream>
#include <iostream>
#include <string>

namespace {

std::string where;
std::FILE* file = stdout;
std::ofstream stream;

void open_output() {
  if (where == "wide") std::setlocale(LC_CTYPE, "C.UTF-8");
  if (where == "cout") std::ios::sync_with_stdio(false);
  if (where == "fopen") file = std::fopen("printed", "w");
  if (where == "ofstream") stream.open("printed");
}

void put(const char* text) {
  if (where == "cout") {
    std::cout << text;
  } else if (where == "ofstream") {
    stream << text;
  } else if (where == "wide") {
    std::fwprintf(file, L"%s", text);
  } else {
    std::fputs(text, file);
  }
}

void flush() {
  if (where == "cout") std::cout.flush();
  if (where == "ofstream") stream.flush();
  std::fflush(file);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string how = argc > 1 ? argv[1] : "";
  if (argc > 2) where = argv[2];
  open_output();
  put(where == "wide" ? "zählend " : "counting ");
  if (how == "mended") flush();
  const pid_t child = ::fork();
  if (child == 0) {
    put("one\n");
    return 0;
  }
  ::waitpid(child, nullptr, 0);
  put("two\n");
}
