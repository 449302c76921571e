// What a pool cannot do does not compile, and the compiler says why in a sentence.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "catch.h"

namespace {

namespace fs = std::filesystem;

// What the compiler says of this program.
std::string complaint_about(const std::string& program) {
  const fs::path file =
      fs::temp_directory_path() / ("refused-" + std::to_string(::getpid()) + ".cpp");
  std::ofstream(file) << program;
  const std::string command =
      std::string(CXX " -std=c++20 -fsyntax-only -I" SOURCES " ") + file.c_str();
  FILE* const compiler = ::popen(("CCACHE_DISABLE=1 LC_ALL=C " + command + " 2>&1").c_str(), "r");
  std::string text;
  char block[4096];
  while (const std::size_t got = std::fread(block, 1, sizeof block, compiler))
    text.append(block, got);
  ::pclose(compiler);
  fs::remove(file);
  return text;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a task that cannot travel is refused in a sentence") {
  const std::string complaint = complaint_about(R"(
    #include <mutex>
    #include "multiprocess/pool.h"
    struct Locked { std::mutex mutex; std::string text; };
    void use(multiprocess::Pool& pool, std::string text) {
      pool.apply([] { return std::vector<Locked>(); });
      pool.apply([](int* number) { ++*number; }, new int);
      pool.apply([text] { return text; });
      pool.apply([](int) {}, 1, 2);
    })");
  CAPTURE(complaint);
  CHECK(contains(complaint, "This type cannot travel between processes"));
  CHECK(contains(complaint, "A pointer or a view means nothing in another process"));
  CHECK(contains(complaint, "lambdas that capture nothing but plain values"));
  CHECK(contains(complaint, "copies of the arguments: these do not fit it"));
}

TEST_CASE("what would end with a temporary manager or pool is refused in a sentence") {
  const std::string complaint = complaint_about(R"(
    #include "multiprocess/manager.h"
    #include "multiprocess/pool.h"
    int square(int number) { return number * number; }
    const auto letters = multiprocess::Manager().queue<char>();
    void use() {
      for (int number : multiprocess::Pool(2).imap(square, std::vector{1, 2})) square(number);
    })");
  CAPTURE(complaint);
  CHECK(contains(complaint, "it ends here: give the Manager a name"));
  CHECK(contains(complaint, "it ends here: give the Pool a name"));
}

TEST_CASE("what can travel compiles without a word") {
  CHECK(complaint_about(R"(
    #include "multiprocess/pool.h"
    int length(const std::string& text) { return text.size(); }
    int use(multiprocess::Pool& pool) { return pool.apply(length, "text"); })")
            .empty());
}
