// Copies a folder and all that is in it, with a pool: one task for each file.
//
// How far is it? Each task puts a report into a queue when it is done, and the main process counts
// them. When as many have come as there are files, all is copied: nobody has to join the pool.

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <thread>

#include "copy.h"  // copies one file: Item, copy_item, unfinished, shown
#include "multiprocess/pool.h"
#include "multiprocess/queue.h"
#include "tree.h"  // lists a folder: Tree, copy_of, Sample

using multiprocess::AsyncResult, multiprocess::Callbacks, multiprocess::Empty;
using multiprocess::Pool, multiprocess::Queue;
using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

using Report = std::pair<std::size_t, std::string>;  // which file; what went wrong, if anything
Queue<Report> reports(1000);                         // older than the pool: each worker has it

// A task. It runs in a worker.
void copy_one(std::size_t number, const Item& file, Seconds pause) {
  Report report{number, ""};
  try {
    copy_item(file, number);
  } catch (const std::exception& error) {
    report.second = error.what();
  }
  std::this_thread::sleep_for(pause);  // time to look at it
  reports.put(report);
}

void copy_files(Tree& tree, int workers, Seconds pause) {
  const std::vector<Item>& files = tree.files;
  std::vector<bool> counted(files.size());
  std::size_t count = 0;
  const auto take = [&](const Report& report) {
    const auto& [number, trouble] = report;
    if (counted[number]) return;
    counted[number] = true;
    if (!trouble.empty()) tree.troubles.push_back(trouble);
    const std::size_t percent = 100 * ++count / files.size();
    if (percent == 100 * (count - 1) / files.size()) return;
    std::cout << "\rcopied: " << percent << " %" << std::flush;
  };

  Pool pool(workers);
  std::vector<AsyncResult<void>> results;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto died = [&, i](const std::exception& death) {
      ::unlink(unfinished(files[i], i).c_str());
      take({i, "cannot copy " + shown(files[i].from) + ": " + death.what()});
    };
    results.push_back(pool.apply_async(Callbacks([] {}, died), copy_one, i, files[i], pause));
  }

  while (count < files.size()) {
    try {
      take(reports.get(100ms));
    } catch (const Empty&) {  // has a worker died? When the pool is asked, it calls died()
      results[std::ranges::find(counted, false) - counted.begin()].ready();
    }
  }
  std::cout << '\n';
}  // the pool's workers end here; they have nothing to do any more

bool copy_folder(const std::string& from, const std::string& to, int workers, Seconds pause) {
  Tree tree(from, to);
  copy_files(tree, workers, pause);
  tree.finish();
  for (const std::string& what : tree.skipped) std::cerr << "skipped: " << what << '\n';
  for (const std::string& what : tree.troubles) std::cerr << "copy: " << what << '\n';
  std::cout << "files: " << tree.files.size() << ", troubles: " << tree.troubles.size() << '\n';
  return tree.troubles.empty();
}

int main(int argc, char** argv) try {
  std::string from = argc > 1 ? argv[1] : "";
  std::string to = argc > 2 ? argv[2] : "";
  const int workers = argc > 3 ? std::atoi(argv[3]) : 5;
  const Seconds pause(argc > 4 ? std::atof(argv[4]) : 0.1);
  const std::string place = argc > 5 ? argv[5] : "sample";

  if (from.empty() && ::isatty(STDIN_FILENO) != 0) {
    std::cout << "folder to copy: " << std::flush;
    std::getline(std::cin, from);
  }
  std::optional<Sample> sample;
  if (from.empty()) sample.emplace(from = place);
  if (to.empty()) to = copy_of(from);

  const bool well = copy_folder(from, to, workers, pause);
  if (sample) fs::remove_all(to);
  return well ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << "copy: " << error.what() << '\n';
  return 1;
}
