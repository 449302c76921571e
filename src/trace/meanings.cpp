#include "trace/meanings.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>
#include <variant>

#include "trace/json.h"
#include "trace/json_text.h"

namespace procdemo::trace {

namespace {

constexpr const char* key = "meanings";

class Restoring {
 public:
  explicit Restoring(const Meanings& meanings) : meanings_(meanings) {}

  void restore(Event& event) const {
    std::visit(
        [&]<class Kind>(Kind& data) {
          std::apply([&](const auto&... field) { (restore(data.*field.member), ...); },
                     Kind::fields());
        },
        event.what);
    restore(event.pid);
  }

  void restore(std::string& text) const {
    for (std::size_t at = 0; (at = text.find('[', at)) != text.npos; ++at) {
      const std::size_t end = text.find(']', at);
      if (end == text.npos) return;
      const auto known = meanings_.find(std::string_view(text).substr(at, end + 1 - at));
      if (known != meanings_.end()) text.replace(at, end + 1 - at, known->second);
    }
  }

  void restore(std::vector<std::string>& texts) const {
    for (std::string& text : texts) restore(text);
  }

 private:
  void restore(Number& number) const {
    const auto known = meanings_.find(number.name());
    if (!number.is_named() || known == meanings_.end()) return;
    std::int64_t value = 0;
    const std::string& text = known->second;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc()) number = value;
  }
  template <class Value>
  void restore(std::optional<Value>& value) const {
    if (value) restore(*value);
  }
  template <class Value>
  void restore(Value&) const {}  // what is no text and no PID is as it was

  const Meanings& meanings_;
};

}  // namespace

std::string to_line(const End& end, const Meanings& meanings) {
  std::string line = to_line(end);
  if (meanings.empty()) return line;
  line.pop_back();
  return line + ",\"" + key + "\":" + json_text(nlohmann::ordered_json(meanings)) + "}";
}

Meanings meanings_in(std::string_view trace) {
  if (trace.ends_with('\n')) trace.remove_suffix(1);
  const std::string_view last = trace.substr(trace.rfind('\n') + 1);
  const auto json = json_from(last);
  Meanings meanings;
  if (!json.is_object() || !json.contains(key) || !json[key].is_object()) return meanings;
  for (const auto& [placeholder, meaning] : json[key].items()) {
    if (meaning.is_string()) meanings[placeholder] = meaning.get<std::string>();
  }
  return meanings;
}

Event restored(Event event, const Meanings& meanings) {
  Restoring(meanings).restore(event);
  return event;
}

End restored(End end, const Meanings& meanings) {
  const Restoring restoring(meanings);
  for (Verdict& verdict : end.claims) {
    restoring.restore(verdict.why.args);
    restoring.restore(verdict.why.evidence.en);
    restoring.restore(verdict.why.evidence.zh);
  }
  return end;
}

}  // namespace procdemo::trace
