// What may be wrong with a lesson, and with a value that one of its options is given.
#pragma once

#include "lesson/room.h"

namespace procdemo::lesson {

enum class LessonProblem {
  unknown,           // {0} what was typed
  unknown_nearest,   // {0} what was typed, {1} the nearest name
  no_lessons,        // {0} the folders that were looked in
  no_such_folder,    // {0} the path
  not_a_lesson,      // {0} the folder: it has no lesson.toml
  page_unreadable,   // {0} the path, {1} the reason
  page_missing,      // {0} the folder, {1} the page's file
  compile_failed,    // {0} the source, {1} the compiler's command, {2} its words
  compile_endless,   // {0} the source, {1} the compiler's command, {2} seconds
  compile_flood,     // {0} the source, {1} the compiler's command, {2} the first of its words
  compiler_missing,  // {0} the compiler
  tool_endless,      // {0} a command, {1} seconds
  python_missing,    // {0} the interpreter
  python_unusable,   // {0} the interpreter, {1} its words
  python_too_old,    // {0} the interpreter, {1} its version
  no_python,         // {0} the lesson, {1} the file that it does not have
  name_unfit,        // {0} what was to be a new lesson's name
  folder_exists,     // {0} the folder that a new lesson was to have
  // In a file: {0} is the file, {1} the line.
  page_sections,  // {2} how many sections there are, {3} how many there have to be
  // It is no TOML; {2} is the column.
  toml_syntax,            //
  toml_twice,             // a key or table that is there already
  toml_bytes,             // they are no UTF-8
  toml_rest,              // behind what could end its line
  toml_text,              // in a text
  toml_header,            // in a table's header
  toml_list,              // in an array or an inline table
  toml_value,             // in another value
  toml_key,               // where key, = and value are expected
  key_missing,            // {2} the key
  key_unknown,            // {2} the key
  key_unknown_nearest,    // {2} the key, {3} the nearest one
  value_unknown,          // {2} what stands there
  value_unknown_nearest,  // {2} what stands there, {3} the nearest that is known
  key_type,               // {2} the key, {3} what it has to be
  source_not_found,       // {2} the text that the program does not contain
  program_missing,        // {2} the program
  option_collides,        // {2} the option's name
  claim_verb,             // {2} the claim or question, {3} the verbs
  claim_event,            // {2} the claim or question, {3} the event's kind
  claim_field,            // {2} the claim or question, {3} the field, {4} the event's kind
  claim_twice,            // {2} the id that two claims have
  claim_shape,            // {2} the claim or question, {3} the verb, {4} what it needs
  question_kind,          // {2} the question, {3} the keys of kinds
  question_moment,        // {2} the question: asked | at
  question_now,           // {2} the question, which is about a moment of this run
  question_after,         // {2} the question: its own run is missing
  question_twice,         // {2} the id that two questions have
  question_output,        // {2} the question, {3} lines that it offers twice
  question_choice,        // {2} the question, {3} words that it offers twice
  question_run,           // {2} the question, {3} the word of its run that does not fit

  run_unfit,  // {0} the run of a question, {1} the word of it that does not fit

  end_of_list  // stays last
};

/// Of a lesson's option, or of procdemo's own.
enum class OptionProblem {
  unknown,          // {0} the option
  unknown_nearest,  // {0} the option, {1} the nearest one
  value_missing,    // {0} the option
  not_number,       // {0} the option, {1} the value
  not_whole,        // {0} the option, {1} the value
  out_of_range,     // {0} the option, {1} the value, {2} lowest, {3} highest
  not_one_of,       // {0} the option, {1} the value, {2} the values allowed

  end_of_list  // stays last
};

}  // namespace procdemo::lesson
