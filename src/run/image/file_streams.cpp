#include "run/image/file_streams.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::run {

namespace {

constexpr std::size_t word_size = sizeof(std::uint64_t);

// A std::streambuf is a pointer to its table and three of what is read, and then the beginning and
// the end of what is not written.
std::optional<Unwritten> unwritten_in(const Task& task, std::uint64_t buffer) {
  constexpr std::uint64_t unwritten_in_buffer = 32, largest = 65536;
  struct Pointers {
    std::uint64_t begin, end;
  };
  const auto pointers = read_value<Pointers>(task, buffer + unwritten_in_buffer);
  const bool some =
      pointers && pointers->begin < pointers->end && pointers->end - pointers->begin <= largest;
  if (!some) return std::nullopt;
  return Unwritten{.at = pointers->begin,
                   .bytes = read_memory(task, pointers->begin, pointers->end - pointers->begin)};
}

// A filebuf adds a std::locale, a mutex, and the address of its stream.
constexpr std::uint64_t file_in_filebuf = 104;

void search(const Task& task, std::uint64_t from, std::uint64_t size, std::uint64_t table,
            const std::vector<std::uint64_t>& files, std::vector<Unwritten>& all) {
  const std::string bytes = read_memory(task, from, size);
  const auto word = [&](std::size_t at) {
    std::uint64_t value;
    std::memcpy(&value, bytes.data() + at, word_size);
    return value;
  };
  for (std::size_t at = file_in_filebuf; at + word_size <= bytes.size(); at += word_size) {
    if (std::ranges::count(files, word(at)) == 0) continue;
    if (word(at - file_in_filebuf) != table) continue;
    auto found = unwritten_in(task, from + at - file_in_filebuf);
    if (found) all.push_back(std::move(*found));
  }
}

// Who is there has what is below its stack's pointer no more.
std::uint64_t begin_of_used(const Task& task, const Mapping& data) {
  const auto registers = task.registers.now(task.tid);
  const std::uint64_t stack = registers ? registers->stack() : 0;
  return data.holds(stack) ? stack - stack % word_size : data.begin;
}

}  // namespace

// In a std::ostream the address of its buffer stands behind a pointer to its table, and in a
// std::basic_ios. With stdio(3) it has none of its own.
std::optional<Unwritten> unwritten_of_cout(const Task& task, const PlacedStreams& streams) {
  constexpr std::uint64_t buffer_in_stream = 240;
  if (streams.cout == 0) return std::nullopt;
  const auto buffer = read_value<std::uint64_t>(task, streams.cout + buffer_in_stream);
  return buffer ? unwritten_in(task, *buffer) : std::nullopt;
}

void add_unwritten_of_files(const Task& task, const PlacedStreams& streams,
                            const std::vector<std::uint64_t>& files, std::vector<Unwritten>& all) {
  constexpr std::uint64_t largest = 16 << 20;  // of what is searched at once
  if (streams.filebuf == 0 || files.empty()) return;
  for (const Mapping& data : data_mappings(task)) {
    const std::uint64_t from = begin_of_used(task, data);
    if (data.end - from <= largest) {
      search(task, from, data.end - from, streams.filebuf, files, all);
    }
  }
}

}  // namespace procdemo::run
