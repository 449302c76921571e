// A parent that counts its children bounds them: the next one is made when one has been reaped.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

constexpr int jobs = 6, most = 2;

int main() {
  for (int job = 1; job <= jobs; ++job) {
    if (job > most) ::wait(nullptr);
    if (::fork() == 0) {
      std::printf("job %d\n", job);
      return 0;
    }
  }
  while (::wait(nullptr) > 0) continue;
}
