// at_random SEED [DEEDS [NAME]]: see at_random.h. With NAME only that deed is done.
#include "at_random.h"

#include <dirent.h>
#include <sys/prctl.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../only_observed.h"

namespace at_random {

namespace {

std::string_view only;

std::vector<Deed> all() {
  std::vector<Deed> deeds;
  for (const auto& part : {making(), filtering(), signalling(), mapping(), settling()}) {
    deeds.insert(deeds.end(), part.begin(), part.end());
  }
  return deeds;
}

// Who else is on the machine is left alone.
bool concerns_us(int pid) {
  char name[16] = "";
  FILE* file = std::fopen(("/proc/" + std::to_string(pid) + "/comm").c_str(), "re");
  if (!file) return false;
  const bool read = std::fgets(name, sizeof name, file) != nullptr;
  std::fclose(file);
  return read && (std::string_view(name).starts_with("procdemo") ||
                  std::string_view(name).starts_with("at_random"));
}

}  // namespace

void misbehave(Random& random, int deeds) {
  static const std::vector<Deed> known = all();
  for (int i = 0; i < deeds; ++i) {
    const Deed& deed =
        known[static_cast<std::size_t>(random.up_to(static_cast<int>(known.size())))];
    if (!only.empty() && only != deed.name) {
      ++deeds;  // another draw
      continue;
    }
    std::printf("%d %s\n", ::getpid(), deed.name);
    std::fflush(stdout);
    deed.perform(random);
  }
}

int somebody(Random& random) {
  std::vector<int> pids = {::getpid()};
  if (DIR* folder = ::opendir("/proc")) {
    while (const dirent* entry = ::readdir(folder)) {
      const int pid = std::atoi(entry->d_name);
      if (pid > 1 && pid != ::getpid() && concerns_us(pid)) pids.push_back(pid);
    }
    ::closedir(folder);
  }
  return pids[static_cast<std::size_t>(random.up_to(static_cast<int>(pids.size())))];
}

}  // namespace at_random

int main(int argc, char** argv) {
  only_observed();
  at_random::Random random(argc > 1 ? static_cast<std::uint32_t>(std::atol(argv[1])) : 1);
  const int deeds = argc > 2 ? std::atoi(argv[2]) : 20;
  if (argc > 3) at_random::only = argv[3];
  at_random::misbehave(random, deeds);
}
