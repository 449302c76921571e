#include "run/image/stdio_buffers.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

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
  std::uint64_t next = 0;            ///< in the chain
  bool has_descriptor = false;       ///< else it is memory (open_memstream(3))
};

// What lies between these members is read with them: it costs less than to ask twice.
std::optional<Stream> stream_at(const Task& task, std::uint64_t address) {
  constexpr std::size_t from = offsetof(FILE, _IO_write_base),
                        to = offsetof(FILE, _fileno) + sizeof(int);
  const std::string bytes = read_memory(task, address + from, to - from);
  if (bytes.size() < to - from) return std::nullopt;
  const auto word = [&](std::size_t offset) {
    std::uint64_t value;
    __builtin_memcpy(&value, bytes.data() + offset - from, sizeof value);
    return value;
  };
  int descriptor;
  __builtin_memcpy(&descriptor, bytes.data() + offsetof(FILE, _fileno) - from, sizeof descriptor);
  return Stream{.begin = word(offsetof(FILE, _IO_write_base)),
                .end = word(offsetof(FILE, _IO_write_ptr)),
                .next = word(offsetof(FILE, _chain)),
                .has_descriptor = descriptor >= 0};
}

bool is_cpp_runtime(const Mapping& part) {
  return part.file.find("/libstdc++.so") != std::string::npos;
}

void add_unwritten(const Task& task, const Stream& stream, std::vector<Unwritten>& all) {
  const bool some = stream.has_descriptor && stream.begin < stream.end &&
                    stream.end - stream.begin <= largest_buffer;
  if (!some) return;
  std::string bytes = read_memory(task, stream.begin, stream.end - stream.begin);
  if (bytes.size() == stream.end - stream.begin) all.push_back({stream.begin, std::move(bytes)});
}

// A program that has opened no stream has the three that all have, and standard error has no
// buffer.
bool has_none_in_output(const Task& task, std::uint64_t output) {
  constexpr std::size_t from = offsetof(FILE, _IO_write_base);
  static_assert(offsetof(FILE, _IO_write_ptr) == from + sizeof(char*));
  struct Pointers {
    std::uint64_t begin, end;
  };
  const auto pointers = read_value<Pointers>(task, output + from);
  return pointers && pointers->begin == pointers->end;
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
  return PlacedStreams{placed(streams.first), placed(streams.standard), placed(streams.output),
                       placed(streams.cout)};
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

// The program's, where the linker has copied it there; else the library's.
std::uint64_t StdioBuffers::find_cout(const Task& task, const Code& code,
                                      const std::string& program) {
  const bool has_library = std::ranges::any_of(code, is_cpp_runtime);
  if (!has_library && std::ranges::any_of(code, is_c_library)) return 0;
  std::uint64_t cout = 0;
  for (const Mapping& part : code) {
    const bool is_program = part.file == program;
    if (!is_program && (!is_cpp_runtime(part) || cout != 0)) continue;
    const auto streams = find_in(task, part);
    if (streams && streams->cout != 0) cout = streams->cout;
  }
  return cout;
}

std::optional<PlacedStreams> StdioBuffers::find(const Task& task) try {
  std::error_code unknown;
  const std::string program =
      std::filesystem::read_symlink(fmt::format("/proc/{}/exe", task.process->pid), unknown);
  const Code code = code_mappings(task);
  auto streams = find_of_c(task, code, program);
  if (streams) streams->cout = find_cout(task, code, program);
  return streams;
} catch (const std::system_error&) {  // a file that may not be read, or does not answer
  return std::nullopt;
}

// libstdc++'s binary interface: a std::ostream is a pointer to its table and a std::basic_ios, in
// which the address of its buffer stands; in the buffer, behind a pointer to its table and three of
// what is read, the beginning and the end of what is not written. With stdio(3) there is none.
std::optional<Unwritten> StdioBuffers::of_cout(const Task& task, std::uint64_t cout) {
  constexpr std::uint64_t buffer_in_stream = 240, unwritten_in_buffer = 32;
  struct Pointers {
    std::uint64_t begin, end;
  };
  const auto buffer = read_value<std::uint64_t>(task, cout + buffer_in_stream);
  const auto pointers =
      buffer ? read_value<Pointers>(task, *buffer + unwritten_in_buffer) : std::nullopt;
  const bool some = pointers && pointers->begin < pointers->end &&
                    pointers->end - pointers->begin <= largest_buffer;
  if (!some) return std::nullopt;
  return Unwritten{pointers->begin,
                   read_memory(task, pointers->begin, pointers->end - pointers->begin)};
}

std::vector<Unwritten> StdioBuffers::unwritten(Task& task) {
  std::vector<Unwritten> all = of_c_library(task);
  const auto& streams = task.process->image.streams;
  const std::uint64_t cout = streams ? streams->cout : 0;
  if (auto output = cout != 0 ? of_cout(task, cout) : std::nullopt) all.push_back(*output);
  const auto& source = task.process->image.source;
  if (auto output = source ? source->unwritten_by_python(task) : std::nullopt) {
    all.push_back({output->at, std::move(output->bytes)});
  }
  return all;
}

void StdioBuffers::look(Task& task) {
  Image& image = task.process->image;
  if (!std::exchange(image.looked_for_streams, true)) image.streams = find(task);
}

std::vector<Unwritten> StdioBuffers::of_c_library(Task& task) {
  look(task);
  const Image& image = task.process->image;
  if (!image.streams) return {};
  std::uint64_t next = read_value<std::uint64_t>(task, image.streams->first).value_or(0);
  const bool usual = next == image.streams->standard;
  if (usual && has_none_in_output(task, image.streams->output)) return {};
  std::vector<Unwritten> all;
  for (int i = 0; next != 0 && i < most_streams; ++i) {
    const auto stream = stream_at(task, next);
    if (!stream) break;
    add_unwritten(task, *stream, all);
    next = stream->next;
  }
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
