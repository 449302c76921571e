#include "session/stepping/protocol.h"

#include <algorithm>
#include <utility>

#include "base/text/shown.h"
#include "base/text/utf8.h"
#include "session/stepping/request_json.h"
#include "trace/json.h"
#include "trace/json_text.h"
#include "trace/json_values.h"

namespace procdemo::session {
namespace {

using Json = OrderedJson;

std::string line_of(const Json& json) {
  return json_text(json) + "\n";
}

// --- messages ---

void put_place(Json& json, const std::optional<SourcePlace>& place) {
  if (!place) return;
  put_either(json, "file", place->file);
  json["line"] = place->line;
}

std::optional<SourcePlace> place_in(const Json& json) {
  if (!json.contains("line")) return std::nullopt;
  return SourcePlace{text_at(json, "file"), number_at<int>(json, "line")};
}

Json json_of(const Ready& ready) {
  Json json;
  put_either(json, "process", ready.name);
  json["call"] = ready.call;
  json["intention"] = to_json(ready.does);
  if (ready.input) json["input"] = true;
  put_place(json, ready.place);
  return json;
}

Ready ready_from(const Json& json) {
  return {.name = text_at(json, "process"),
          .call = text_at(json, "call"),
          .does = intention_from(member(json, "intention")),
          .place = place_in(json),
          .input = json.contains("input") && flag_in(member(json, "input"), "input")};
}

Json json_of(const Blocked& blocked) {
  Json json;
  put_either(json, "process", blocked.name);
  json["call"] = blocked.call;
  put_either(json, "on", blocked.on);
  put_either(json, "held_by", blocked.held_by);
  if (!blocked.needs.empty()) json["needs"] = blocked.needs;
  if (blocked.holds) json["holds"] = true;
  if (blocked.until) json["until"] = *blocked.until;
  put_place(json, blocked.place);
  return json;
}

Blocked blocked_from(const Json& json) {
  Blocked blocked{.name = text_at(json, "process"),
                  .call = text_at(json, "call"),
                  .on = text_at(json, "on"),
                  .held_by = text_at(json, "held_by"),
                  .needs = json.contains("needs") ? text_at(json, "needs") : "",
                  .holds = json.contains("holds") && flag_in(member(json, "holds"), "holds"),
                  .until = {},
                  .place = place_in(json)};
  if (json.contains("until")) blocked.until = number_at<double>(json, "until");
  return blocked;
}

Json json_of(const StackFrame& frame) {
  Json json;
  put_either(json, "function", frame.function);
  put_place(json, frame.place);
  return json;
}

StackFrame frame_from(const Json& json) {
  return {text_at(json, "function"), {text_at(json, "file"), number_at<int>(json, "line")}};
}

template <class Part>
Json list_of(const std::vector<Part>& parts) {
  Json list = Json::array();
  for (const Part& part : parts) list.push_back(json_of(part));
  return list;
}

Json requests_of(const std::vector<ReaderRequest>& requests) {
  Json list = Json::array();
  for (const ReaderRequest& request : requests) list.push_back(session::json_of(request));
  return list;
}

std::vector<ReaderRequest> requests_in(const Json& json) {
  std::vector<ReaderRequest> requests;
  for (const Json& one : json) requests.push_back(request_in(one));
  return requests;
}

message::Ask ask_from(const Json& json) {
  message::Ask ask{.step = number_at<int>(json, "step"),
                   .time = number_at<double>(json, "time"),
                   .next = text_at(json, "next")};
  for (const Json& one : member(json, "ready")) {
    ask.ready.push_back(ready_from(one));
    if (one.contains("does") || one.contains("does_bytes"))
      ask.does.push_back(text_at(one, "does"));
  }
  for (const Json& one : member(json, "waiting")) ask.waiting.push_back(blocked_from(one));
  if (json.contains("again")) ask.again = requests_in(member(json, "again"));
  return ask;
}

message::Discarded discarded_from(const Json& json) {
  return {texts_in(member(json, "files"), "files"), number_at<std::uint64_t>(json, "more")};
}

message::Why why_message_from(const Json& json) {
  message::Why why;
  if (json.contains("seq")) why.seq = number_at<std::uint64_t>(json, "seq");
  why.evidence.process = text_at(json, "process");
  why.evidence.call = text_at(json, "call");
  for (const Json& one : member(json, "stack")) why.evidence.stack.push_back(frame_from(one));
  why.evidence.kernel = texts_in(member(json, "kernel"), "kernel");
  return why;
}

}  // namespace

std::string to_line(const ReaderRequest& request) {
  return line_of(json_of(request));
}

std::string header_line(const Run& run) {
  Json json = {{"type", "run"}, {"protocol", 1}};
  json.update(trace::json_from(trace::to_line(run)));
  return line_of(json);
}

std::string to_line(const message::Ask& ask) {
  Json json = {{"type", "ask"}, {"step", ask.step}, {"time", ask.time}};
  put_either(json, "next", ask.next);
  json["ready"] = list_of(ask.ready);
  for (std::size_t i = 0; i < std::min(ask.does.size(), ask.ready.size()); ++i) {
    put_either(json["ready"][i], "does", ask.does[i]);
  }
  json["waiting"] = list_of(ask.waiting);
  if (!ask.again.empty()) json["again"] = requests_of(ask.again);
  return line_of(json);
}

std::string to_line(const message::Running&) {
  return line_of({{"type", "running"}});
}

std::string to_line(const message::Back& back) {
  Json json = {{"type", "back"}, {"step", back.step}, {"events", back.events}};
  if (!back.changed.empty()) put_either(json, "changed", back.changed);
  return line_of(json);
}

std::string to_line(const message::Why& why) {
  Json json = {{"type", "why"}};
  if (why.seq > 0) json["seq"] = why.seq;
  put_either(json, "process", why.evidence.process);
  put_either(json, "call", why.evidence.call);
  json["stack"] = list_of(why.evidence.stack);
  json["kernel"] = Json::array();
  for (const std::string& line : why.evidence.kernel) {
    json["kernel"].push_back(is_utf8(line) ? line : shown(line));
  }
  return line_of(json);
}

std::string to_line(const message::Again& again) {
  return line_of({{"type", "again"}, {"requests", requests_of(again.requests)}});
}

std::string to_line(const message::Discarded& discarded) {
  Json json = {{"type", "discarded"}, {"files", Json::array()}, {"more", discarded.more}};
  for (const std::string& file : discarded.files) {
    json["files"].push_back(is_utf8(file) ? file : shown(file));
  }
  return line_of(json);
}

std::string to_line(const message::Error& error) {
  Json json = {{"type", "error"}, {"status", error.status}};
  put_either(json, "problem", error.problem);
  if (error.over) json["over"] = true;
  return line_of(json);
}

ReaderRequest reader_request_from(std::string_view line) {
  return request_in(parse_object(line));
}

Message message_from(std::string_view line) {
  if (line.starts_with(R"({"type":"event")")) return event_from_line(line);  // most are
  const Json json = parse_object(line);
  const std::string type = text_at(json, "type");
  if (type == "ask") return ask_from(json);
  if (type == "running") return message::Running{};
  if (type == "back") {
    return message::Back{number_at<int>(json, "step"), number_at<std::uint64_t>(json, "events"),
                         json.contains("changed") ? text_at(json, "changed") : ""};
  }
  if (type == "why") return why_message_from(json);
  if (type == "again") return message::Again{requests_in(member(json, "requests"))};
  if (type == "discarded") return discarded_from(json);
  if (type == "error") {
    return message::Error{number_at<int>(json, "status"), text_at(json, "problem"),
                          json.contains("over") && flag_in(member(json, "over"), "over")};
  }
  return std::visit([](auto&& part) -> Message { return std::move(part); }, trace_line(line));
}

}  // namespace procdemo::session
