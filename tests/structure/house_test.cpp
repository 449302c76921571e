// What stands where: at the top level, and what is of one machine or one processor.
#include <cstdlib>
#include <regex>
#include <set>

#include "catch.h"
#include "structure/source.h"

using namespace procdemo::structure;

namespace {

// Registers of x86-64, its name for audit and seccomp, and calls that other architectures do not
// have.
const std::regex of_one_processor(
    R"(\b(orig_rax|r[abcd]x|r[sd]i|r[sb]p|rip|r8|r9|r1[0-5]|REG_R\w+|AUDIT_ARCH_\w+|__X32_\w+|__x86_64__|)"
    R"((SYS|__NR)_(fork|vfork|time|alarm|poll|select|dup2|pipe|open|epoll_wait|arch_prctl))\b)");

// A folder of somebody's own, as it begins: at the start of a word.
const std::regex of_one_machine(R"((^|[^\w.\]}])/(home|root|Users|work|mnt|media)/\w)");

bool is_build_tree(const std::filesystem::path& folder) {
  return std::filesystem::exists(folder / "meson-private") ||
         folder.filename().string().starts_with("build");
}

}  // namespace

TEST_CASE("the top level holds what the design puts there, and nothing else") {
  const std::set<std::string> belongs = {"LICENSE", "README.md", "lessons", "meson.build",
                                         "scripts", "src",       "tests"};
  for (const auto& entry : std::filesystem::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || is_build_tree(entry.path())) continue;
    INFO(name);
    CHECK(belongs.contains(name));
  }
}

TEST_CASE("registers and call numbers of a processor stand in one file") {
  std::set<std::string> files;
  for (const Source& file : sources("src", code_files))
    if (std::regex_search(bare(file.text), of_one_processor)) files.insert(file.path);
  CHECK(files == std::set<std::string>{"src/tracee/arch/x86_64.cpp"});
}

// Another room's namespace is opened to name its types, or for a template of it alone.
TEST_CASE("what a room defines is in its namespace") {
  const std::regex opened(R"((?:^|\n)namespace procdemo(?:::(\w+))?[\w:]* \{)");
  for (const Source& file : sources("src", code_files)) {
    const std::string room = file.path.substr(4, file.path.find('/', 4) - 4);
    if (room == "multiprocess") continue;
    std::set<std::string> namespaces;
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), opened), end; match != end;
         ++match) {
      namespaces.insert((*match)[1]);
    }
    INFO(file.path);
    CHECK(namespaces.contains(room));
    CHECK(!namespaces.contains(""));
  }
}

TEST_CASE("no source names a folder of the machine that it was written on") {
  std::vector<Source> files = sources("scripts", {""});
  for (const char* folder : {"src", "lessons", "tests"})
    for (Source& file : sources(folder, {".cpp", ".h", ".py", ".sh", ".toml", "meson.build"}))
      files.push_back(std::move(file));
  for (const Source& file : files) {
    std::smatch found;
    const bool named = std::regex_search(file.text, found, of_one_machine);
    INFO(file.path << " names " << (named ? found.str() : ""));
    CHECK((!named || file.path == "tests/structure/house_test.cpp"));
  }
}

TEST_CASE("what these tests look for is found where it is, and nowhere else") {
  const auto has = [](const std::string& text, const std::regex& what) {
    return std::regex_search(text, what);
  };
  CHECK(has("regs.orig_rax = -1;", of_one_processor));
  CHECK(has("if (call == SYS_fork)", of_one_processor));
  CHECK_FALSE(has(bare("// rip - 2 undoes it\ncall(\"rax\"); /* rdi */"), of_one_processor));
  CHECK_FALSE(has("SYS_clone", of_one_processor));
  CHECK(has("open(\"/home/ana/x\")", of_one_machine));
  CHECK(has("cd /root/procdemo", of_one_machine));
  CHECK_FALSE(has("$HOME/media/x, PATH=/usr/local/bin", of_one_machine));
}
