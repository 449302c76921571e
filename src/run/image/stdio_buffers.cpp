#include "run/image/stdio_buffers.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "run/image/file_streams.h"
#include "run/image/wide_streams.h"
#include "tracee/c_library.h"
#include "tracee/elf_file.h"
#include "tracee/files.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"
#include "tracee/source/source_image.h"

namespace procdemo::run {

namespace {

constexpr int most_streams = 64;
constexpr std::size_t largest_buffer = 65536;

struct Stream {
  std::uint64_t begin = 0, end = 0;  ///< of what is not written
  std::uint64_t wide = 0;            ///< where it keeps its wide characters, if it has such
  std::uint64_t next = 0;            ///< in the chain
  int descriptor = -1;               ///< none: it is memory (open_memstream(3))
  bool has_buffer = false;           ///< it was read or written
};

// What lies between these members is read with them: it costs less than to ask twice.
std::optional<Stream> stream_at(const Task& task, std::uint64_t address) {
  constexpr std::size_t from = offsetof(FILE, _IO_write_base),
                        to = offsetof(FILE, _mode) + sizeof(int);
  const std::string bytes = read_memory(task, address + from, to - from);
  if (bytes.size() < to - from) return std::nullopt;
  const auto word = [&](std::size_t offset) {
    std::uint64_t value;
    __builtin_memcpy(&value, bytes.data() + offset - from, sizeof value);
    return value;
  };
  const auto number = [&](std::size_t offset) {
    int value;
    __builtin_memcpy(&value, bytes.data() + offset - from, sizeof value);
    return value;
  };
  const bool is_wide = number(offsetof(FILE, _mode)) > 0;
  return Stream{.begin = word(offsetof(FILE, _IO_write_base)),
                .end = word(offsetof(FILE, _IO_write_ptr)),
                .wide = is_wide ? word(offsetof(FILE, _wide_data)) : 0,
                .next = word(offsetof(FILE, _chain)),
                .descriptor = number(offsetof(FILE, _fileno)),
                .has_buffer = word(offsetof(FILE, _IO_buf_base)) != 0};
}

bool is_cpp_runtime(const Mapping& part) {
  return part.file.find("/libstdc++.so") != std::string::npos;
}

void add_unwritten(const Task& task, const Stream& stream, std::vector<Unwritten>& all) {
  if (stream.wide != 0) return add_unwritten_wide(task, stream.wide, stream.descriptor, all);
  const bool some = stream.descriptor >= 0 && stream.begin < stream.end &&
                    stream.end - stream.begin <= largest_buffer;
  if (!some) return;
  std::string bytes = read_memory(task, stream.begin, stream.end - stream.begin);
  if (bytes.size() != stream.end - stream.begin) return;
  all.push_back({.at = stream.begin, .bytes = std::move(bytes)});
}

// A program that has opened no stream has the three that all have, and standard error has no
// buffer.
bool has_none_in_output(const Task& task, std::uint64_t output) {
  const auto stream = stream_at(task, output);
  return stream && stream->begin == stream->end && stream->wide == 0;
}

}  // namespace

StdioBuffers::Streams StdioBuffers::streams_of(const ElfFile& file) {
  Streams streams{.code = code_parts(file)};
  file.each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    if (symbol.st_shndx == SHN_UNDEF || GELF_ST_TYPE(symbol.st_info) != STT_OBJECT) return;
    name = name.substr(0, name.find('@'));
    if (name == "_IO_list_all") streams.first = symbol.st_value;
    if (name == "_IO_2_1_stderr_") streams.standard = symbol.st_value;
    if (name == "_IO_2_1_stdout_") streams.output = symbol.st_value;
    if (name == "_ZSt4cout") streams.cout = symbol.st_value;
    if (name == "_ZTVSt13basic_filebufIcSt11char_traitsIcEE") {
      streams.filebuf_table = symbol.st_value;
    }
  });
  return streams;
}

