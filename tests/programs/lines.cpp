// Numbered lines through stdio, which collects many of them for one write into a pipe, and writes
// each on a terminal.
//
// lines [how many]
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  const int many = argc > 1 ? std::atoi(argv[1]) : 10'000;
  for (int i = 1; i <= many; ++i) std::printf("line %d\n", i);
}
