#include "show/narrated.h"

#include <wchar.h>

#include <clocale>
#include <cstdlib>
#include <sstream>

namespace procdemo::show {

std::string narrated(const Trace& trace, Format format, const Style& style) {
  std::string text;
  const auto narrator = make_narrator(format, style, [&](std::string_view more) { text += more; });
  narrator->begin(trace.run);
  for (const Event& event : trace.events) narrator->event(event);
  narrator->end(trace.end);
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string uncolored(const std::string& text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find_first_not_of("0123456789;", at + 2);
    const bool sgr = text.compare(at, 2, "\x1b[") == 0 && end < text.size() && text[end] == 'm';
    if (sgr) {
      at = end + 1;
    } else {
      plain += text[at++];
    }
  }
  return plain;
}

int terminal_columns(const std::string& line) {
  static const char* const locale = std::setlocale(LC_CTYPE, "C.UTF-8");
  if (!locale) std::abort();
  std::wstring wide(line.size() + 1, L'\0');
  const std::size_t length = std::mbstowcs(wide.data(), line.c_str(), wide.size());
  if (length == static_cast<std::size_t>(-1)) return -1;
  return ::wcswidth(wide.c_str(), length);
}

}  // namespace procdemo::show
