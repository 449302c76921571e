#include <fmt/format.h>

#include "base/text/lines.h"
#include "base/text/shown.h"
#include "replays/report.h"

namespace procdemo::replays {

namespace {

using Result = ReportCase::Result;

std::string on_one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

// A `#` would begin a directive.
std::string description(const std::string& text) {
  std::string escaped;
  for (const char c : on_one_line(printable(text))) {
    if (c == '#' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

// A text in YAML's double quotes.
std::string yaml_quoted(const std::string& text) {
  std::string escaped;
  for (const char c : on_one_line(printable(text))) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return "\"" + escaped + "\"";
}

std::string entry(const char* key, const std::string& value) {
  return value.empty() ? "" : fmt::format("  {}: {}\n", key, yaml_quoted(value));
}

std::string list(const char* key, const std::string& lines) {
  if (lines.empty()) return "";
  std::string text = fmt::format("  {}:\n", key);
  std::string_view rest = lines;
  for (std::string_view line; next_line(rest, line);)
    text += fmt::format("    - {}\n", yaml_quoted(std::string(line)));
  return text;
}

std::string block(const ReportCase& one) {
  const char* const about = one.result == Result::failed ? "message" : "evidence";
  const std::string entries = entry(about, one.why) + entry("at", one.place) +
                              list("details", one.details) +
                              fmt::format("  duration_ms: {:.3f}\n", one.seconds * 1000);
  return "  ---\n" + entries + "  ...\n";
}

}  // namespace

std::string printable(std::string_view text) {
  return shown(text, "\n");
}

std::string to_tap(const Report& report) {
  // Announced as 13: prove(1) refuses a stream that calls itself 14, and a reader of 14 may take
  // one of 13 for it (the specification of 14, "Version").
  std::string text = fmt::format("TAP version 13\n1..{}\n", report.cases.size());
  for (const auto& [name, value] : report.properties) {
    text += fmt::format("# {}: {}\n", description(name), description(value));
  }
  for (int number = 1; const ReportCase& one : report.cases) {
    text += fmt::format("{} {} - {}: {}", one.result == Result::failed ? "not ok" : "ok", number++,
                        description(one.suite), description(one.name));
    if (one.result == Result::skipped) {
      text += " # SKIP " + description(one.why) + "\n";
    } else {
      text += "\n" + block(one);
    }
  }
  return text;
}

}  // namespace procdemo::replays
