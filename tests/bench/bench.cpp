// Measures procdemo as a whole: what observing costs, beside strace and beside the least that a
// tracer and an explorer have to do (tracer.cpp, explorer.cpp), and how that grows.
//
// bench PROCDEMO FORKS TRACER EXPLORER MULTI-FORK: paths of procdemo, of the program to observe
// (forks.cpp), of those two and of the lesson multi-fork's program. Commands are run in turn, A B A
// B, and every figure is a median. Ends with 1 when a goal was missed or could not be measured.
#include <fmt/format.h>
#include <sys/utsname.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <stdexcept>
#include <thread>

#include "base/fd.h"
#include "bench/pairs.h"
#include "bench/table.h"

using namespace procdemo::bench;

namespace {

constexpr int few = 1'000, many = 10'000;  // forks

// A folder for strace's trace; it goes with the object.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "procdemo-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) procdemo::base::check("mkdtemp", -1);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// The commands that are compared.
struct Subject {
  std::string procdemo;
  std::string forks;
  std::string tracer;
  std::string explorer;
  std::string multi_fork;
  std::filesystem::path folder;

  Command bare(int number, Output output = Output::pipe) const {
    return {{forks, std::to_string(number)}, output};
  }

  // The same program, with debug information: each event gets its line.
  Command watch_with_lines(int number) const {
    Command command = watch("plain", number, Output::nowhere);
    for (std::string& word : command.argv) {
      if (word == forks) word += "_debug";
    }
    return command;
  }

  // As a user has it, but for the limits: 10,000 forks may take their time.
  Command watch(const std::string& format, int number, Output output = Output::pipe) const {
    return {{procdemo, "watch", "--format", format, "--timeout", "600", "--", forks,
             std::to_string(number)},
            output};
  }

  // Its trace goes to the same place as our narration: where that is nowhere, nowhere.
  Command strace(int number, Output output = Output::pipe) const {
    const std::string trace = output == Output::nowhere ? "/dev/null" : folder / "trace";
    return {{"strace", "-f", "--seccomp-bpf", "-e", "trace=process,write", "-o", trace, forks,
             std::to_string(number)},
            output};
  }

  Command floor(int number) const {
    return {{tracer, forks, std::to_string(number)}, Output::nowhere};
  }

