#include "session/stepping/request_json.h"

#include <algorithm>
#include <variant>

#include "base/text/base64.h"
#include "base/text/utf8.h"
#include "trace/json.h"
#include "trace/json_text.h"
#include "trace/task_name.h"

namespace procdemo::session {
namespace {

using Json = OrderedJson;

Json json_of(const request::Go& go) {
  Json json = {{"do", "go"}};
  if (!go.process.empty()) put_either(json, "process", go.process);
  return json;
}

Json json_of(const request::Back& back) {
  return {{"do", "back"}, {"steps", back.steps}};
}

Json json_of(const request::Continue& until) {
  Json json = {{"do", "continue"}};
  if (until.line > 0) json["until"] = until.line;
  if (!until.event.empty()) json["until"] = until.event;
  if (!until.process.empty()) json["until"] = until.process;
  if (until.step > 0) json["step"] = until.step;
  return json;
}

Json json_of(const request::Input& input) {
  Json json = {{"do", "input"}};
  put_either(json, "text", input.text);
  return json;
}

Json json_of(const request::Signal& sent) {
  Json json = {{"do", "signal"}};
  put_either(json, "signal", sent.signal);
  if (!sent.process.empty()) put_either(json, "process", sent.process);
  return json;
}

Json json_of(const request::Stop&) {
  return {{"do", "stop"}};
}

Json json_of(const request::Why& why) {
  Json json = {{"do", "why"}};
  if (why.seq > 0) json["seq"] = why.seq;
  if (!why.process.empty()) put_either(json, "process", why.process);
  return json;
}

Json json_of(const request::Quit&) {
  return {{"do", "quit"}};
}

Name process_in(const Json& json) {
  const bool named = json.contains("process") || json.contains("process_bytes");
  return named ? text_at(json, "process") : "";
}

/// A number of steps, or of a line: from 1.
int positive_in(const Json& json, const std::string& field) {
  const int number = number_in<int>(json, field);
  if (number < 1) refuse(field);
  return number;
}

request::Continue continue_from(const Json& json) {
  if (json.contains("step")) return {.step = positive_in(member(json, "step"), "step")};
  const auto until = json.find("until");
  if (until == json.end()) return {};
  if (until->is_number()) return {.line = positive_in(*until, "until")};
  const std::string& text = text_in(*until, "until");
  if (is_task_name(text)) return {.process = text};
  const auto& kinds = event_kinds();
  if (std::ranges::count(kinds, text) == 0) refuse("until");
  return {.event = text};
}

request::Back back_from(const Json& json) {
  if (!json.contains("steps")) return {};
  return {positive_in(member(json, "steps"), "steps")};
}

request::Why why_from(const Json& json) {
  if (json.contains("seq")) {
    const auto seq = number_at<std::uint64_t>(json, "seq");
    if (seq == 0) refuse("seq");
    return {.seq = seq};
  }
  const std::string process = text_at(json, "process");
  if (process.empty()) refuse("process");
  return {.process = process};
}

}  // namespace

void put_either(OrderedJson& json, const std::string& name, const std::string& text) {
  const bool plain = is_utf8(text);
  json[plain ? name : name + "_bytes"] = plain ? text : to_base64(text);
}

OrderedJson parse_object(std::string_view line) {
  OrderedJson json = trace::json_from(line);
  if (!json.is_object()) refuse("JSON");
  return json;
}

OrderedJson json_of(const ReaderRequest& request) {
  return std::visit([](const auto& one) { return json_of(one); }, request);
}

ReaderRequest request_in(const OrderedJson& json) {
  const std::string what = text_at(json, "do");
  if (what == "go") return request::Go{process_in(json)};
  if (what == "back") return back_from(json);
  if (what == "continue") return continue_from(json);
  if (what == "input") return request::Input{text_at(json, "text")};
  if (what == "signal") return request::Signal{text_at(json, "signal"), process_in(json)};
  if (what == "stop") return request::Stop{};
  if (what == "why") return why_from(json);
  if (what == "quit") return request::Quit{};
  refuse("do");
}

}  // namespace procdemo::session
