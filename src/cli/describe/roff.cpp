#include "cli/describe/roff.h"

namespace procdemo::cli {

std::string as_roff(std::string_view text) {
  std::string roff;
  for (const char c : text) {
    const bool line_begins = roff.empty() || roff.back() == '\n';
    if (line_begins && (c == '.' || c == '\'')) roff += "\\&";
    if (c == '\\') {
      roff += "\\e";
    } else if (c == '-') {
      roff += "\\-";
    } else if (c == '\'') {
      roff += "\\(aq";
    } else if (c == '"') {
      roff += "\\(dq";
    } else {
      roff += c;
    }
  }
  return roff;
}

std::string roff_line(std::string_view macro, std::string_view argument) {
  return "." + std::string(macro) + " \"" + as_roff(argument) + "\"\n";
}

std::string roff_term(std::string_view term, std::string_view meaning) {
  return ".TP\n" + roff_line("B", term) + as_roff(meaning) + "\n";
}

}  // namespace procdemo::cli
