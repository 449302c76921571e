// What processes do to a file that several of them use.
#include <filesystem>

#include "observed.h"
#include "own_folder.h"

using namespace procdemo::engine;

namespace {

/// Runs in a folder of its own.
class InFolder {
 public:
  InFolder() : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder_.path());
  }
  InFolder(const InFolder&) = delete;
  InFolder& operator=(const InFolder&) = delete;
  ~InFolder() { std::filesystem::current_path(before_); }

 private:
  procdemo::OwnFolder folder_;
  std::filesystem::path before_;
};

/// "P.1 reads 5 from number", "P wrote 6 into number before".
std::string told(const Event& event) {
  const auto line = [&](const std::string& verb, const auto& moved) {
    const std::string file = std::filesystem::path(moved.object).filename();
    return event.process + " " + verb + " '" + moved.data.value_or("?") + "' " + file +
           (moved.earlier ? " before" : "");
  };
  if (const auto* read = event.as<event::Read>()) return line("reads", *read);
  if (const auto* write = event.as<event::Write>()) return line("writes", *write);
  return "";
}

std::vector<std::string> accesses(const Seen& seen) {
  std::vector<std::string> all;
  for (const Event& event : seen.events) {
    if (const std::string line = told(event); line.find("pipe:") == line.npos && !line.empty())
      all.push_back(line);
  }
  return all;
}

std::vector<std::string> command(const std::string& script) {
  return {"/bin/sh", "-c", script};
}

}  // namespace

TEST_CASE("what two processes read from a file and write into it is told, in order") {
  const InFolder here;
  const Seen seen = observed({"lost_update"}, ordered());  // where none is lost
  const auto number = [](char value) { return std::string{value, '\0', '\0', '\0'}; };
  REQUIRE(seen.output() == "2\n");
  CHECK(accesses(seen) == std::vector<std::string>{"P reads '" + number(0) + "' number before",
                                                   "P writes '" + number(1) + "' number before",
                                                   "P.1 reads '" + number(1) + "' number",
                                                   "P.1 writes '" + number(2) + "' number",
                                                   "P reads '" + number(2) + "' number"});
}

TEST_CASE("what a process did to a file before others came is told when they do") {
  const InFolder here;
  for (const How& how : {How(), ordered()}) {
    const Seen seen = observed(command("true & wait; echo 5 > file; cat file; rm file"), how);
    CHECK(accesses(seen) ==
          std::vector<std::string>{"P writes '5\n' file before", "P.2 reads '5\n' file"});
  }
}

TEST_CASE("an empty file that was just emptied by another is told to be empty") {
  const InFolder here;
  const Seen seen = observed(command("true & wait; echo 5 > file; : > file; cat file"));
  CHECK(accesses(seen) ==
        std::vector<std::string>{"P writes '5\n' file before", "P.2 reads '' file"});
}

TEST_CASE("nobody cares for files that one process uses alone, or that all only read") {
  const InFolder here;
  CHECK(accesses(observed(command("true & wait; echo 5 > file; read x < file"))).empty());
  CHECK(
      accesses(observed(command("cat /etc/passwd > /dev/null & cat /etc/passwd > /dev/null; wait")))
          .empty());
}
