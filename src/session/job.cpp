#include "session/job.h"

#include <algorithm>

#include "base/text/base64.h"
#include "base/text/utf8.h"
#include "trace/json_text.h"
#include "trace/json_values.h"

namespace procdemo::session {
namespace {

constexpr std::string_view steps_line = R"({"type":"steps")";
constexpr std::string_view done_line = R"({"type":"done")";

void put(OrderedJson& json, const std::string& name, const std::string& text) {
  const bool plain = is_utf8(text);
  json[plain ? name : name + "_bytes"] = plain ? text : to_base64(text);
}

void put(OrderedJson& json, const std::string& name, std::vector<std::string> texts) {
  if (std::ranges::all_of(texts, [](const std::string& text) { return is_utf8(text); })) {
    json[name] = std::move(texts);
    return;
  }
  for (std::string& text : texts) text = to_base64(text);
  json[name + "_bytes"] = std::move(texts);
}

OrderedJson parsed(std::string_view line) {
  OrderedJson json = trace::json_from(line);
  if (json.is_discarded()) throw std::invalid_argument("JSON");
  return json;
}

/// The start of the last line.
std::size_t last_line(std::string_view lines) {
  if (lines.empty()) return 0;
  return lines.rfind('\n', lines.size() - 2) + 1;  // 0 for npos + 1
}

}  // namespace

std::string to_line(const WorkerRequest& request) {
  OrderedJson json = {{"do", "run"}};
  put(json, "words", request.words);
  put(json, "folder", request.folder);
  put(json, "before", request.before);
  if (request.plan) put(json, "plan", text_of(*request.plan));
  if (request.keep != Keep::all) json["keep"] = word_of(request.keep);
  if (request.fresh) json["fresh"] = true;
  if (request.explores) json["explores"] = true;
  return json_text(json) + "\n";
}

WorkerRequest request_from(std::string_view line) {
  const OrderedJson json = parsed(line);
  WorkerRequest request{.words = texts_at(json, "words", "words_bytes"),
                        .folder = text_at(json, "folder"),
                        .before = text_at(json, "before"),
                        .plan = {},
                        .fresh = json.contains("fresh"),
                        .explores = json.contains("explores")};
  if (json.contains("keep")) {
    const auto keep = keep_named(text_at(json, "keep"));
    if (!keep) throw std::invalid_argument("keep");
    request.keep = *keep;
  }
  if (!json.contains("plan") && !json.contains("plan_bytes")) return request;
  request.plan = read_plan(text_at(json, "plan"));
  if (!request.plan) throw std::invalid_argument("plan");
  return request;
}

std::string to_line(const WorkerWorld& world) {
  OrderedJson json = {{"type", "world"}, {"own", world.own}};
  put(json, "why", world.why);
  return json_text(json) + "\n";
}

WorkerWorld world_from(std::string_view line) {
  const OrderedJson json = parsed(line);
  const auto own = json.find("own");
  if (own == json.end() || !own->is_boolean()) throw std::invalid_argument("own");
  return {.own = own->get<bool>(), .why = text_at(json, "why")};
}

std::string to_lines(const WorkerAnswer& answer) {
  std::string lines = answer.trace;
  if (answer.steps) {
    OrderedJson json = {{"type", "steps"}};
    put(json, "text", text_of(*answer.steps));
    lines += json_text(json) + "\n";
  }
  OrderedJson json = {{"type", "done"}, {"status", answer.status}};
  put(json, "printed", answer.printed);
  if (answer.ends) json["ends"] = true;
  return lines + json_text(json) + "\n";
}

bool is_whole_answer(std::string_view lines) {
  return lines.ends_with('\n') && lines.substr(last_line(lines)).starts_with(done_line);
}

WorkerAnswer answer_from(std::string lines) {
  if (!is_whole_answer(lines)) throw std::invalid_argument("done");
  WorkerAnswer answer;
  const OrderedJson done = parsed(std::string_view(lines).substr(last_line(lines)));
  answer.status = number_at<int>(done, "status");
  answer.printed = text_at(done, "printed");
  answer.ends = done.value("ends", false);
  lines.resize(last_line(lines));
  const std::size_t steps = last_line(lines);
  if (std::string_view(lines).substr(steps).starts_with(steps_line)) {
    answer.steps = read_step_log(text_at(parsed(std::string_view(lines).substr(steps)), "text"));
    lines.resize(steps);
  }
  answer.trace = std::move(lines);
  return answer;
}

}  // namespace procdemo::session
