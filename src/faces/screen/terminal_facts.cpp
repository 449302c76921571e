#include "faces/screen/terminal_facts.h"

#include <unistd.h>

// Its macros have names that others want, too: no file may come behind this one (src/meson.build).
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>

namespace procdemo::faces {

TerminalFacts::TerminalFacts() {
  int error = 0;
  known_ = ::setupterm(nullptr, STDOUT_FILENO, &error) == OK;
}

TerminalFacts::~TerminalFacts() {
  if (known_) ::del_curterm(cur_term);
}

std::string TerminalFacts::capability(const char* name) const {
  const char* const text = known_ ? ::tigetstr(name) : nullptr;
  return text && text != reinterpret_cast<const char*>(-1) ? text : "";
}

}  // namespace procdemo::faces
