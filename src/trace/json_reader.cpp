// The lines of a trace, read. They may come from anywhere: nothing is taken on trust.
#include <algorithm>
#include <array>

#include "trace/json.h"
#include "trace/json_fields.h"
#include "trace/json_text.h"
#include "trace/json_values.h"

namespace procdemo::trace {

namespace {

using Json = OrderedJson;
using event::Any;

// --- an event's own fields ---

template <class Kind>
void get(const Json& json, std::string_view name, std::string& text) {
  text = text_at(json, std::string(name), bytes_name<Kind>(name));
}

template <class Kind>
void get(const Json& json, std::string_view name, std::vector<std::string>& texts) {
  texts = texts_at(json, std::string(name), bytes_name<Kind>(name));
}

template <class Kind>
void get(const Json& json, std::string_view name, std::vector<std::uint64_t>& numbers) {
  for (const Json& element : list_at(json, name)) {
    numbers.push_back(number_in<std::uint64_t>(element, name));
  }
}

template <class Kind>
void get(const Json& json, std::string_view name, bool& flag) {
  flag = flag_in(member(json, name), name);
}

template <class Kind>
void get(const Json& json, std::string_view name, Number& number) {
  number = pid_in(member(json, name), name);
}

template <class Kind, class Number>
void get(const Json& json, std::string_view name, Number& number) {
  number = number_at<Number>(json, std::string(name));
}

template <class Kind, class Value>
void get(const Json& json, std::string_view name, std::optional<Value>& value) {
  if (!json.contains(std::string(name)) && !json.contains(bytes_name<Kind>(name))) return;
  value.emplace();
  get<Kind>(json, name, *value);
}

template <class Whole, class Kind>
Whole read_kind(const Json& json) {
  Kind data;
  for_each_field<Kind>([&](const auto& field) { get<Kind>(json, field.name, data.*field.member); });
  return data;
}

// --- the tables of kinds, made from the variants ---

template <class Whole>
struct KindEntry {
  std::string_view name;
  Whole (*read)(const Json&);
  std::vector<std::string> (*fields)();
};

template <class Kind>
std::vector<std::string> names_of_fields() {
  std::vector<std::string> names;
  for_each_field<Kind>([&](const auto& field) { names.emplace_back(field.name); });
  return names;
}

template <class Whole, class... Kinds>
constexpr auto table_of(std::variant<Kinds...>*) {
  return std::array{
      KindEntry<Whole>{Kinds::kind, read_kind<Whole, Kinds>, names_of_fields<Kinds>}...};
}

template <class Whole>
constexpr auto kinds_of = table_of<Whole>(static_cast<Whole*>(nullptr));

template <class Whole>
const KindEntry<Whole>* find_kind(std::string_view name) {
  const auto found = std::ranges::find(kinds_of<Whole>, name, &KindEntry<Whole>::name);
  return found == kinds_of<Whole>.end() ? nullptr : &*found;
}

// --- the header's and the end's parts ---

Wording wording_at(const Json& json, const std::string& name) {
  const Json& words = member(json, name);
  return {text_at(words, "en"), text_at(words, "zh")};
}

void read_limit(const Json& json, const std::string& name, Limits& limits) {
  const LimitKind* const kind = find_limit(name);
  if (!kind) throw NewerTrace(name);
  const double value = kind->unit == LimitKind::Unit::seconds
                           ? number_in<double>(json, name)
                           : static_cast<double>(number_in<std::int64_t>(json, name));
  if (!(value > 0 && value <= kind->most)) refuse(name);
  kind->set(limits, value);
}

// Those that are not there are the usual ones: of an older trace, of any machine, or loose.
Limits limits_from(const Json& json, const std::vector<std::string>& loose) {
  for (const char* const name : {"processes", "forks", "seconds", "output"}) {
    if (!std::ranges::count(loose, name)) member(json, name);
  }
  Limits limits;
  for (const auto& [name, value] : json.items()) read_limit(value, name, limits);
  return limits;
}

std::vector<std::string> loose_from(const Json& json) {
  if (!json.contains("loose")) return {};
  const std::vector<std::string> names = texts_in(json["loose"], "loose");
  for (const std::string& name : names) {
    if (!find_limit(name)) throw NewerTrace(name);
  }
  return names;
}

Source source_from(const Json& json) {
  return {text_at(json, "file"), number_at<int>(json, "first_line"), text_at(json, "text")};
}

Verdict verdict_from(const Json& json) {
  Verdict verdict;
  verdict.id = text_at(json, "id");
  const Json& holds = member(json, "holds");
  if (!holds.is_null()) verdict.holds = flag_in(holds, "holds");
  const Json& why = member(json, "why");
  verdict.why.key = text_at(why, "key");
  verdict.why.args = texts_at(why, "args", "args_bytes");
  if (why.contains("evidence")) verdict.why.evidence = wording_at(why, "evidence");
  return verdict;
}

// --- lines ---

Json parse(std::string_view line) {
  Json json = json_from(line);
  if (json.is_discarded()) refuse("JSON");
  return json;
}

void check_version(const Json& json) {
  const auto version = number_at<std::int64_t>(json, "version");
  if (version > 1) throw NewerTrace(std::to_string(version));
  if (version != 1) refuse("version");
}

Run run_from(const Json& json) {
  check_version(json);
  Run run;
  run.lesson = text_at(json, "lesson");
  get<event::Start>(json, "command", run.command);
  run.schedule = text_at(json, "schedule");
  run.speed = number_at<double>(json, "speed");
  run.terminal = flag_in(member(json, "terminal"), "terminal");
  run.loose = loose_from(json);
  run.limits = limits_from(member(json, "limits"), run.loose);
  run.guards = texts_in(member(json, "guards"), "guards");
  run.view = text_at(json, "view");
  run.title = wording_at(json, "title");
  run.look = wording_at(json, "look");
  run.next = wording_at(json, "next");
  run.source = source_from(member(json, "source"));
  for (const Json& claim : list_at(json, "claims")) {
    run.claims.push_back({text_at(claim, "id"), wording_at(claim, "words")});
  }
  return run;
}

std::optional<SourcePlace> place_from(const Json& json) {
  if (!json.contains("line")) return std::nullopt;
  return SourcePlace{text_at(json, "file"), number_at<int>(json, "line")};
}

Event event_from(const Json& json) {
  const std::string name = text_at(json, "event");
  const auto* kind = find_kind<Any>(name);
  if (!kind) throw NewerTrace(name);
  return {number_at<std::uint64_t>(json, "seq"),
          number_at<double>(json, "time"),
          text_at(json, "process"),
          pid_in(member(json, "pid"), "pid"),
          kind->read(json),
          place_from(json)};
}

End end_from(const Json& json) {
  End end;
  end.processes = number_at<std::int64_t>(json, "processes");
  end.events = number_at<std::int64_t>(json, "events");
  end.survivors = number_at<std::int64_t>(json, "survivors");
  end.status = number_at<int>(json, "status");
  if (json.contains("wall")) end.wall = number_at<double>(json, "wall");
  if (json.contains("time")) end.time = number_at<double>(json, "time");
  end.token = text_at(json, "token");
  for (const Json& claim : list_at(json, "claims")) end.claims.push_back(verdict_from(claim));
  return end;
}

template <class Part>
Part only(std::string_view line) {
  TraceLine any = trace_line(line);
  if (!std::holds_alternative<Part>(any)) refuse("type");
  return std::get<Part>(std::move(any));
}

}  // namespace

TraceLine trace_line(std::string_view line) {
  const Json json = parse(line);
  const std::string type = text_at(json, "type");
  if (type == "run") return run_from(json);
  if (type == "event") return event_from(json);
  if (type == "end") return end_from(json);
  throw NewerTrace(type);
}

Intention intention_from(const Json& json) {
  const std::string kind = text_at(json, "kind");
  const auto* const known = find_kind<Intention>(kind);
  if (!known) throw NewerTrace(kind);
  return known->read(json);
}

Run run_from_line(std::string_view line) {
  return only<Run>(line);
}
Event event_from_line(std::string_view line) {
  return only<Event>(line);
}
End end_from_line(std::string_view line) {
  return only<End>(line);
}

const std::vector<std::string>& event_kinds() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& kind : kinds_of<Any>) all.emplace_back(kind.name);
    return all;
  }();
  return names;
}

std::vector<std::string> fields_of(std::string_view kind) {
  const auto* found = find_kind<Any>(kind);
  return found ? found->fields() : std::vector<std::string>{};
}

}  // namespace procdemo::trace
