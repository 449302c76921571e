#include "tracee/source/python_frames.h"

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text/utf8.h"
#include "tracee/elf_file.h"
#include "tracee/files.h"
#include "tracee/sleeping_call.h"
#include "tracee/source/python_lines.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

namespace {

// A program's memory may hold anything: lists in it need not end.
constexpr int most_interpreters = 64, most_threads = 4096, most_frames = 1024;
constexpr std::size_t longest_table = 1'000'000, longest_name = 4096;

std::string_view last_component(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// The first bytes of an object or structure; what could not be read is 0.
class Piece {
 public:
  Piece(const Tracee& task, std::uint64_t address, std::size_t size)
      : bytes_(address == 0 ? "" : read_memory(task, address, size)) {}

  std::uint64_t at(std::uint64_t offset) const { return value<std::uint64_t>(offset); }

  template <class Value>
  Value value(std::uint64_t offset) const {
    Value found{};
    if (offset <= bytes_.size() && bytes_.size() - offset >= sizeof found) {
      std::memcpy(&found, bytes_.data() + offset, sizeof found);
    }
    return found;
  }

 private:
  std::string bytes_;
};

/// Where it is not known which: the one, where there is no other.
constexpr std::uint64_t any_thread = 0;

constexpr std::size_t enough = 512;  // for what is asked of a structure

}  // namespace

/// One look at a stopped task.
class PythonFrames::Reading {
 public:
  Reading(const Tracee& task, const Symbols& symbols, const PythonLayout& layout)
      : task_(task), symbols_(symbols), layout_(layout) {}

  std::optional<SourcePlace> place(std::uint64_t thread) const {
    std::uint64_t frame = frame_of(thread);
    for (int i = 0; frame != 0 && i < most_frames; ++i) {
      const Piece piece(task_, frame, enough_of_frame);
      if (auto found = place_in(piece)) return found;
      frame = piece.at(layout_.previous);
    }
    return std::nullopt;
  }

 private:
  static constexpr std::size_t enough_of_frame = 96;

  std::uint64_t word(std::uint64_t address) const {
    return address == 0 ? 0 : read_value<std::uint64_t>(task_, address).value_or(0);
  }

  /// One that is being made bears its maker's number, and has none yet.
  std::uint64_t frame_of(std::uint64_t thread) const {
    std::vector<std::uint64_t> frames;
    each_thread([&](const Piece& state) {
      const bool is_its = thread == any_thread || state.at(layout_.thread_id) == thread;
      if (const std::uint64_t frame = is_its ? current_frame(state) : 0) frames.push_back(frame);
    });
    return frames.size() == 1 ? frames.front() : 0;
  }

  void each_thread(const auto& visit) const {
    std::uint64_t interpreter = word(symbols_.runtime + layout_.first_interpreter);
    for (int i = 0; interpreter != 0 && i < most_interpreters; ++i) {
      std::uint64_t state = word(interpreter + layout_.first_thread);
      for (int j = 0; state != 0 && j < most_threads; ++j) {
        const Piece piece(task_, state, enough);
        visit(piece);
        state = piece.at(layout_.next_thread);
      }
      interpreter = word(interpreter + layout_.next_interpreter);
    }
  }

  std::uint64_t current_frame(const Piece& thread) const {
    const std::uint64_t frame = thread.at(layout_.thread_frame);
    return layout_.frame_in_record && frame != 0 ? word(frame + *layout_.frame_in_record) : frame;
  }

  /// Frames of the interpreter's own run no code of a script.
  std::optional<SourcePlace> place_in(const Piece& frame) const {
    const std::uint64_t address = frame.at(layout_.executable);
    const Piece code(task_, address, enough);
    if (code.at(layout_.type) != symbols_.code) return std::nullopt;
    const std::string file = text_at(code.at(layout_.file_name));
    if (file.empty() || is_of_library(file)) return std::nullopt;
    const auto instruction =
        static_cast<std::int64_t>(frame.at(layout_.instruction) - (address + layout_.code));
    const auto line = python_line(bytes_at(code.at(layout_.line_table)),
                                  code.value<std::int32_t>(layout_.first_line), instruction);
    if (!line) return std::nullopt;
    return SourcePlace{std::string(last_component(file)), *line};
  }

  std::string bytes_at(std::uint64_t address) const {
    const Piece piece(task_, address, enough);
    const std::uint64_t size = piece.at(layout_.size);
    if (piece.at(layout_.type) != symbols_.bytes || size > longest_table) return "";
    return read_memory(task_, address + layout_.bytes, size);
  }

  /// As PEP 393 has it: characters of 1, 2 or 4 bytes.
  std::string text_at(std::uint64_t address) const {
    const Piece piece(task_, address, enough);
    const std::uint64_t length = piece.at(layout_.length);
    const auto state = piece.value<std::uint32_t>(layout_.state);
    const bool is_compact = (state >> 5 & 1) != 0, is_ascii = (state >> 6 & 1) != 0;
    if (piece.at(layout_.type) != symbols_.text || !is_compact || length > longest_name) return "";
    if (is_ascii) return read_memory(task_, address + layout_.ascii, length);
    return utf8(read_memory(task_, address + layout_.other_text, length * (state >> 2 & 7)),
                state >> 2 & 7);
  }

  static std::string utf8(const std::string& characters, std::size_t width) {
    std::string text;
    for (std::size_t at = 0; width != 0 && at + width <= characters.size(); at += width) {
      std::uint32_t character = 0;
      std::memcpy(&character, characters.data() + at, width);
      text += encode(character);
    }
    return text;
  }

  const Tracee& task_;
  const Symbols& symbols_;
  const PythonLayout& layout_;
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
  const std::pair<std::string_view, std::uint64_t Symbols::*> wanted[] = {
      {"_PyRuntime", &Symbols::runtime},
      {"Py_Version", &Symbols::version},
      {"PyCode_Type", &Symbols::code},
      {"PyUnicode_Type", &Symbols::text},
      {"PyBytes_Type", &Symbols::bytes}};
  file.each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    for (const auto& [called, where] : wanted) {
      if (name == called && symbol.st_shndx != SHN_UNDEF) {
        found.symbols_.*where = *bias + symbol.st_value;
      }
    }
  });
  if (!bias || found.symbols_.runtime == 0) return std::nullopt;
  const Symbols& symbols = found.symbols_;
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

// It stays the same for as long as a thread lives. One that runs has no place.
std::optional<std::uint64_t> PythonFrames::thread_pointer_of(const Tracee& task) {
  Registers now;
  if (now.read(task.tid)) return thread_pointers_[task.tid] = now.thread_pointer();
  if (!sleeping_call(task.tid)) return std::nullopt;
  const auto known = thread_pointers_.find(task.tid);
  return known == thread_pointers_.end() ? any_thread : known->second;
}

}  // namespace procdemo::tracee
