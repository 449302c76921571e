#include "tracee/source/python_layout.h"

#include <cstddef>
#include <cstring>
#include <string_view>

namespace procdemo::tracee {

namespace {

constexpr std::uint64_t object_type = 8, object_size = 16, bytes_text = 32;
constexpr std::uint64_t text_length = 16, text_state = 32;

/// Since 3.12 a text that is not ASCII has two words more before its characters.
constexpr std::uint64_t more_of_other_text = 16;

constexpr PythonLayout version_3_11 = {.first_interpreter = 40,
                                       .next_interpreter = 0,
                                       .first_thread = 16,
                                       .sys = 904,
                                       .next_thread = 8,
                                       .thread_id = 152,
                                       .thread_frame = 56,
                                       .frame_in_record = 8,
                                       .previous = 48,
                                       .executable = 32,
                                       .instruction = 56,
                                       .file_name = 112,
                                       .line_table = 136,
                                       .first_line = 72,
                                       .code = 184,
                                       .type = object_type,
                                       .size = object_size,
                                       .bytes = bytes_text,
                                       .length = text_length,
                                       .state = text_state,
                                       .ascii = 48,
                                       .other_text = 72};

constexpr PythonLayout version_3_12 = {.first_interpreter = 40,
                                       .next_interpreter = 0,
                                       .first_thread = 72,
                                       .sys = 352,
                                       .next_thread = 8,
                                       .thread_id = 136,
                                       .thread_frame = 56,
                                       .frame_in_record = 0,
                                       .previous = 8,
                                       .executable = 0,
                                       .instruction = 56,
                                       .file_name = 112,
                                       .line_table = 136,
                                       .first_line = 68,
                                       .code = 192,
                                       .type = object_type,
                                       .size = object_size,
                                       .bytes = bytes_text,
                                       .length = text_length,
                                       .state = text_state,
                                       .ascii = 40,
                                       .other_text = 40 + more_of_other_text};

/// The words of 3.13's table that are asked for.
enum class OffsetEntry : std::size_t {
  cookie = 0,
  version = 1,
  free_threaded = 2,
  interpreters_head = 5,
  interpreter_next = 8,
  threads_head = 9,
  sys_dict = 12,
  thread_next = 21,
  thread_current_frame = 23,
  thread_id = 24,
  frame_previous = 29,
  frame_executable = 30,
  frame_instruction = 31,
  code_filename = 35,
  code_linetable = 38,
  code_firstlineno = 39,
  code_adaptive = 43,
  object_type = 45,
  bytes_size = 65,
  bytes_text = 66,
  text_state = 68,
  text_length = 69,
  ascii_size = 70,
  end_of_list
};

class OffsetTable {
 public:
  explicit OffsetTable(std::string bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t at(OffsetEntry word) const {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes_.data() + static_cast<std::size_t>(word) * sizeof value,
                sizeof value);
    return value;
  }

  /// Without the global lock objects look different.
  bool is_of(std::uint64_t version) const {
    return bytes_.size() >= size && bytes_.starts_with("xdebugpy") &&
           at(OffsetEntry::version) == version && at(OffsetEntry::free_threaded) == 0;
  }

  static constexpr std::size_t size =
      static_cast<std::size_t>(OffsetEntry::end_of_list) * sizeof(std::uint64_t);

 private:
  std::string bytes_;
};

PythonLayout layout_in(const OffsetTable& table) {
  return {.first_interpreter = table.at(OffsetEntry::interpreters_head),
          .next_interpreter = table.at(OffsetEntry::interpreter_next),
          .first_thread = table.at(OffsetEntry::threads_head),
          .sys = table.at(OffsetEntry::sys_dict),
          .next_thread = table.at(OffsetEntry::thread_next),
          .thread_id = table.at(OffsetEntry::thread_id),
          .thread_frame = table.at(OffsetEntry::thread_current_frame),
          .frame_in_record = std::nullopt,
          .previous = table.at(OffsetEntry::frame_previous),
          .executable = table.at(OffsetEntry::frame_executable),
          .instruction = table.at(OffsetEntry::frame_instruction),
          .file_name = table.at(OffsetEntry::code_filename),
          .line_table = table.at(OffsetEntry::code_linetable),
          .first_line = table.at(OffsetEntry::code_firstlineno),
          .code = table.at(OffsetEntry::code_adaptive),
          .type = table.at(OffsetEntry::object_type),
          .size = table.at(OffsetEntry::bytes_size),
          .bytes = table.at(OffsetEntry::bytes_text),
          .length = table.at(OffsetEntry::text_length),
          .state = table.at(OffsetEntry::text_state),
          .ascii = table.at(OffsetEntry::ascii_size),
          .other_text = table.at(OffsetEntry::ascii_size) + more_of_other_text};
}

}  // namespace

std::optional<PythonLayout> python_layout(std::uint64_t version,
                                          const std::function<std::string(std::size_t)>& runtime) {
  switch (version >> 16) {
    case 0x030b:
      return version_3_11;
    case 0x030c:
      return version_3_12;
    case 0x030d:
      break;
    default:
      return std::nullopt;
  }
  const OffsetTable table(runtime(OffsetTable::size));
  return table.is_of(version) ? std::optional(layout_in(table)) : std::nullopt;
}

}  // namespace procdemo::tracee
