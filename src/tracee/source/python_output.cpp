#include "tracee/source/python_output.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>

#include "base/procfs.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"
#include "tracee/source/python_objects.h"

namespace procdemo::tracee {

namespace {

// The same from 3.11 to 3.13 (Objects/dictobject.c and moduleobject.c, Modules/_io/textio.c and
// bufferedio.c).
namespace dict {
constexpr std::uint64_t keys = 32;
constexpr std::uint64_t index_size = 9, kind = 10, entries = 24, indices = 32;  // in its keys
constexpr std::uint8_t of_texts = 1;
constexpr std::uint64_t most_entries = 100'000;
}  // namespace dict
namespace module {
constexpr std::uint64_t names = 16;
}  // namespace module
namespace text_file {
constexpr std::uint64_t buffer = 32, pending = 136;
}  // namespace text_file
namespace buffered {
constexpr std::uint64_t raw = 16, buffer = 56, write_position = 88, write_end = 96;
}  // namespace buffered
namespace raw_file {
constexpr std::uint64_t descriptor = 16;
}  // namespace raw_file
namespace list {
constexpr std::uint64_t size = 16, items = 24, most = 100'000;
}  // namespace list

constexpr std::size_t largest_buffer = 65536;

class Output {
 public:
  Output(const Tracee& task, const PythonSymbols& symbols, const PythonLayout& layout)
      : task_(task), symbols_(symbols), layout_(layout), objects_(task, symbols, layout) {}

  std::vector<PythonOutput> find() const {
    std::vector<PythonOutput> all;
    if (const auto output = object_in_sys("stdout")) add(*output, all);
    if (has_open_file()) add_files(all);
    return all;
  }

 private:
  /// A text file and the buffer below it; without the first one where bytes are written.
  struct Writer {
    std::uint64_t text = 0, buffer = 0;
  };

  std::optional<Writer> object_in_sys(std::string_view name) const {
    const std::uint64_t file = in_sys(name);
    return file == 0 ? std::nullopt : writer_of(file);
  }

  std::optional<Writer> writer_of(std::uint64_t text) const {
    const std::uint64_t buffer = objects_.word(text + text_file::buffer);
    const bool is_usual = objects_.type_of(text) == "_io.TextIOWrapper" &&
                          objects_.type_of(buffer) == "_io.BufferedWriter";
    return is_usual ? std::optional(Writer{text, buffer}) : std::nullopt;
  }

  void add(const Writer& writer, std::vector<PythonOutput>& all) const {
    PythonOutput output = in_buffer(PythonPiece(task_, writer.buffer));
    if (writer.text != 0) output.bytes += pending(objects_.word(writer.text + text_file::pending));
    if (!output.bytes.empty() && output.at != 0) all.push_back(std::move(output));
  }

  // --- of files that the script has opened ---

  static bool is_standard(int fd) { return fd <= 2; }

  bool has_open_file() const {
    return std::ranges::any_of(descriptors_of(task_.tid), [&](int fd) {
      struct stat facts;
      return !is_standard(fd) && stat_descriptor(task_.tid, fd, facts) && S_ISREG(facts.st_mode);
    });
  }

  // An object that is gone has no reference left to it.
  bool is_alive(std::uint64_t address) const {
    constexpr std::int64_t most_references = 1 << 20;
    const auto references = static_cast<std::int64_t>(objects_.word(address));
    return references > 0 && references < most_references;
  }

  bool writes_file(std::uint64_t buffer) const {
    const std::uint64_t raw = objects_.word(buffer + buffered::raw);
    if (!is_alive(buffer) || raw == 0 || objects_.type_of(raw) != "_io.FileIO") return false;
    return !is_standard(PythonPiece(task_, raw).value<std::int32_t>(raw_file::descriptor));
  }

  // Also where standard output itself has no buffer (python3 -u): a file has one.
  void add_files(std::vector<PythonOutput>& all) const {
    const std::uint64_t text = type_in_io("TextIOWrapper"), buffer = type_in_io("BufferedWriter");
    if (text == 0 || buffer == 0) return;
    std::map<std::uint64_t, Writer> writers;  // by the buffer
    each_object({text, buffer}, [&](std::uint64_t address, std::uint64_t type) {
      if (type == buffer) {
        writers.try_emplace(address, Writer{0, address});
      } else if (const auto one = is_alive(address) ? writer_of(address) : std::nullopt) {
        writers.insert_or_assign(one->buffer, *one);
      }
    });
    for (const auto& [address, writer] : writers) {
      if (writes_file(address)) add(writer, all);
    }
  }

  // Python has its objects in memory without a file.
  void each_object(std::pair<std::uint64_t, std::uint64_t> types, const auto& visit) const {
    constexpr std::uint64_t largest = 64 << 20;
    for (const Mapping& data : data_mappings(task_)) {
      const bool has_objects = data.file.empty() || data.file == "[heap]";
      if (!has_objects || data.end - data.begin > largest) continue;
      const std::string bytes = read_memory(task_, data.begin, data.end - data.begin);
      std::uint64_t word = 0;
      for (std::size_t at = 0; at + sizeof word <= bytes.size(); at += sizeof word) {
        std::memcpy(&word, bytes.data() + at, sizeof word);
        const bool is_one = (word == types.first || word == types.second) && at >= layout_.type;
        if (is_one) visit(data.begin + at - layout_.type, word);
      }
    }
  }

  std::uint64_t in_sys(std::string_view name) const {
    const std::uint64_t interpreter = objects_.word(symbols_.runtime + layout_.first_interpreter);
    return in_dict(objects_.word(interpreter == 0 ? 0 : interpreter + layout_.sys), name);
  }

  std::uint64_t type_in_io(std::string_view name) const {
    const std::uint64_t io = in_dict(in_sys("modules"), "_io");
    if (objects_.type_of(io) != "module") return 0;
    const std::uint64_t type = in_dict(objects_.word(io + module::names), name);
    return objects_.type_of(type) == "type" ? type : 0;
  }

  std::uint64_t in_dict(std::uint64_t names, std::string_view name) const {
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
    return value_of(name, keys + dict::indices + (std::uint64_t{1} << index_size), entries);
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

std::vector<PythonOutput> python_output(const Tracee& task, const PythonSymbols& symbols,
                                        const PythonLayout& layout) {
  return Output(task, symbols, layout).find();
}

}  // namespace procdemo::tracee
