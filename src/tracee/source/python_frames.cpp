#include "tracee/source/python_frames.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/procfs.h"
#include "tracee/elf_file.h"
#include "tracee/files.h"
#include "tracee/sleeping_call.h"
#include "tracee/source/python_lines.h"
#include "tracee/source/python_objects.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

namespace {

// A program's memory may hold anything: lists in it need not end.
constexpr int most_interpreters = 64, most_threads = 4096, most_frames = 1024;

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// Where it is not known which: the one, where there is no other.
constexpr std::uint64_t any_thread = 0;

}  // namespace

/// One look at a stopped task.
class PythonFrames::Reading {
 public:
  Reading(const Tracee& task, const PythonSymbols& symbols, const PythonLayout& layout)
      : task_(task), symbols_(symbols), layout_(layout), objects_(task, symbols, layout) {}

  std::optional<SourcePlace> place(std::uint64_t thread) const {
    std::uint64_t frame = frame_of(thread);
    for (int i = 0; frame != 0 && i < most_frames; ++i) {
      const PythonPiece piece(task_, frame, enough_of_frame);
      if (auto found = place_in(piece)) return found;
      frame = piece.at(layout_.previous);
    }
    return std::nullopt;
  }

  // Of 3.11 to 3.13: the function is the one that waits, or the innermost that is Python's.
  bool joins(std::uint64_t thread) const {
    std::uint64_t frame = frame_of(thread);
    for (int i = 0; frame != 0 && i < most_frames; ++i) {
      const PythonPiece piece(task_, frame, enough_of_frame);
      const PythonPiece code(task_, piece.at(layout_.executable));
      if (code.at(layout_.type) == symbols_.code) return joins_in(code);
      frame = piece.at(layout_.previous);
    }
    return false;
  }

 private:
  static constexpr std::size_t enough_of_frame = 96;
  static constexpr std::uint64_t kernel_number_after =
      8;  // thread_id, native_thread_id: since 3.11

  bool joins_in(const PythonPiece& code) const {
    constexpr std::string_view joining[] = {"_wait_for_tstate_lock", "join", "_shutdown"};
    constexpr std::uint64_t name_after_file = 8;  // co_filename, co_name
    const std::string file = objects_.text_at(code.at(layout_.file_name));
    return file.ends_with("/threading.py") &&
           std::ranges::count(joining,
                              objects_.text_at(code.at(layout_.file_name + name_after_file))) != 0;
  }

  std::uint64_t word(std::uint64_t address) const { return objects_.word(address); }

  /// One that is being made bears its maker's number, and has none yet.
  std::uint64_t frame_of(std::uint64_t thread) const {
    std::vector<std::uint64_t> frames, of_task;
    const std::uint64_t number = thread == any_thread ? kernel_number() : 0;
    each_thread([&](const PythonPiece& state) {
      const bool is_its = thread == any_thread || state.at(layout_.thread_id) == thread;
      const std::uint64_t frame = is_its ? current_frame(state) : 0;
      if (frame == 0) return;
      frames.push_back(frame);
      if (number != 0 && state.at(layout_.thread_id + kernel_number_after) == number)
        of_task.push_back(frame);
    });
    if (of_task.size() == 1) return of_task.front();
    return frames.size() == 1 ? frames.front() : 0;
  }

  // As gettid(2) tells the thread itself.
  std::uint64_t kernel_number() const {
    const auto status = proc_status(task_.tid);
    const bool known = status && !status->nspid.empty();
    return static_cast<std::uint64_t>(known ? status->nspid.back() : task_.tid);
  }

  void each_thread(const auto& visit) const {
    std::uint64_t interpreter = word(symbols_.runtime + layout_.first_interpreter);
    for (int i = 0; interpreter != 0 && i < most_interpreters; ++i) {
      std::uint64_t state = word(interpreter + layout_.first_thread);
      for (int j = 0; state != 0 && j < most_threads; ++j) {
        const PythonPiece piece(task_, state);
        visit(piece);
        state = piece.at(layout_.next_thread);
      }
      interpreter = word(interpreter + layout_.next_interpreter);
    }
  }

