#include "run/image/wide_streams.h"

#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "base/text/utf8.h"
#include "tracee/memory.h"

namespace procdemo::run {

namespace {

struct WideText {
  std::uint64_t at = 0;  // where its first character is
  std::string bytes;
};

// As UTF-8. Whose locale has other bytes for them writes these never.
std::optional<WideText> wide_text(const Task& task, std::uint64_t data) {
  constexpr std::uint64_t write_base = 24;  // behind three pointers of what is read
  constexpr std::uint64_t largest = 65536 * sizeof(wchar_t);
  struct Pointers {
    std::uint64_t begin, end;
  };
  const auto pointers = read_value<Pointers>(task, data + write_base);
  if (!pointers || pointers->end < pointers->begin || pointers->end - pointers->begin > largest) {
    return std::nullopt;
  }
  const std::size_t size = pointers->end - pointers->begin;
  const std::string memory = size == 0 ? "" : read_memory(task, pointers->begin, size);
  if (memory.size() != size) return std::nullopt;
  WideText text{.at = pointers->begin, .bytes = {}};
  for (std::size_t i = 0; i + sizeof(wchar_t) <= size; i += sizeof(wchar_t)) {
    char32_t character;
    static_assert(sizeof character == sizeof(wchar_t));
    std::memcpy(&character, memory.data() + i, sizeof character);
    text.bytes += encode(character);
  }
  return text;
}

}  // namespace

void add_unwritten_wide(const Task& task, std::uint64_t data, int descriptor,
                        std::vector<Unwritten>& all) {
  auto text = wide_text(task, data);
  if (!text || text->bytes.empty() || descriptor < 0) return;
  all.push_back({.at = text->at,
                 .bytes = std::move(text->bytes),
                 .wide = WideBuffer{.data = data, .descriptor = descriptor}});
}

void note_wide(const Task& task, int descriptor, std::string_view text, std::uint64_t event) {
  for (Unwritten& one : task.process->unwritten) {
    const bool may_be = one.wide && !one.wide->noted && one.wide->descriptor == descriptor &&
                        (text.starts_with(one.bytes) || one.bytes.starts_with(text));
    if (may_be) one.wide->noted = event;
  }
}

std::vector<Unwritten> take_written_wide(const Task& task) {
  std::vector<Unwritten> written;
  std::erase_if(task.process->unwritten, [&](Unwritten& one) {
    if (!one.wide || !one.wide->noted) return false;
    const auto now = wide_text(task, one.wide->data);
    const bool is_out = now && !now->bytes.starts_with(one.bytes);
    if (is_out) written.push_back(std::move(one));
    return is_out;
  });
  return written;
}

}  // namespace procdemo::run
