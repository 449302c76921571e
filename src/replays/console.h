// Console blocks: what a page says a command prints, and a machine can hold it to.
//
//     ```console
//     $ procdemo multi-fork --schedule child-first
//     ...
//        0.000  P        | ---2---
//     ...
//     ```
//
// A block of Markdown whose info string is `console`, and whose first line is `$ procdemo ...`, is
// executable. The conventions are those of trycmd (docs.rs/trycmd): `$ ` begins a command, lines
// that begin with `> ` right after it continue it, then `? N` is its exit status where that is not
// 0, and then comes what it prints, up to the next `$ `. What stands for what in there:
// replays/expectation.h.
#pragma once

#include <string>
#include <vector>

#include "replays/room.h"

namespace procdemo::replays {

/// One command, and what it is to print.
struct ConsoleStep {
  int line = 0;                            ///< in the file, as all lines from 1: of its `$ `
  std::vector<std::string> command_lines;  ///< as they are written
  std::string command;                     ///< without `$ ` and `> `
  int status = 0;                          ///< expected
  int first_line = 0;                      ///< of what is expected
  std::vector<std::string> expected;
};

/// An executable block.
struct ConsoleBlock {
  int line = 0;        ///< of its first command
  int lines = 0;       ///< how many there are between its fences
  std::string prefix;  ///< what each of them begins with in the file: a list item's indent
  std::vector<ConsoleStep> steps;
};

/// Those of a Markdown file (CommonMark), in order.
std::vector<ConsoleBlock> console_blocks(const std::string& markdown);

/// The step as a block's lines.
std::vector<std::string> lines_of(const ConsoleStep& step);

/// The file with these blocks in place of those that console_blocks found there, all or some of
/// them; only their steps may differ.
std::string with_blocks(const std::string& markdown, const std::vector<ConsoleBlock>& blocks);

}  // namespace procdemo::replays