  // A lesson's program as a shell's loop runs it, so often.
  Command loop(int number) const {
    constexpr const char* script = "i=0; while [ $i -lt $1 ]; do \"$0\"; i=$((i+1)); done";
    return {{"sh", "-c", script, multi_fork, std::to_string(number)}, Output::nowhere};
  }
};

std::string milliseconds(double seconds) {
  return fmt::format("{:.1f} ms", seconds * 1e3);
}

Row compared(const std::string& what, const Command& first, const Command& second, int pairs,
             std::optional<double> goal, Figure figure = wall_of) {
  std::cerr << "measuring: " << what << '\n';
  const Pairs result = compare(first, second, pairs, figure);
  return {what, milliseconds(result.first), milliseconds(result.second), result.ratio, goal, ""};
}

bool have_strace() {
  try {
    run({{"strace", "--seccomp-bpf", "-f", "-o", "/dev/null", "true"}});
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

// The goal: no slower than strace, which shows less.
std::vector<Row> beside_strace(const Subject& subject) {
  if (!have_strace()) {
    const std::string missing = "missing: strace (5.3 or newer, where ptrace is allowed)";
    return {{"watch : strace", "", "", {}, 1.0, missing}};
  }
  constexpr int pairs = 11;
  constexpr Output place = Output::nowhere;
  const Command strace = subject.strace(few, place);
  return {
      compared("watch, lanes on a terminal : strace", subject.watch("lanes", few, Output::terminal),
               subject.strace(few, Output::terminal), pairs, 1.0),
      compared("watch, lanes to /dev/null : strace", subject.watch("lanes", few, place), strace,
               pairs, 1.0),
      compared("watch, plain to /dev/null : strace", subject.watch("plain", few, place), strace,
               pairs, 1.0),
      compared("the same, processor time", subject.watch("plain", few, place), strace, pairs, 1.0,
               processor_of),
      compared("the same, lanes, processor time", subject.watch("lanes", few, place), strace, pairs,
               1.0, processor_of),
      compared("strace : the program alone", strace, subject.bare(few, place), pairs, {}),
  };
}

// Our stops and nothing else: what could still be saved.
std::vector<Row> beside_floor(const Subject& subject) {
  constexpr int pairs = 11;
  constexpr double goal = 1.1;
  const Command watch = subject.watch("plain", few, Output::nowhere);
  return {
      compared("watch, plain to /dev/null : a bare tracer", watch, subject.floor(few), pairs, goal),
      compared("the same, processor time", watch, subject.floor(few), pairs, goal, processor_of),
  };
}

// How many runs an exploration says that it has made.
int runs_of(const Command& explore) {
  static const std::regex number(R"(\((\d+) runs)");
  const std::string output = run(explore).last_output;
  std::smatch found;
  if (!std::regex_search(output, found, number))
    throw std::runtime_error("no number of runs:\n" + output);
  return std::stoi(found[1]);
}

// A page with so many blocks: each is one run, in an order of its own.
std::string write_page(const Subject& subject, int blocks) {
  const std::string path = subject.folder / "page.md";
  std::ofstream page(path);
  for (int i = 0; i < blocks; ++i) {
    page << "```console\n$ procdemo multi-fork --schedule random:" << i << "\n...\n```\n\n";
  }
  return path;
}

// Many runs of one lesson, whose program does not sleep.
std::vector<Row> beside_loops(const Subject& subject) {
  constexpr int pairs = 11, blocks = 40;
  constexpr double goal = 3.0;
  const Command explore{{subject.procdemo, "explore", "multi-fork", "--lang", "en"},
                        Output::nowhere};
  const int orders = runs_of({explore.argv});
  const Command least{{subject.explorer, "world", std::to_string(orders), subject.multi_fork},
                      Output::nowhere};
  const Command check{{subject.procdemo, "check", write_page(subject, blocks), "--lang", "en"},
                      Output::nowhere};
  return {
      compared(fmt::format("explore : {} bare runs, processor time", orders), explore,
               subject.loop(orders), pairs, goal, processor_of),
      compared("a bare explorer : the same", least, subject.loop(orders), pairs, {}, processor_of),
      compared("explore : a bare explorer, the same", explore, least, pairs, {}, processor_of),
      compared(fmt::format("check, {} blocks : {} bare runs, the same", blocks, blocks), check,
               subject.loop(blocks), pairs, goal, processor_of),
  };
}

std::vector<Row> in_itself(const Subject& subject) {
  return {
      compared("watch, plain into a pipe : the program alone", subject.watch("plain", few),
               subject.bare(few), 11, {}),
      compared("watch of 10,000 forks : of 1,000", subject.watch("plain", many),
               subject.watch("plain", few), 5, 11.0),
      compared("watch of a program with debug information : without", subject.watch_with_lines(few),
               subject.watch("plain", few, Output::nowhere), 11, 1.6),
      compared("procdemo --version : /bin/true", {{subject.procdemo, "--version"}}, {{"/bin/true"}},
               101, 4.0),
  };
}

// The number of events, from the last line of a run's JSON Lines.
double events_of(const Cost& cost) {
  static const std::regex events(R"re("events":(\d+))re");
  const std::string last = cost.last_output.substr(cost.last_output.rfind("\n{") + 1);
  std::smatch found;
  if (!std::regex_search(last, found, events)) throw std::runtime_error("no end line:\n" + last);
  return std::stod(found[1]);
}

// How the largest process's memory grows from 1,000 forks to 10,000, by the event.
Row memory(const Subject& subject, const std::string& format) {
  const std::string what = "memory by the event, " + format + " (1,000, 10,000 forks)";
  std::cerr << "measuring: " << what << '\n';
  const double events =
      events_of(run(subject.watch("jsonl", many))) - events_of(run(subject.watch("jsonl", few)));
  std::vector<double> small, large;
  for (int i = 0; i < 3; ++i) {
    small.push_back(static_cast<double>(run(subject.watch(format, few)).peak));
    large.push_back(static_cast<double>(run(subject.watch(format, many)).peak));
  }
  const double growth = median(large) - median(small);
  return {what + fmt::format(": {:.0f} bytes", growth / events),
          fmt::format("{:.1f} MB", median(small) / 1e6),
          fmt::format("{:.1f} MB", median(large) / 1e6),
          {},
          {},
          ""};
}

std::string machine() {
  static const std::regex model(R"(model name\s*: ([^\n]+))");
  const std::string processors = procdemo::base::read_file("/proc/cpuinfo");
  std::smatch found;
  std::regex_search(processors, found, model);
  utsname kernel{};
  ::uname(&kernel);
  return fmt::format("{}, {} processors, Linux {}", found.empty() ? "?" : found[1].str(),
                     std::thread::hardware_concurrency(), kernel.release);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 6) {
    std::cerr << "usage: bench PROCDEMO FORKS TRACER EXPLORER MULTI-FORK\n";
    return 2;
  }
  const Folder folder;
  const Subject subject{argv[1], argv[2], argv[3], argv[4], argv[5], folder.path()};

  std::vector<Row> rows = beside_strace(subject);
  for (Row& row : beside_floor(subject)) rows.push_back(std::move(row));
  for (Row& row : beside_loops(subject)) rows.push_back(std::move(row));
  for (Row& row : in_itself(subject)) rows.push_back(std::move(row));
  for (const char* format : {"plain", "lanes", "jsonl"}) rows.push_back(memory(subject, format));

  std::cout << machine() << "; forks: " << few << "; medians of pairs, A B A B\n" << table(rows);
  return all_reached(rows) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "bench: " << error.what() << '\n';
  return 3;
}
