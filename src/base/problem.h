// What procdemo tells a user who can mend it: a sentence in any language and an exit status.
#pragma once

#include <cerrno>
#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace procdemo {

/// procdemo's exit statuses (watch has its own, after env(1) and timeout(1)).
enum class Status {
  ok = 0,
  claim_failed = 1,
  usage = 2,
  not_allowed = 3,  ///< this machine does not allow what was asked
  limit = 4,
  watch_limit = 124,
  watch_self = 125,
  watch_not_executable = 126,
  watch_not_found = 127,
};

/// Whose trouble it is that a file can't be had: a machine that has no more descriptors, memory or
/// processes would not let another one be opened either.
constexpr Status blame(int error) {
  const bool machine = error == EMFILE || error == ENFILE || error == ENOMEM || error == EAGAIN;
  return machine ? Status::not_allowed : Status::usage;
}

/// Which sentence. show/words/en/troubles.cpp and troubles_zh.cpp hold its words; their comments
/// say what the arguments {0}, {1} ... are.
enum class Trouble {
  // The command line (cli/).
  unknown_lesson,          // {0} what was typed
  unknown_lesson_nearest,  // {0} what was typed, {1} the nearest name
  unknown_option,          // {0} the option
  unknown_option_nearest,  // {0} the option, {1} the nearest one
  unexpected_argument,     // {0} the argument
  value_missing,           // {0} the option
  value_not_number,        // {0} the option, {1} the value
  value_not_whole,         // {0} the option, {1} the value
  value_unexpected,        // {0} the option, which takes none, {1} the value
  value_out_of_range,      // {0} the option, {1} the value, {2} lowest, {3} highest
  value_not_one_of,        // {0} the option, {1} the value, {2} the values allowed
  command_missing,         // watch without a command
  lesson_missing,          // show without a lesson
  folder_missing,          // run without a folder
  schedule_unknown,        // {0} the value of --schedule: neither a policy nor a token
  speed_and_schedule,      // --speed N beside --schedule, which has virtual time
  token_malformed,         // {0} the token
  token_of_another,        // {0} the token, {1} what it is of, {2} what shall run
  token_option,            // {0} the option, {1} its value in the token, {2} the value given
  explore_live,            // {0} a lesson that has no order to be explored: it needs to be live
  explore_failed,          // the first run has not begun; why, was said
  explore_out_of_time,     // {0} seconds: no run came to its end
  before_failed,           // {0} the value of --before, {1} the status it ended with
  // A controlled run that is not the one of its token (schedule/).
  token_differs,  // {0} the step's number, {1} who, {2} its call
  token_ended,    // {0} how many steps there were
  // Starting a program (observe/).
  command_not_found,       // {0} the command
  command_not_executable,  // {0} the path
  command_is_folder,       // {0} the path
  exec_failed,             // {0} the path, {1} the reason
  variable_unknown,        // {0} the name, {1} the program
  // Files and output.
  record_unwritable,      // {0} the path, {1} the reason
  record_failed,          // {0} the path, {1} the reason; nothing of it is kept
  output_failed,          // {0} the reason
  output_unread,          //
  page_unreadable,        // {0} the path, {1} the reason
  file_unwritable,        // {0} the path, {1} the reason
  output_without_report,  //
  claims_missing,         // {0} the option that needs claims
  file_is_pipe,           // {0} the path
  file_is_socket,         // {0} the path
  file_is_device,         // {0} the path
  file_too_large,         // {0} the path, {1} how many MiB there may be
  pipe_unread,            // {0} the path of a named pipe that nobody reads
  // Recorded traces (trace/trace_reader.h). {0} is always the file.
  trace_missing,     // replay without a file
  trace_unreadable,  // {1} the reason
  trace_empty,       //
  trace_foreign,     // it does not begin as a trace does
  trace_newer,       // {1} the version, or the kind of event, that is not known
  trace_damaged,     // {1} the line, {2} the field that is wrong
  trace_gap,         // {1} the line, {2} the event expected there, {3} the one that is there
  trace_truncated,   // {1} how many events there are
  trace_too_long,    // {1} the line
  trace_goes_on,     // {1} the line after its end
  // Lessons (lesson/). {0} is always the file, {1} the line.
  no_lessons,           // {0} the folders that were looked in
  no_such_folder,       // {0} the path
  not_a_lesson,         // {0} the folder: it has no lesson.toml
  toml_syntax,          // {2} the parser's words
  key_missing,          // {2} the key
  key_unknown,          // {2} the key
  key_unknown_nearest,  // {2} the key, {3} the nearest one
  key_type,             // {2} the key, {3} what it has to be
  page_missing,         // {0} the folder, {1} the page's file
  page_sections,        // {2} how many sections there are, {3} how many there have to be
  source_not_found,     // {2} the text that the program does not contain
  program_missing,      // {2} the program
  option_collides,      // {2} the option's name
  claim_verb,           // {2} the claim, {3} the verbs
  claim_event,          // {2} the claim, {3} the event's kind
  claim_field,          // {2} the claim, {3} the field, {4} the event's kind
  claim_shape,          // {2} the claim, {3} the verb, {4} what it needs
  compile_failed,       // {0} the source, {1} the compiler's command, {2} its words
  compiler_missing,     // {0} the compiler
  // What a machine does not allow.
  proc_missing,   // /proc does not show procdemo itself
  no_terminal,    // {0} the reason
  unguarded,      // {0} the lesson: no guard of the kernel is to be had
  ptrace_denied,  // {0} the lesson or command, {1} the reason

  end_of_list  // stays last
};

/// Thrown where the trouble is found, worded and printed once, in main.
class Problem : public std::exception {
 public:
  Problem(Status status, Trouble what, std::vector<std::string> args = {})
      : status_(status), what_(what), args_(std::move(args)) {}

  Status status() const { return status_; }
  Trouble trouble() const { return what_; }
  const std::vector<std::string>& args() const { return args_; }
  const char* what() const noexcept override { return "procdemo: a problem for main to word"; }

 private:
  Status status_;
  Trouble what_;
  std::vector<std::string> args_;
};

}  // namespace procdemo
