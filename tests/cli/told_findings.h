// The findings of a run, and of an exploration, as the whole command tells them.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"
#include "own_folder.h"
#include "trace/json.h"

namespace procdemo::cli::test {

using Words = std::vector<std::string>;

/// Whoever runs the tests may have asked Python for no buffers.
inline const std::map<std::string, std::string> buffered = {{"PYTHONUNBUFFERED", ""}};

/// "lost-update P.1", each.
inline Words findings_told(const Words& how, const Words& command) {
  const OwnFolder folder;
  Words all = {"watch", "--format", "jsonl"};
  all.insert(all.end(), how.begin(), how.end());
  all.emplace_back("--");
  all.insert(all.end(), command.begin(), command.end());
  const Result run = procdemo(all, {.environment = buffered, .folder = folder.path()});
  INFO(run.err);
  REQUIRE(run.out.find("\"event\":\"summary\"") != std::string::npos);
  Words found;
  for (const std::string& line : lines_of(run.out)) {
    const auto any = trace_line(line);
    const auto* event = std::get_if<Event>(&any);
    const auto* finding = event ? event->as<event::Finding>() : nullptr;
    if (finding) found.push_back(finding->id + " " + event->process);
  }
  return found;
}

/// Their ids, in the order of the table.
inline Words findings_explored(const Words& command) {
  const OwnFolder folder;
  Words all = {"explore", "--limit", "30", "--format", "json", "--"};
  all.insert(all.end(), command.begin(), command.end());
  const Result run = procdemo(all, {.folder = folder.path()});
  INFO(run.err);
  const auto json = nlohmann::json::parse(run.out);
  Words ids;
  for (const auto& finding : json.at("findings")) ids.push_back(finding.at("id"));
  return ids;
}

// What hangs is told of after a second, and ended by the limit.
inline const Words in_parallel = {"--timeout", "4"};
inline const Words in_turn = {"--schedule", "round-robin"};

}  // namespace procdemo::cli::test
