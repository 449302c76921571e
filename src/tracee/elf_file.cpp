#include "tracee/elf_file.h"

#include <fmt/core.h>
#include <sys/auxv.h>

#include <algorithm>
#include <optional>

#include "tracee/mappings.h"

namespace procdemo::tracee {

namespace {

std::optional<std::uint64_t> auxiliary_value(pid_t pid, std::uint64_t type) {
  const std::string vector = read_file(fmt::format("/proc/{}/auxv", pid));
  const auto* words = reinterpret_cast<const std::uint64_t*>(vector.data());
  for (std::size_t i = 0; i + 1 < vector.size() / sizeof *words; i += 2) {
    if (words[i] == type) return words[i + 1];
  }
  return std::nullopt;
}

}  // namespace

ElfFile::ElfFile(Fd file) : file_(std::move(file)), elf_(nullptr, ::elf_end) {
  ::elf_version(EV_CURRENT);
  elf_.reset(::elf_begin(file_.get(), ELF_C_READ, nullptr));
  if (elf_ && !::gelf_getehdr(elf_.get(), &header_)) elf_.reset();
}

void ElfFile::each_section(const std::function<bool(Elf_Scn*, const GElf_Shdr&)>& visit) const {
  if (!elf_) return;
  for (Elf_Scn* section = nullptr; (section = ::elf_nextscn(elf_.get(), section));) {
    GElf_Shdr facts;
    if (::gelf_getshdr(section, &facts) && visit(section, facts)) return;
  }
}

void ElfFile::each_segment(const std::function<void(const GElf_Phdr&)>& visit) const {
  std::size_t segments = 0;
  if (!elf_ || ::elf_getphdrnum(elf_.get(), &segments) != 0) return;
  for (int i = 0; i < static_cast<int>(segments); ++i) {
    GElf_Phdr segment;
    if (::gelf_getphdr(elf_.get(), i, &segment)) visit(segment);
  }
}

std::string_view ElfFile::bytes_at(std::uint64_t address, std::size_t size) const {
  std::size_t all = 0;
  const char* const file = elf_ ? ::elf_rawfile(elf_.get(), &all) : nullptr;
  std::string_view bytes;
  each_segment([&](const GElf_Phdr& segment) {
    const bool here = segment.p_type == PT_LOAD && address >= segment.p_vaddr &&
                      address < segment.p_vaddr + segment.p_filesz;
    const std::uint64_t behind = address - segment.p_vaddr, at = segment.p_offset + behind;
    if (!file || !here || at > all) return;
    bytes = std::string_view(file, all).substr(at, std::min(size, segment.p_filesz - behind));
  });
  return bytes;
}

std::string_view ElfFile::name_of(const GElf_Shdr& section) const {
  std::size_t names = 0;
  if (::elf_getshdrstrndx(elf_.get(), &names) != 0) return "";
  const char* name = ::elf_strptr(elf_.get(), names, section.sh_name);
  return name ? name : "";
}

bool ElfFile::has_name(std::string_view beginning) const {
  bool found = false;
  each_section([&](Elf_Scn* section, const GElf_Shdr& facts) {
    const Elf_Data* table = facts.sh_type == SHT_STRTAB ? ::elf_rawdata(section, nullptr) : nullptr;
    if (!table || !table->d_buf) return false;
    const std::string_view names(static_cast<const char*>(table->d_buf), table->d_size);
    auto at = names.find(beginning);
    while (at != names.npos && (at == 0 || names[at - 1] != 0)) at = names.find(beginning, at + 1);
    found = at != names.npos;
    return found;
  });
  return found;
}

void ElfFile::each_symbol(
    const std::function<void(std::string_view, const GElf_Sym&)>& visit) const {
  each_section([&](Elf_Scn* section, const GElf_Shdr& table) {
    if (table.sh_type != SHT_SYMTAB && table.sh_type != SHT_DYNSYM) return false;
    Elf_Data* data = ::elf_getdata(section, nullptr);
    const std::size_t one = ::gelf_fsize(elf_.get(), ELF_T_SYM, 1, EV_CURRENT);
    const auto symbols = data && one != 0 ? static_cast<int>(data->d_size / one) : 0;
    for (int i = 0; i < symbols; ++i) {
      GElf_Sym symbol;
      if (!::gelf_getsym(data, i, &symbol)) continue;
      const char* name = ::elf_strptr(elf_.get(), table.sh_link, symbol.st_name);
      visit(name ? name : "", symbol);
    }
    return false;
  });
}

std::uint64_t load_bias_of(pid_t pid, std::uint64_t entry) {
  return auxiliary_value(pid, AT_ENTRY).value_or(entry) - entry;
}

std::vector<CodePart> code_parts(const ElfFile& file) {
  constexpr std::uint64_t page = 4096;
  std::vector<CodePart> parts;
  file.each_segment([&](const GElf_Phdr& segment) {
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) return;
    parts.push_back({segment.p_offset / page * page, segment.p_vaddr / page * page});
  });
  return parts;
}

std::optional<std::uint64_t> load_bias_of(const ElfFile& file, const Mapping& code) {
  return load_bias_of(code_parts(file), code);
}

std::optional<std::uint64_t> load_bias_of(const std::vector<CodePart>& file, const Mapping& code) {
  const auto part = std::ranges::find(file, code.offset, &CodePart::offset);
  if (part == file.end()) return std::nullopt;
  return code.begin - part->address;
}

}  // namespace procdemo::tracee
