#include <fmt/format.h>

#include <algorithm>

#include "replays/report.h"

namespace procdemo::replays {

namespace {

using Result = ReportCase::Result;
using Cases = std::vector<const ReportCase*>;

std::string xml(const std::string& text) {
  std::string escaped;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";  // a newline in an attribute would be read as a blank
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// A dot would part a package from a class.
std::string class_name(std::string suite) {
  std::ranges::replace(suite, '.', '_');
  return "procdemo." + suite;
}

std::string summary(const std::string& name, const Cases& cases) {
  double seconds = 0;
  for (const ReportCase* one : cases) seconds += one->seconds;
  const auto failures = std::ranges::count(cases, Result::failed, &ReportCase::result);
  return fmt::format(R"(name="{}" tests="{}" failures="{}" errors="0" time="{:.3f}")", xml(name),
                     cases.size(), failures, seconds);
}

std::string result(const ReportCase& one) {
  const std::string place = one.place.empty() ? "" : one.place + "\n";
  switch (one.result) {
    case Result::failed:
      return fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n", xml(one.why),
                         one.details.empty() ? "claim" : "replay", xml(place + one.details));
    case Result::skipped:
      return fmt::format("      <skipped message=\"{}\"/>\n", xml(one.why));
    case Result::passed:
      break;
  }
  const std::string evidence = place + one.why;
  return evidence.empty() ? "" : fmt::format("      <system-out>{}</system-out>\n", xml(evidence));
}

std::string test_case(const ReportCase& one) {
  return fmt::format(
      "    <testcase name=\"{}\" classname=\"{}\" time=\"{:.3f}\">\n{}    </testcase>\n",
      xml(one.name), xml(class_name(one.suite)), one.seconds, result(one));
}

using Properties = std::vector<std::pair<std::string, std::string>>;

std::string properties_element(const Properties& properties) {
  if (properties.empty()) return "";
  std::string text = "    <properties>\n";
  for (const auto& [name, value] : properties) {
    text += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", xml(name), xml(value));
  }
  return text + "    </properties>\n";
}

std::string suite_element(const std::string& name, const Cases& cases,
                          const Properties& properties) {
  const auto skipped = std::ranges::count(cases, Result::skipped, &ReportCase::result);
  std::string text =
      fmt::format("  <testsuite {} skipped=\"{}\">\n", summary(name, cases), skipped);
  text += properties_element(properties);
  for (const ReportCase* one : cases) text += test_case(*one);
  return text + "  </testsuite>\n";
}

}  // namespace

std::string to_junit(const Report& report) {
  Cases all;
  std::vector<std::pair<std::string, Cases>> suites;  // in the order in which they come up
  for (const ReportCase& one : report.cases) {
    all.push_back(&one);
    auto found = std::ranges::find(suites, one.suite, &std::pair<std::string, Cases>::first);
    if (found == suites.end()) found = suites.insert(found, {one.suite, {}});
    found->second.push_back(&one);
  }
  std::string text = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n",
                                 summary(report.name, all));
  for (const auto& [name, cases] : suites) {
    text +=
        suite_element(name, cases, name == suites.front().first ? report.properties : Properties());
  }
  return text + "</testsuites>\n";
}

}  // namespace procdemo::replays
