// A page: its sections, its console blocks and their commands, and its look on a terminal.
#include <sys/mman.h>

#include <stdexcept>

#include "base/fd.h"
#include "base/problem.h"
#include "base/text/shell_words.h"
#include "cli/page_view.h"
#include "fuzz/fuzz.h"
#include "lesson/page.h"
#include "replays/console.h"

using namespace procdemo::cli;

namespace {

void read_sections(const std::string& markdown) {
  const Fd file(check("memfd_create", ::memfd_create("page", MFD_CLOEXEC)));
  write_all(file.get(), markdown);
  try {
    load_page("/proc/self/fd/" + std::to_string(file.get()));
  } catch (const Problem&) {
    // It has not the sections of a lesson's page.
  }
}

void read_blocks(const std::string& markdown) {
  const std::vector<ConsoleBlock> blocks = console_blocks(markdown);
  int line = 0;
  for (const ConsoleBlock& block : blocks) {
    must(block.line > line && !block.steps.empty());
    line = block.line + block.lines - 1;
    for (const ConsoleStep& step : block.steps) {
      try {
        shell_words(step.command, ShellText::command);
      } catch (const std::invalid_argument&) {
        // Only a shell would understand it.
      }
    }
  }
  with_blocks(markdown, blocks);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string markdown(bytes_of(data, size));
  read_sections(markdown);
  read_blocks(markdown);
  for (const char c : page_view(markdown, {})) {
    must(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
  }
  return 0;
}
