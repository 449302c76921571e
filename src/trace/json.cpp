#include "trace/json.h"

#include <algorithm>

#include "base/text/base64.h"
#include "base/text/utf8.h"
#include "trace/json_fields.h"
#include "trace/json_text.h"

namespace procdemo::trace {

namespace {

using Json = OrderedJson;

// Text of the outside world may be any bytes: what is not UTF-8 stands under the name `encoded`.
void put_text(Json& json, const std::string& name, const std::string& encoded,
              const std::string& text) {
  if (is_utf8(text)) {
    json[name] = text;
  } else {
    json[encoded] = to_base64(text);
  }
}

void put_texts(Json& json, const std::string& name, const std::string& encoded,
               const std::vector<std::string>& texts) {
  if (std::ranges::all_of(texts, is_utf8)) {
    json[name] = texts;
    return;
  }
  Json array = Json::array();
  for (const std::string& text : texts) array.push_back(to_base64(text));
  json[encoded] = std::move(array);
}

Json pid_json(const Number& pid) {
  if (pid.is_named()) return pid.name();
  return static_cast<std::int64_t>(pid);
}

template <class Kind>
void put(Json& json, std::string_view name, const std::string& text) {
  put_text(json, std::string(name), bytes_name<Kind>(name), text);
}

template <class Kind>
void put(Json& json, std::string_view name, const std::vector<std::string>& texts) {
  put_texts(json, std::string(name), bytes_name<Kind>(name), texts);
}

template <class Kind>
void put(Json& json, std::string_view name, const Number& pid) {
  json[std::string(name)] = pid_json(pid);
}

template <class Kind, class Number>
void put(Json& json, std::string_view name, const Number& number) {
  json[std::string(name)] = number;
}

template <class Kind, class Value>
void put(Json& json, std::string_view name, const std::optional<Value>& value) {
  if (value) put<Kind>(json, name, *value);
}

// --- the header's and the end's parts ---

void put_text(Json& json, const std::string& name, const std::string& text) {
  put_text(json, name, name + "_bytes", text);
}

Json wording(const Wording& words) {
  Json json;
  put_text(json, "en", words.en);
  put_text(json, "zh", words.zh);
  return json;
}

// What nobody holds the run to is no limit of it, and what is usual on a machine is not the run's.
Json limits_json(const Run& run) {
  Json json = Json::object();
  for (const LimitKind& kind : limit_kinds) {
    const auto value = kind.given(run.limits);
    if (!value || std::ranges::count(run.loose, kind.name)) continue;
    json[std::string(kind.name)] = kind.unit == LimitKind::Unit::seconds
                                       ? Json(*value)
                                       : Json(static_cast<std::int64_t>(*value));
  }
  return json;
}

Json source_json(const Source& source) {
  Json json;
  put_text(json, "file", source.file);
  json["first_line"] = source.first_line;
  put_text(json, "text", source.text);
  return json;
}

Json claims_json(const std::vector<ClaimWords>& claims) {
  Json json = Json::array();
  for (const ClaimWords& claim : claims) {
    json.push_back({{"id", claim.id}, {"words", wording(claim.words)}});
  }
  return json;
}

Json verdict_json(const Verdict& verdict) {
  Json json = {{"id", verdict.id}, {"holds", nullptr}};
  if (verdict.holds) json["holds"] = *verdict.holds;
  Json& why = json["why"];
  put_text(why, "key", verdict.why.key);
  put_texts(why, "args", "args_bytes", verdict.why.args);
  if (verdict.why.evidence != Wording{}) why["evidence"] = wording(verdict.why.evidence);
  return json;
}

template <class Kind>
void put_fields(Json& json, const Kind& data) {
  for_each_field<Kind>([&](const auto& field) { put<Kind>(json, field.name, data.*field.member); });
}

}  // namespace

Json to_json(const Event& event) {
  Json json = {{"type", "event"}, {"seq", event.seq}, {"time", event.time}};
  put_text(json, "process", event.process);
  json["pid"] = pid_json(event.pid);
  if (event.place) {
    put_text(json, "file", event.place->file);
    json["line"] = event.place->line;
  }
  json["event"] = event.kind();
  std::visit([&](const auto& data) { put_fields(json, data); }, event.what);
  return json;
}

Json to_json(const Intention& intention) {
  Json json;
  std::visit(
      [&]<class Kind>(const Kind& data) {
        json["kind"] = Kind::kind;
        put_fields(json, data);
      },
      intention);
  return json;
}

std::string to_line(const Event& event) {
  return json_text(to_json(event));
}

std::string to_line(const Run& run) {
  Json json = {{"type", "run"}, {"version", 1}};
  put_text(json, "lesson", run.lesson);
  put<event::Start>(json, "command", run.command);
  json["schedule"] = run.schedule;
  json["speed"] = run.speed;
  json["terminal"] = run.terminal;
  json["limits"] = limits_json(run);
  json["guards"] = run.guards;
  if (!run.loose.empty()) json["loose"] = run.loose;
  json["view"] = run.view;
  json["title"] = wording(run.title);
  json["look"] = wording(run.look);
  json["next"] = wording(run.next);
  json["source"] = source_json(run.source);
  json["claims"] = claims_json(run.claims);
  return json_text(json);
}

std::string to_line(const End& end) {
  Json claims = Json::array();
  for (const Verdict& verdict : end.claims) claims.push_back(verdict_json(verdict));
  Json json = {{"type", "end"},
               {"processes", end.processes},
               {"events", end.events},
               {"survivors", end.survivors},
               {"status", end.status}};
  if (end.wall) json["wall"] = *end.wall;
  if (end.time) json["time"] = *end.time;
  json["token"] = end.token;
  json["claims"] = std::move(claims);
  return json_text(json);
}

}  // namespace procdemo::trace
