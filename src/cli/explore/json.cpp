#include <nlohmann/json.hpp>
#include <utility>

#include "cli/explore/view.h"
#include "trace/json.h"
#include "trace/json_text.h"

namespace procdemo::cli {
namespace {

nlohmann::ordered_json json_of(const Fault& fault) {
  nlohmann::ordered_json json = to_json(fault.finding);
  for (const char* key : {"type", "seq", "time", "pid", "event", "events"}) json.erase(key);
  json["runs"] = fault.runs;
  json["token"] = fault.example.token;
  return json;
}

nlohmann::ordered_json part_of(const Outcomes& found, Outcomes::Part part) {
  const bool sample = part == Outcomes::Part::sample;
  return {{"runs", sample ? found.sampled() : found.runs() - found.sampled()},
          {"outputs", found.outputs_of(part)}};
}

}  // namespace

std::string json_of(const Exploration& exploration) {
  using nlohmann::ordered_json;
  const Outcomes& found = exploration.outcomes;
  ordered_json all = {{"orders", found.orders()},
                      {"runs", found.runs()},
                      {"complete", exploration.incomplete.empty()},
                      {"sample", part_of(found, Outcomes::Part::sample)},
                      {"search", part_of(found, Outcomes::Part::search)},
                      {"outputs", ordered_json::array()},
                      {"claims", ordered_json::array()},
                      {"deadlocks", ordered_json::array()},
                      {"findings", ordered_json::array()}};
  if (!exploration.shared.empty()) all["shared_world"] = exploration.shared;
  for (const Found* output : by_orders(found)) {
    const Outcomes::Output& facts = output->second;
    ordered_json one = {
        {"text", output->first}, {"orders", facts.orders.size()}, {"token", facts.example.token}};
    if (found.live_runs() > 0) one["live"] = facts.live;
    all["outputs"].push_back(std::move(one));
  }
  for (const auto& [id, claim] : found.claims()) {
    ordered_json one = {{"id", id}, {"holds", nullptr}};
    if (claim.held + claim.broken > 0) one["holds"] = claim.broken == 0;
    if (claim.broken > 0) one["token"] = claim.example.token;
    if (claim.broken == 0 && claim.held > 0 && exploration.failures.contains(id)) {
      one["token"] = claim.held_by.token;
    }
    if (claim.broken > 0 && !exploration.is_broken(id, claim)) one["by_sleep"] = true;
    all["claims"].push_back(std::move(one));
  }
  if (found.deadlock()) all["deadlocks"].push_back({{"token", found.deadlock()->token}});
  for (const auto* fault : faults_in_order(found)) all["findings"].push_back(json_of(*fault));
  return json_text(all) + "\n";
}

}  // namespace procdemo::cli
