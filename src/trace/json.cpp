#include "trace/json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "trace/base64.h"
#include "trace/utf8.h"

namespace procdemo {

namespace {

using Json = nlohmann::ordered_json;
using event::Any;

template <class Kind, class Visit>
void for_each_field(Visit visit) {
  std::apply([&](const auto&... field) { (visit(field), ...); }, Kind::fields());
}

// The name under which a field stands when it is not valid UTF-8; none for a field that always is.
template <class Kind>
std::string bytes_name(std::string_view field) {
  if (field == "path" && std::is_same_v<Kind, event::Exec>) return "path_bytes";
  const bool raw = field == "text" || field == "path" || field == "argv" || field == "command";
  return raw ? "bytes" : "";
}

// --- writing ---

template <class Kind>
void put(Json& json, std::string_view name, const std::string& text) {
  const std::string encoded = is_utf8(text) ? "" : bytes_name<Kind>(name);
  if (encoded.empty()) {
    json[std::string(name)] = text;
  } else {
    json[encoded] = to_base64(text);
  }
}

template <class Kind>
void put(Json& json, std::string_view name, const std::vector<std::string>& texts) {
  if (std::ranges::all_of(texts, is_utf8) || bytes_name<Kind>(name).empty()) {
    json[std::string(name)] = texts;
    return;
  }
  Json encoded = Json::array();
  for (const std::string& text : texts) encoded.push_back(to_base64(text));
  json[bytes_name<Kind>(name)] = std::move(encoded);
}

template <class Kind, class Number>
void put(Json& json, std::string_view name, const Number& number) {
  json[std::string(name)] = number;
}

template <class Kind, class Value>
void put(Json& json, std::string_view name, const std::optional<Value>& value) {
  if (value) put<Kind>(json, name, *value);
}

// --- reading ---

template <class Kind>
void get(const Json& json, std::string_view name, std::string& text) {
  const std::string key = bytes_name<Kind>(name);
  text = !key.empty() && json.contains(key)
             ? from_base64(json.at(key).template get<std::string>())
             : json.at(std::string(name)).template get<std::string>();
}

template <class Kind>
void get(const Json& json, std::string_view name, std::vector<std::string>& texts) {
  const std::string key = bytes_name<Kind>(name);
  const bool encoded = !json.contains(std::string(name)) && json.contains(key);
  texts = json.at(encoded ? key : std::string(name)).template get<std::vector<std::string>>();
  if (encoded) {
    for (std::string& text : texts) text = from_base64(text);
  }
}

template <class Kind, class Number>
void get(const Json& json, std::string_view name, Number& number) {
  number = json.at(std::string(name)).template get<Number>();
}

template <class Kind, class Value>
void get(const Json& json, std::string_view name, std::optional<Value>& value) {
  if (!json.contains(std::string(name))) return;
  value.emplace();
  get<Kind>(json, name, *value);
}

template <class Kind>
Any read_kind(const Json& json) {
  Kind data;
  for_each_field<Kind>([&](const auto& field) { get<Kind>(json, field.name, data.*field.member); });
  return data;
}

// --- the table of kinds, made from the variant ---

struct KindEntry {
  std::string_view name;
  Any (*read)(const Json&);
  std::vector<std::string> (*fields)();
};

template <class Kind>
std::vector<std::string> names_of_fields() {
  std::vector<std::string> names;
  for_each_field<Kind>([&](const auto& field) { names.emplace_back(field.name); });
  return names;
}

template <class... Kinds>
constexpr auto table_of(std::variant<Kinds...>*) {
  return std::array{KindEntry{Kinds::kind, read_kind<Kinds>, names_of_fields<Kinds>}...};
}

constexpr auto kinds = table_of(static_cast<Any*>(nullptr));

const KindEntry* find_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &KindEntry::name);
  return found == kinds.end() ? nullptr : &*found;
}

// --- the header's and the end's parts ---

Json wording(const Wording& words) {
  return {{"en", words.en}, {"zh", words.zh}};
}

Wording wording_from(const Json& json) {
  return {json.at("en").get<std::string>(), json.at("zh").get<std::string>()};
}

Json limits_json(const Limits& limits) {
  return {{"processes", limits.processes},
          {"forks", limits.forks},
          {"seconds", limits.seconds},
          {"output", limits.output}};
}

Limits limits_from(const Json& json) {
  return {json.at("processes").get<std::int64_t>(), json.at("forks").get<std::int64_t>(),
          json.at("seconds").get<double>(), json.at("output").get<std::int64_t>()};
}

Json verdict_json(const Verdict& verdict) {
  Json json = {{"id", verdict.id}, {"holds", nullptr}};
  if (verdict.holds) json["holds"] = *verdict.holds;
  json["why"] = {{"key", verdict.why.key}, {"args", verdict.why.args}};
  if (verdict.why.evidence != Wording{}) json["why"]["evidence"] = wording(verdict.why.evidence);
  return json;
}

