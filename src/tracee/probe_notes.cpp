#include "tracee/probe_notes.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "tracee/elf_file.h"

namespace procdemo::tracee {

namespace {

constexpr std::uint32_t note_type = 3;
constexpr std::string_view note_name{"stapsdt\0", 8};

// A note's content: three addresses, then three texts that end with a zero byte.
class NoteReader {
 public:
  explicit NoteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t address() {
    std::uint64_t value = 0;
    if (bytes_.size() < sizeof value) return 0;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::string text() {
    const std::string_view text = bytes_.substr(0, bytes_.find('\0'));
    bytes_.remove_prefix(std::min(bytes_.size(), text.size() + 1));
    return std::string(text);
  }

 private:
  std::string_view bytes_;
};

// `base` is where .stapsdt.base was when the note was written, `now` where it is: a tool that moves
// a file's addresses (prelink) does not know the notes.
ProbeSite site_of(std::string_view note, std::uint64_t now) {
  NoteReader reader(note);
  ProbeSite site;
  site.address = reader.address();
  const std::uint64_t base = reader.address();
  site.semaphore = reader.address();
  const std::uint64_t moved = base && now ? now - base : 0;
  site.address += moved;
  if (site.semaphore) site.semaphore += moved;
  site.provider = reader.text();
  site.name = reader.text();
  site.arguments = probe_arguments(reader.text());
  return site;
}

void read_notes(Elf_Data* data, std::uint64_t base, std::vector<ProbeSite>& sites) {
  GElf_Nhdr header;
  std::size_t name_at = 0, content_at = 0;
  const auto* bytes = static_cast<const char*>(data->d_buf);
  for (std::size_t at = 0; (at = ::gelf_getnote(data, at, &header, &name_at, &content_at)) > 0;) {
    const std::string_view name(bytes + name_at, header.n_namesz);
    if (header.n_type != note_type || name != note_name) continue;
    sites.push_back(site_of({bytes + content_at, header.n_descsz}, base));
  }
}

// Symbols that arguments name, found in one pass over the file's tables.
void find_symbols(const ElfFile& file, std::vector<ProbeSite>& sites) {
  std::vector<ProbeArgument*> open;
  for (ProbeSite& site : sites) {
    for (ProbeArgument& argument : site.arguments) {
      if (argument.operand && !argument.operand->symbol.empty()) open.push_back(&argument);
    }
  }
  if (open.empty()) return;
  file.each_symbol([&](std::string_view name, const GElf_Sym& symbol) {
    std::erase_if(open, [&](ProbeArgument* argument) {
      if (argument->operand->symbol != name || symbol.st_shndx == SHN_UNDEF) return false;
      argument->symbol_address = symbol.st_value;
      return true;
    });
  });
  for (ProbeArgument* unknown : open) unknown->operand.reset();
}

ProbeArgument argument_of(std::string_view word) {
  ProbeArgument argument;
  if (const std::size_t at = word.find('@'); at != word.npos) {
    int size = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + at, size);
    const bool plain = error == std::errc{} && stop == word.data() + at;  // not "8f"
    argument.is_signed = size < 0;
    argument.size = static_cast<std::size_t>(std::abs(size));
    word.remove_prefix(at + 1);
    const bool known =
        argument.size == 1 || argument.size == 2 || argument.size == 4 || argument.size == 8;
    if (!plain || !known) return argument;
  }
  argument.operand = operand_of(word);
  return argument;
}

}  // namespace

std::vector<ProbeSite> probes_in(const ElfFile& file) {
  std::vector<ProbeSite> sites;
  std::uint64_t base = 0;
  file.each_section([&](Elf_Scn*, const GElf_Shdr& section) {
    if (file.name_of(section) == ".stapsdt.base") base = section.sh_addr;
    return base != 0;
  });
  file.each_section([&](Elf_Scn* section, const GElf_Shdr& facts) {
    if (facts.sh_type != SHT_NOTE || file.name_of(facts) != ".note.stapsdt") return false;
    if (Elf_Data* data = ::elf_getdata(section, nullptr)) read_notes(data, base, sites);
    return false;
  });
  find_symbols(file, sites);
  return sites;
}

std::vector<ProbeArgument> probe_arguments(std::string_view words) {
  std::vector<ProbeArgument> arguments;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (!word.empty()) arguments.push_back(argument_of(word));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
  }
  return arguments;
}

}  // namespace procdemo::tracee
