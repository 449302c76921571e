// A parent and its child end when each of them ends: neither takes the other along.
//
//   orphan  The parent ends after 3 s, the child after 5 s. The child is an orphan for 2 s:
//           another process has become its parent.
//   zombie  The child ends after 3 s, the parent asks how after 5 s. The child is a zombie for
//           2 s: it runs no more, but the kernel keeps its PID and its exit code for the parent.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

// What the kernel says of a process: "S (sleeping)", "Z (zombie)", or nothing where there is none.
std::string state_of(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("State:\t")) return line.substr(7);
  }
  return "gone";
}

int main(int argc, char** argv) {
  const bool zombie = argc > 1 && std::string_view(argv[1]) == "zombie";

  const pid_t child = ::fork();
  if (child == -1) {
    std::perror("fork");
    return 1;
  }

  if (child == 0) {
    std::printf("child: my parent is %d\n", ::getppid());
    ::sleep(zombie ? 3 : 5);
    std::printf("child: my parent is %d\n", ::getppid());
  } else {
    ::sleep(zombie ? 5 : 3);
    std::printf("parent: my child is %s\n", state_of(child).c_str());
    if (zombie) {
      ::wait(nullptr);
      std::printf("parent: my child is %s\n", state_of(child).c_str());
    }
  }

  std::puts("----over----");
}