Verdict verdict_from(const Json& json) {
  Verdict verdict;
  verdict.id = json.at("id").get<std::string>();
  if (!json.at("holds").is_null()) verdict.holds = json.at("holds").get<bool>();
  const Json& why = json.at("why");
  verdict.why.key = why.at("key").get<std::string>();
  verdict.why.args = why.at("args").get<std::vector<std::string>>();
  if (why.contains("evidence")) verdict.why.evidence = wording_from(why.at("evidence"));
  return verdict;
}

// A line of the given type; every failure of the JSON library becomes one kind of error.
template <class Read>
auto parse_line(std::string_view line, std::string_view type, Read read) {
  try {
    const Json json = Json::parse(line);
    if (json.at("type") != type) throw std::invalid_argument("not of type " + std::string(type));
    return read(json);
  } catch (const nlohmann::json::exception& error) {
    throw std::invalid_argument(error.what());
  }
}

// Text of the outside world inside header or end (a command line) may be any bytes: replace, don't
// throw.
std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

Json to_json(const Event& event) {
  Json json = {{"type", "event"},          {"seq", event.seq}, {"time", event.time},
               {"process", event.process}, {"pid", event.pid}, {"event", event.kind()}};
  std::visit(
      [&]<class Kind>(const Kind& data) {
        for_each_field<Kind>(
            [&](const auto& field) { put<Kind>(json, field.name, data.*field.member); });
      },
      event.what);
  return json;
}

std::string to_line(const Event& event) {
  return dump(to_json(event));
}

std::string to_line(const Run& run) {
  Json claims = Json::array();
  for (const ClaimWords& claim : run.claims) {
    claims.push_back({{"id", claim.id}, {"words", wording(claim.words)}});
  }
  Json json = {{"type", "run"}, {"version", 1}, {"lesson", run.lesson}};
  put<event::Start>(json, "command", run.command);
  json["schedule"] = run.schedule;
  json["speed"] = run.speed;
  json["terminal"] = run.terminal;
  json["limits"] = limits_json(run.limits);
  json["guards"] = run.guards;
  json["view"] = run.view;
  json["title"] = wording(run.title);
  json["look"] = wording(run.look);
  json["next"] = wording(run.next);
  json["source"] = {
      {"file", run.source.file}, {"first_line", run.source.first_line}, {"text", run.source.text}};
  json["claims"] = std::move(claims);
  return dump(json);
}

std::string to_line(const End& end) {
  Json claims = Json::array();
  for (const Verdict& verdict : end.claims) claims.push_back(verdict_json(verdict));
  return dump({{"type", "end"},
               {"processes", end.processes},
               {"events", end.events},
               {"survivors", end.survivors},
               {"status", end.status},
               {"wall", end.wall},
               {"token", end.token},
               {"claims", std::move(claims)}});
}

Run run_from_line(std::string_view line) {
  return parse_line(line, "run", [](const Json& json) {
    if (json.at("version") != 1) throw std::invalid_argument("a version other than 1");
    Run run;
    run.lesson = json.at("lesson").get<std::string>();
    get<event::Start>(json, "command", run.command);
    run.schedule = json.at("schedule").get<std::string>();
    run.speed = json.at("speed").get<double>();
    run.terminal = json.at("terminal").get<bool>();
    run.limits = limits_from(json.at("limits"));
    run.guards = json.at("guards").get<std::vector<std::string>>();
    run.view = json.at("view").get<std::string>();
    run.title = wording_from(json.at("title"));
    run.look = wording_from(json.at("look"));
    run.next = wording_from(json.at("next"));
    const Json& source = json.at("source");
    run.source = {source.at("file").get<std::string>(), source.at("first_line").get<int>(),
                  source.at("text").get<std::string>()};
    for (const Json& claim : json.at("claims")) {
      run.claims.push_back({claim.at("id").get<std::string>(), wording_from(claim.at("words"))});
    }
    return run;
  });
}

Event event_from_line(std::string_view line) {
  return parse_line(line, "event", [](const Json& json) {
    const KindEntry* kind = find_kind(json.at("event").get<std::string>());
    if (!kind) throw std::invalid_argument("an unknown kind of event");
    return Event{json.at("seq").get<std::uint64_t>(), json.at("time").get<double>(),
                 json.at("process").get<std::string>(), json.at("pid").get<pid_t>(),
                 kind->read(json)};
  });
}

End end_from_line(std::string_view line) {
  return parse_line(line, "end", [](const Json& json) {
    End end;
    end.processes = json.at("processes").get<std::int64_t>();
    end.events = json.at("events").get<std::int64_t>();
    end.survivors = json.at("survivors").get<std::int64_t>();
    end.status = json.at("status").get<int>();
    end.wall = json.at("wall").get<double>();
    end.token = json.at("token").get<std::string>();
    for (const Json& claim : json.at("claims")) end.claims.push_back(verdict_from(claim));
    return end;
  });
}

const std::vector<std::string>& event_kinds() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const KindEntry& kind : kinds) all.emplace_back(kind.name);
    return all;
  }();
  return names;
}

std::vector<std::string> fields_of(std::string_view kind) {
  const KindEntry* found = find_kind(kind);
  return found ? found->fields() : std::vector<std::string>{};
}

}  // namespace procdemo
