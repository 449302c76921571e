// Measures the multiprocess library beside its peers: Python's multiprocessing, Boost.Interprocess,
// the kernel's own calls, cp(1), and itself.
//
// library_bench LIBRARY PEERS PEERS_PY COPY: paths of library.cpp's and peers.cpp's programs, of
// peers.py, and of the program of lesson 17. Rates are what the programs say of themselves
// (bench/work.h), in turn, A B A B; every figure is a median. Ends with 1 when a goal was missed.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>

#include "base/fd.h"
#include "bench/pairs.h"
#include "bench/table.h"

using namespace procdemo::bench;

namespace {

namespace fs = std::filesystem;

constexpr int pairs = 5;

struct Paths {
  std::string library, peers, python, copy;
};

// One comparison of rates: our work and how often, the peer's, and the least ratio.
struct Match {
  const char* what;
  const char* ours;
  long our_count;
  const char* peer;  // "python WORK", "peers WORK" or "library WORK"
  long peer_count;
  std::optional<double> goal;
};

const Match matches[] = {
    {"Process, start and join : Python", "process", 1'000, "python process", 200, 4},
    {"Process, start and join : bare fork and wait", "process", 1'000, "peers process", 1'000, 0.8},
    {"Pool, apply_async : Python", "async-all", 300'000, "python async", 10'000, 40},
    {"Pool, apply : Python", "apply", 30'000, "python apply", 3'000, 15},
    {"Pool, apply : futex round trip", "apply", 30'000, "peers futex", 30'000, 0.8},
    {"Queue, 16 bytes, 1 and 1 : Python", "queue", 2'000'000, "python queue", 50'000, {}},
    {"Queue, 16 bytes, 1 and 1 : Boost", "queue", 2'000'000, "peers boost", 2'000'000, 1},
    {"Queue, 16 bytes, 2 and 2 : Boost", "queue-2", 2'000'000, "peers boost-2", 2'000'000, 1},
    {"Queue, 16 bytes, 1 and 1 : pipe", "queue", 2'000'000, "peers pipe", 1'000'000, {}},
    {"Queue, 64 KiB, 1 and 1 : pipe", "queue-64k", 20'000, "peers pipe-64k", 20'000, 1},
    {"Manager's queue, put and get : Python", "manager", 20'000, "python manager", 3'000, 5},
    {"locked appends, 3 workers : Python", "append", 60'000, "python append", 30'000, 10},
    {"locked appends, 3 workers : bare", "append", 60'000, "peers append", 60'000, 0.8},
    {"10 queued tasks : 1,000, 1 worker", "async-10-1", 100'000, "library async-1", 100'000,
     1 / 1.5},
    {"10 queued tasks : 1,000, 2 workers", "async-10", 100'000, "library async", 100'000, 1 / 1.5},
    {"1,000 queued tasks : 100, 2 workers", "async", 100'000, "library async-100", 100'000,
     1 / 1.5},
    {"16 workers : 2", "async-16-workers", 100'000, "library async", 100'000, 1 / 1.5},
    {"128 workers : 2", "async-128-workers", 100'000, "library async", 100'000, 1 / 1.5},
    {"queue of 1,000,000 : of 1,000", "fill-1000000", 2'000'000, "library fill-1000", 2'000'000,
     1 / 1.5},
    {"queue of 10 : of 1,000", "fill-10", 2'000'000, "library fill-1000", 2'000'000, 1 / 1.5},
};

std::string rate(double operations) {
  return operations >= 1e6 ? fmt::format("{:.2f} M/s", operations / 1e6)
                           : fmt::format("{:.1f} k/s", operations / 1e3);
}

Command peer_of(const Match& match, const Paths& paths) {
  const std::string peer = match.peer;
  const std::string who = peer.substr(0, peer.find(' ')), work = peer.substr(peer.find(' ') + 1);
  const std::string count = std::to_string(match.peer_count);
  if (who == "python") return {{"python3", paths.python, work, count}};
  return {{who == "peers" ? paths.peers : paths.library, work, count}};
}

Row measured(const Match& match, const Paths& paths) {
  std::cerr << "measuring: " << match.what << '\n';
  const Command ours = {{paths.library, match.ours, std::to_string(match.our_count)}};
  try {
    const Pairs result = compare(ours, peer_of(match, paths), pairs, rate_of);
    return {match.what, rate(result.first), rate(result.second), result.ratio, match.goal, "",
            true};
  } catch (const std::exception& error) {
    return {match.what, "", "", {}, match.goal, fmt::format("missing: {}", error.what()), true};
  }
}

// --- copying a folder ---

// Files of these sizes; they go with the object.
class Tree {
 public:
  Tree(int files, std::size_t least, std::size_t most)
      : is_large_(static_cast<std::size_t>(files) * most > 100'000'000) {
    std::string name = fs::temp_directory_path() / "procdemo-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) procdemo::base::check("mkdtemp", -1);
    path_ = name;
    fs::create_directory(path_ / "from");
    std::mt19937 random(17);
    std::uniform_int_distribution<std::size_t> size(least, most);
    for (int i = 0; i < files; ++i)
      std::ofstream(path_ / "from" / std::to_string(i)) << std::string(size(random), 'x');
  }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  /// `command` FROM TO, where TO is new at each run. Copies that are small stay until the end:
  /// where files are removed and made again at once, ext4 looks for numbers that were not in use
  /// lately, and that would be most of the time measured.
  Command copied_by(const std::string& command) const {
    const std::string script = "to=$(mktemp -d \"$2\"/to-XXXXXX)/to && " + command;
    Command copy = {.argv = {"sh", "-c", script, "sh", path_ / "from", path_}, .before = {}};
    if (is_large_) copy.before = {"sh", "-c", "rm -rf \"$1\"/to-*", "sh", path_};
    return copy;
  }

 private:
  fs::path path_;
  bool is_large_;
};

Row copied(const std::string& what, const Tree& tree, const Paths& paths, double goal) {
  std::cerr << "measuring: " << what << '\n';
  const Command ours = tree.copied_by("'" + paths.copy + "' \"$1\" \"$to\" 5 0 >/dev/null");
  try {
    const Pairs result = compare(ours, tree.copied_by("cp -r \"$1\" \"$to\""), pairs);
    return {what,
            fmt::format("{:.0f} ms", result.first * 1e3),
            fmt::format("{:.0f} ms", result.second * 1e3),
            result.ratio,
            goal,
            ""};
  } catch (const std::exception& error) {
    return {what, "", "", {}, goal, fmt::format("missing: {}", error.what())};
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 5) {
    std::cerr << "usage: library_bench LIBRARY PEERS PEERS_PY COPY\n";
    return 2;
  }
  const Paths paths = {argv[1], argv[2], argv[3], argv[4]};
  std::vector<Row> rows;
  for (const Match& match : matches) rows.push_back(measured(match, paths));
  rows.push_back(
      copied("copy of 10,000 files of 0.1 to 8 kB : cp -r", Tree(10'000, 100, 8'000), paths, 0.7));
  rows.push_back(
      copied("copy of 4 files of 256 MiB : cp -r", Tree(4, 256u << 20, 256u << 20), paths, 1.1));
  std::cout << "The library; rates: operations a second; medians of pairs, A B A B\n"
            << table(rows);
  return all_reached(rows) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "library_bench: " << error.what() << '\n';
  return 3;
}
