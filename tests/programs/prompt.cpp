// A prompt without a newline, then a line read from standard input; then a progress bar that draws
// over itself with '\r'.
#include <iostream>
#include <string>

int main() {
  std::cout << "name? ";
  std::string name;
  std::getline(std::cin, name);  // flushes std::cout
  std::cout << "hello " << name << '\n';
  for (int percent = 0; percent <= 100; percent += 25)
    std::cout << '\r' << percent << '%' << std::flush;
  std::cout << "\ndone\n"
            << "no newline at the end";
}
