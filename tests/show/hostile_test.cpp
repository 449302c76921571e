// Texts that would act on a terminal, in every place that a text can have, through every display.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/text/shown.h"
#include "catch.h"
#include "show/lineage.h"
#include "show/narrated.h"
#include "show/terminal/text_row.h"
#include "show/terminal/tree.h"
#include "show/traces.h"
#include "trace/json.h"

using namespace procdemo::show;

namespace {

std::string hostile(std::string before = "") {
  return before.append(
      "\x1b]0;t\x07\r\x08\x7f\u0085\u009b1m\u061c\u200b\u200e\u202e\u2028\u2060\u2066\ufe0f\ufeff"
      "\U000E0041\uE000\U000F0000\uFFFF\xff\xc3");
}

void spoil(std::string& text) {
  text = hostile(text);
}
void spoil(std::vector<std::string>& texts) {
  texts.assign(3, hostile());
}
void spoil(std::optional<std::string>& text) {
  text = hostile();
}
template <class Other>
void spoil(Other&) {}

// A trace that holds every kind of event, all texts spoiled; who it is about stays in shape.
template <std::size_t... Kinds>
void add_all(TraceMaker& trace, std::index_sequence<Kinds...>) {
  const auto add = [&]<class Kind>(Kind data) {
    std::apply([&](const auto&... field) { (spoil(data.*field.member), ...); }, Kind::fields());
    trace("P", data);
    trace(hostile("P.2"), data);
  };
  (add(std::variant_alternative_t<Kinds, event::Kinds>{}), ...);
}

Trace hostile_trace() {
  Run run;
  for (std::string* text :
       {&run.lesson, &run.schedule, &run.title.en, &run.title.zh, &run.look.en, &run.look.zh,
        &run.next.en, &run.next.zh, &run.source.file, &run.source.text}) {
    spoil(*text);
  }
  run.command = run.guards = {hostile(), hostile()};
  run.claims = {{hostile("id"), {hostile(), hostile()}}};
  TraceMaker trace(run);
  add_all(trace, std::make_index_sequence<std::variant_size_v<event::Kinds>>());
  End end;
  end.token = hostile();
  for (const auto holds :
       {std::optional<bool>(true), std::optional<bool>(false), std::optional<bool>()}) {
    Verdict verdict{.id = hostile("id"), .holds = holds};
    verdict.why = {hostile(), {hostile(), hostile()}, {hostile(), hostile()}};
    end.claims.push_back(verdict);
  }
  return trace.trace(end);
}

// The PIDs, too, which the canonical form names. (No such name is read from a file.)
Trace with_hostile_pids(Trace trace) {
  const auto name = [](auto& field) {
    if constexpr (std::is_same_v<decltype(field), Number&>) {
      field = Number::named(hostile("[pid ") + "]");
    }
  };
  for (Event& event : trace.events) {
    name(event.pid);
    std::visit(
        [&]<class Kind>(Kind& data) {
          std::apply([&](const auto&... field) { (name(data.*field.member), ...); },
                     Kind::fields());
        },
        event.what);
  }
  return trace;
}

void check_clean(std::string text) {
  std::erase(text, '\n');
  const std::size_t clean = shown_prefix(text);
  INFO(shown(text.substr(clean - std::min<std::size_t>(clean, 60), 80)));
  CHECK(clean == text.size());
}

}  // namespace

TEST_CASE("no text in a trace acts on the terminal, in any display") {
  for (const std::string view : {"", "generations"}) {
    Trace trace = with_hostile_pids(hostile_trace());
    trace.run.view = view;
    for (const Language language : {Language::en, Language::zh}) {
      for (const int width : {20, 80, 200}) {
        for (const Format format : {Format::lanes, Format::plain, Format::jsonl}) {
          for (const bool color : {false, true}) {
            const std::string text = narrated(trace, format, {language, color, width});
            check_clean(color ? uncolored(text) : text);
          }
        }
      }
    }
  }
}

TEST_CASE("a tree of processes shows a hostile PID as it shows any text") {
  Lineage lineage;
  for (const Event& event : with_hostile_pids(hostile_trace()).events) lineage.learn(event);
  check_clean(process_tree(lineage, {}));
}

TEST_CASE("a row has no room for what cannot be printed, nor outside of itself") {
  TextRow row(4);
  row.put(1, {{"\x1b\x1b\x1b\x1b"
               "ab\x1b中"}});
  row.put(-2, {{"left"}});
  row.put(9, {{"right"}});
  CHECK(row.text() == Rich{{" ab"}});
}

TEST_CASE("a trace of hostile texts is read again as it was") {
  const Trace trace = hostile_trace();
  for (const Event& event : trace.events) {
    const std::string line = to_line(event);
    CHECK(to_line(event_from_line(line)) == line);
  }
  const Event print{1, 0, "P", 1, event::Print{1, "\u202e\u200b\x7f\u009b"}};
  CHECK_THAT(to_line(print), contains(R"("text":"\u202e\u200b\u007f\u009b")"));
  CHECK(event_from_line(to_line(print)).as<event::Print>()->text == "\u202e\u200b\x7f\u009b");
}

TEST_CASE("a mark never stands on what is procdemo's own, and no character bears a heap of them") {
  TraceMaker trace;
  std::string heap = "a";
  for (int i = 0; i < 1000; ++i) heap += "\u0301";
  trace("P", event::Line{1, "\u0301begins", false, false});
  trace("P", event::Line{1, heap, false, false});
  const std::string text = narrated(trace.trace(), Format::plain, {});
  CHECK_THAT(text, contains("| \\u0301begins"));
  std::string borne = "| a";
  for (int i = 0; i < 30; ++i) borne += "\u0301";
  CHECK_THAT(text, contains(borne + "\\u0301"));
}

TEST_CASE("whatever a line is made of, it is shown at once, and by a bounded number of bytes",
          "[plain]") {
  for (const std::string unit : {"x", "\t", "中", "\x01", "\u0301", "\xff", " ", "a b "}) {
    std::string line;
    while (line.size() < 500'000) line += unit;
    TraceMaker trace;
    trace("P", event::Line{1, line, false, false});
    trace("P", event::Exec{line, {"a", line}});
    for (const int width : {20, 200}) {
      for (const Format format : {Format::lanes, Format::plain}) {
        const std::string text = narrated(trace.trace(), format, {Language::en, false, width});
        INFO(unit << " " << width);
        CHECK(text.size() < 1'000'000);
        CHECK_THAT(text, contains("more"));
      }
    }
  }
}
