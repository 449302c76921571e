// What may be wrong with a command as it was typed, and what goes wrong beneath it.
#pragma once

#include "cli/room.h"

namespace procdemo::cli {

enum class CommandProblem {
  unexpected_argument,    // {0} the argument
  argument_empty,         //
  value_unexpected,       // {0} the option, which takes none, {1} the value
  command_missing,        // watch without a command
  exploration_missing,    // explore without a lesson or a command
  lesson_missing,         // show without a lesson
  folder_missing,         // run without a folder
  name_missing,           // new without a name
  trace_missing,          // replay without a file
  file_unwritable,        // {0} the path, {1} the reason
  output_without_report,  //
  claims_missing,         // {0} the option that needs claims
  page_unchecked,         // {0} the page, which has no console block
  folder_unchecked,       // {0} the folder, which has neither a lesson nor such a page
  call_failed,            // {0} the call and the kernel's reason
  path_failed,            // {0} the path, {1} the kernel's reason
  no_memory,              //
  unforeseen,             // {0} what the exception says
  step_missing,           // {0} the option that is of --step
  step_not_json,          // {0} an option, with its value, that says nothing beside --step json
  step_format,            // --format jsonl beside --step lines
  apart,                  // {0} an option that has no use beside {1}
  quiz_format,            // --format jsonl beside --quiz
  quiz_step,              // --step beside --quiz
  questions_missing,      // questions without a lesson
  questions_unknown,      // {0} a lesson whose run could not be made

  end_of_list  // stays last
};

}  // namespace procdemo::cli