  std::uint64_t current_frame(const PythonPiece& thread) const {
    const std::uint64_t frame = thread.at(layout_.thread_frame);
    return layout_.frame_in_record && frame != 0 ? word(frame + *layout_.frame_in_record) : frame;
  }

  /// Frames of the interpreter's own run no code of a script.
  std::optional<SourcePlace> place_in(const PythonPiece& frame) const {
    const std::uint64_t address = frame.at(layout_.executable);
    const PythonPiece code(task_, address);
    if (code.at(layout_.type) != symbols_.code) return std::nullopt;
    const std::string file = objects_.text_at(code.at(layout_.file_name));
    if (file.empty() || is_of_library(file)) return std::nullopt;
    const auto instruction =
        static_cast<std::int64_t>(frame.at(layout_.instruction) - (address + layout_.code));
    const auto line = python_line(objects_.bytes_at(code.at(layout_.line_table)),
                                  code.value<std::int32_t>(layout_.first_line), instruction);
    if (!line) return std::nullopt;
    return SourcePlace{std::string(last_component(file)), *line};
  }

  const Tracee& task_;
  const PythonSymbols& symbols_;
  const PythonLayout& layout_;
  PythonObjects objects_;
};

bool PythonFrames::may_be(std::string_view path) {
  std::string_view name = last_component(path);
  if (name.starts_with("lib")) name.remove_prefix(3);
  constexpr std::string_view called = "python", version = "0123456789.dmtso";  // "3.13t.so.1.0"
  return name.starts_with(called) &&
         name.find_first_not_of(version, called.size()) == std::string_view::npos;
}

bool PythonFrames::is_of_library(std::string_view path) {
  return path.starts_with('<') || path.find("/lib/python") != path.npos;
}

std::optional<PythonFrames> PythonFrames::in(const Tracee& task, const Mapping& code,
                                             MemoryReader& with) {
  const std::string root = "/proc/" + std::to_string(task.tid) + "/root";
  const ElfFile file(open_place(find_place(root + code.file, with), with));
  const auto bias = load_bias_of(file, code);
  PythonFrames found;
  const std::pair<std::string_view, std::uint64_t PythonSymbols::*> wanted[] = {
      {"_PyRuntime", &PythonSymbols::runtime},
      {"Py_Version", &PythonSymbols::version},
      {"PyCode_Type", &PythonSymbols::code},
      {"PyUnicode_Type", &PythonSymbols::text},
      {"PyBytes_Type", &PythonSymbols::bytes}};
  file.each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    for (const auto& [called, where] : wanted) {
      if (name == called && symbol.st_shndx != SHN_UNDEF) {
        found.symbols_.*where = *bias + symbol.st_value;
      }
    }
  });
  if (!bias || found.symbols_.runtime == 0) return std::nullopt;
  const PythonSymbols& symbols = found.symbols_;
  const auto version = read_value<std::uint64_t>(task, symbols.version);
  found.layout_ = python_layout(version.value_or(0), [&](std::size_t size) {
    return read_memory(task, symbols.runtime, size);
  });
  return found;
}

std::optional<SourcePlace> PythonFrames::place_of(const Tracee& task) {
  if (!layout_) return std::nullopt;
  const auto thread = thread_pointer_of(task);
  return thread ? Reading(task, symbols_, *layout_).place(*thread) : std::nullopt;
}

bool PythonFrames::joins_thread(const Tracee& task) {
  if (!layout_) return false;
  const auto thread = thread_pointer_of(task);
  return thread && Reading(task, symbols_, *layout_).joins(*thread);
}

// It stays the same for as long as a thread lives. One that runs has no place.
std::optional<std::uint64_t> PythonFrames::thread_pointer_of(const Tracee& task) {
  if (const auto now = task.registers.now(task.tid)) {
    return thread_pointers_[task.tid] = now->thread_pointer();
  }
  if (!sleeping_call(task.tid)) return std::nullopt;
  const auto known = thread_pointers_.find(task.tid);
  return known == thread_pointers_.end() ? any_thread : known->second;
}

}  // namespace procdemo::tracee
