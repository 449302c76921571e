#include "tracee/source/python_output.h"

#include <string_view>

#include "tracee/memory.h"
#include "tracee/source/python_objects.h"

namespace procdemo::tracee {

namespace {

// The same from 3.11 to 3.13 (Objects/dictobject.c, Modules/_io/textio.c and bufferedio.c).
namespace dict {
constexpr std::uint64_t keys = 32;
constexpr std::uint64_t index_size = 9, kind = 10, entries = 24, indices = 32;  // in its keys
constexpr std::uint8_t of_texts = 1;
constexpr std::uint64_t most_entries = 100'000;
}  // namespace dict
namespace text_file {
constexpr std::uint64_t buffer = 32, pending = 136;
}  // namespace text_file
namespace buffered {
constexpr std::uint64_t buffer = 56, write_position = 88, write_end = 96;
}  // namespace buffered
namespace list {
constexpr std::uint64_t size = 16, items = 24, most = 100'000;
}  // namespace list

constexpr std::size_t largest_buffer = 65536;

class Output {
 public:
  Output(const Tracee& task, const PythonSymbols& symbols, const PythonLayout& layout)
      : task_(task), symbols_(symbols), layout_(layout), objects_(task, symbols, layout) {}

  std::optional<PythonOutput> find() const {
    const std::uint64_t file = standard_output();
    const std::uint64_t buffer = objects_.word(file == 0 ? 0 : file + text_file::buffer);
    const bool is_usual = objects_.type_of(file) == "_io.TextIOWrapper" &&
                          objects_.type_of(buffer) == "_io.BufferedWriter";
    if (!is_usual) return std::nullopt;
    PythonOutput output = in_buffer(PythonPiece(task_, buffer));
    output.bytes += pending(objects_.word(file + text_file::pending));
    return output.bytes.empty() || output.at == 0 ? std::nullopt : std::optional(output);
  }

 private:
  // sys.stdout
  std::uint64_t standard_output() const {
    const std::uint64_t interpreter = objects_.word(symbols_.runtime + layout_.first_interpreter);
    const std::uint64_t names = objects_.word(interpreter == 0 ? 0 : interpreter + layout_.sys);
    if (objects_.type_of(names) != "dict") return 0;
    const std::uint64_t keys = objects_.word(names + dict::keys);
    const PythonPiece head(task_, keys, dict::indices);
    const auto index_size = head.value<std::uint8_t>(dict::index_size);
    const std::uint64_t entries = head.at(dict::entries);
    constexpr std::uint8_t longest_index = 24;
    if (head.value<std::uint8_t>(dict::kind) != dict::of_texts || entries > dict::most_entries ||
        index_size > longest_index) {
      return 0;
    }
    return value_of("stdout", keys + dict::indices + (std::uint64_t{1} << index_size), entries);
  }

  // Each entry is a key and its value.
  std::uint64_t value_of(std::string_view name, std::uint64_t table, std::uint64_t entries) const {
    constexpr std::uint64_t pair = 16;
    const PythonPiece all(task_, table, entries * pair);
    for (std::uint64_t i = 0; i < entries; ++i) {
      if (objects_.text_at(all.at(i * pair)) == name) return all.at(i * pair + pair / 2);
    }
    return 0;
  }

  // What comes is written behind what is there, or else from the beginning.
  PythonOutput in_buffer(const PythonPiece& object) const {
    const std::uint64_t begin = object.at(buffered::buffer);
    const auto position = object.value<std::int64_t>(buffered::write_position);
    const auto end = object.value<std::int64_t>(buffered::write_end);
    const auto size = static_cast<std::uint64_t>(end - position);
    if (begin == 0 || position < 0 || end <= position || size > largest_buffer) return {begin, ""};
    const std::uint64_t at = begin + static_cast<std::uint64_t>(position);
    return {at, read_memory(task_, at, size)};
  }

  // A text, bytes, or a list of such.
  std::string pending(std::uint64_t address) const {
    if (objects_.type_of(address) != "list") return piece_of(address);
    const PythonPiece object(task_, address);
    const std::uint64_t size = object.at(list::size);
    if (size > list::most) return "";
    const PythonPiece items(task_, object.at(list::items), size * sizeof address);
    std::string all;
    for (std::uint64_t i = 0; i < size; ++i) all += piece_of(items.at(i * sizeof address));
    return all;
  }

  std::string piece_of(std::uint64_t address) const {
    std::string text = objects_.text_at(address);
    return text.empty() ? objects_.bytes_at(address) : text;
  }

  const Tracee& task_;
  const PythonSymbols& symbols_;
  const PythonLayout& layout_;
  PythonObjects objects_;
};

}  // namespace

std::optional<PythonOutput> python_output(const Tracee& task, const PythonSymbols& symbols,
                                          const PythonLayout& layout) {
  return Output(task, symbols, layout).find();
}

}  // namespace procdemo::tracee
