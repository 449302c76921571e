// Measures a session that goes step by step: from a request to the next question, which is what a
// reader waits for between a key and what it shows.
//
// session_bench PROCDEMO CROWD FORKS: paths of procdemo and of the programs to step through
// (crowd.cpp, forks.cpp). Ends with 1 when a goal was missed.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include "bench/table.h"
#include "faces/json_client.h"
#include "session/stepping/twin.h"

using namespace procdemo::bench;
using namespace procdemo::session;
using procdemo::faces::test::JsonClient;

namespace {

using Clock = std::chrono::steady_clock;

/// In milliseconds.
double time_of(JsonClient& client, const ReaderRequest& request) {
  const auto start = Clock::now();
  client.ask(request);
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> times) {
  std::ranges::sort(times);
  return times[times.size() / 2];
}

Row row(const std::string& what, double took, double most) {
  return {what, fmt::format("{:.1f} ms", took), fmt::format("{:.0f} ms", most), took / most, 1.0,
          ""};
}

JsonClient watch(const std::string& procdemo, const std::string& program, int number) {
  return JsonClient({procdemo, "watch", "--step", "json", "--", program, std::to_string(number)});
}

// Each of the processes in turn, as round-robin has it.
void measure_steps(const std::string& procdemo, const std::string& crowd, int processes,
                   std::vector<Row>& rows) {
  constexpr double most = 50;
  JsonClient client = watch(procdemo, crowd, processes);
  client.hear();
  std::vector<double> times;
  while (!client.end) times.push_back(time_of(client, request::Go{}));
  const std::string what = fmt::format("a step of {} processes, key to shown", processes);
  rows.push_back(row(what + ", median", median(times), most));
  rows.push_back(row("the same, the longest", *std::ranges::max_element(times), most));
  client.quit();
}

// Back, and the same way again, some times. In a long run a spare one is on its way meanwhile
// (session/stepping/twin.h): its reader thinks.
double time_back(JsonClient& client, int steps) {
  constexpr int times = 7;
  const int here = client.asked.step;
  const std::chrono::milliseconds thinks(spare_step(here) > 0 ? here : 0);
  std::vector<double> all;
  for (int i = 0; i < times; ++i) {
    std::this_thread::sleep_for(thinks);
    all.push_back(time_of(client, request::Back{steps}));
    client.ask(request::Continue{.step = here});
  }
  return median(all);
}

void measure_back(const std::string& procdemo, const std::string& forks, int number, int step,
                  std::vector<Row>& rows) {
  constexpr double most = 100;
  JsonClient client = watch(procdemo, forks, number);
  client.hear();
  client.ask(request::Continue{.step = step});
  for (const int steps : {1, 30, 300}) {
    if (steps >= step) continue;
    const std::string what = fmt::format("back over {} of {} steps", steps, step);
    rows.push_back(row(what, time_back(client, steps), most));
  }
  client.quit();
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) return 2;
  std::vector<Row> rows;
  for (const int processes : {2, 5, 20}) measure_steps(argv[1], argv[2], processes, rows);
  measure_back(argv[1], argv[3], 100, 30, rows);
  measure_back(argv[1], argv[3], 100, 150, rows);
  measure_back(argv[1], argv[3], 300, 900, rows);
  measure_back(argv[1], argv[3], 1'000, 3'000, rows);
  std::cout << table(rows);
  return all_reached(rows) ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