// Read once for each file, whichever run asks.
std::optional<PlacedStreams> StdioBuffers::find_in(const Task& task, const Mapping& code) {
  static std::map<FileId, Streams> known;
  const Place place =
      find_place(fmt::format("/proc/{}/root{}", task.process->pid, code.file), with_);
  const struct stat& facts = place.facts;
  const FileId id(facts.st_dev, facts.st_ino, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
  auto found = known.find(id);
  if (found == known.end()) {
    found = known.emplace(id, streams_of(ElfFile(open_place(place, with_)))).first;
  }
  const Streams& streams = found->second;
  const auto bias = load_bias_of(streams.code, code);
  if (!bias) return std::nullopt;
  const auto placed = [&](std::uint64_t address) { return address == 0 ? 0 : *bias + address; };
  constexpr std::uint64_t first_function = 16;  // of a table, where objects point to
  const std::uint64_t table = placed(streams.filebuf_table);
  return PlacedStreams{placed(streams.first), placed(streams.standard), placed(streams.output),
                       placed(streams.cout), table == 0 ? 0 : table + first_function};
}

// The C library, or a program that has it linked in.
std::optional<PlacedStreams> StdioBuffers::find_of_c(const Task& task, const Code& code,
                                                     const std::string& program) {
  const auto library = std::ranges::find_if(code, is_c_library);
  for (const Mapping& part : code) {
    const bool wanted = library == code.end() ? part.file == program : &part == &*library;
    const auto streams = wanted ? find_in(task, part) : std::nullopt;
    if (streams && streams->first != 0 && streams->output != 0) return streams;
  }
  return std::nullopt;
}

// The program's, where the linker has copied them there; else the library's.
void StdioBuffers::find_of_cpp(const Task& task, const Code& code, const std::string& program,
                               PlacedStreams& streams) {
  const bool has_library = std::ranges::any_of(code, is_cpp_runtime);
  if (!has_library && std::ranges::any_of(code, is_c_library)) return;
  const auto choose = [](std::uint64_t& place, std::uint64_t found, bool is_program) {
    if (found != 0 && (is_program || place == 0)) place = found;
  };
  for (const Mapping& part : code) {
    const bool is_program = part.file == program;
    if (!is_program && !is_cpp_runtime(part)) continue;
    const auto found = find_in(task, part);
    if (!found) continue;
    choose(streams.cout, found->cout, is_program);
    choose(streams.filebuf, found->filebuf, is_program);
  }
}

std::optional<PlacedStreams> StdioBuffers::find(const Task& task) try {
  std::error_code unknown;
  const std::string program =
      std::filesystem::read_symlink(fmt::format("/proc/{}/exe", task.process->pid), unknown);
  const Code code = code_mappings(task);
  auto streams = find_of_c(task, code, program);
  if (!streams) return std::nullopt;
  streams->cout = streams->filebuf = 0;
  find_of_cpp(task, code, program, *streams);
  return streams;
} catch (const std::system_error&) {  // a file that may not be read, or does not answer
  return std::nullopt;
}

std::vector<Unwritten> StdioBuffers::unwritten(Task& task) {
  std::vector<Unwritten> all = of_libraries(task);
  const auto& source = task.process->image.source;
  if (!source) return all;
  for (PythonOutput& output : source->unwritten_by_python(task)) {
    all.push_back({.at = output.at, .bytes = std::move(output.bytes)});
  }
  return all;
}

void StdioBuffers::look(Task& task) {
  Image& image = task.process->image;
  if (!std::exchange(image.looked_for_streams, true)) image.streams = find(task);
}

std::vector<Unwritten> StdioBuffers::of_libraries(Task& task) {
  look(task);
  const Image& image = task.process->image;
  if (!image.streams) return {};
  std::vector<Unwritten> all;
  if (auto output = unwritten_of_cout(task, *image.streams)) all.push_back(std::move(*output));
  std::uint64_t next = read_value<std::uint64_t>(task, image.streams->first).value_or(0);
  const bool usual = next == image.streams->standard;
  if (usual && has_none_in_output(task, image.streams->output)) return all;
  std::vector<std::uint64_t> without_buffer;
  bool is_standard = false;  // the last three of the chain are
  for (int i = 0; next != 0 && i < most_streams; ++i) {
    const auto stream = stream_at(task, next);
    if (!stream) break;
    add_unwritten(task, *stream, all);
    is_standard = is_standard || next == image.streams->standard;
    const bool unused = stream->descriptor >= 0 && !stream->has_buffer;
    if (unused && !is_standard) without_buffer.push_back(next);
    next = stream->next;
  }
  add_unwritten_of_files(task, *image.streams, without_buffer, all);
  return all;
}

// What has been there since an earlier fork, has it in front.
void StdioBuffers::copied(Process& maker, Process& child, const std::vector<Unwritten>& unwritten) {
  if (unwritten.empty()) return;
  child.unwritten = unwritten;
  for (const Unwritten& one : unwritten) {
    std::erase_if(maker.unwritten, [&](const Unwritten& old) { return old.at == one.at; });
    maker.unwritten.push_back(one);
  }
}

std::optional<std::string> StdioBuffers::written(Process& process, std::uint64_t address,
                                                 std::string_view text) {
  const auto found = std::ranges::find(process.unwritten, address, &Unwritten::at);
  if (found == process.unwritten.end()) return std::nullopt;
  std::string bytes = std::move(found->bytes);
  process.unwritten.erase(found);
  return text.starts_with(bytes) ? std::optional(std::move(bytes)) : std::nullopt;
}

}  // namespace procdemo::run
