// A program's file (elf(5)), as the observer needs it: where it is entered, and where its symbols
// are.
#pragma once

#include <gelf.h>
#include <libelf.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct Mapping;  // mappings.h

/// An open ELF file. What is none (a script) has no header, no sections and no symbols. It is read,
/// not mapped: whoever truncates a mapped file kills its reader (mmap(2), SIGBUS). And no size that
/// stands in it is believed beyond what was read.
class ElfFile {
 public:
  explicit ElfFile(Fd file);

  /// Its entry point: AT_ENTRY of a process minus it is how far the file was moved when it was
  /// loaded.
  std::uint64_t entry() const { return header_.e_entry; }

  /// Calls `visit` for each section, until it returns true.
  void each_section(const std::function<bool(Elf_Scn*, const GElf_Shdr&)>& visit) const;
  /// Likewise, for each part that is loaded, or tells how.
  void each_segment(const std::function<void(const GElf_Phdr&)>& visit) const;

  /// What the file has for this address; fewer bytes where a part of it ends.
  std::string_view bytes_at(std::uint64_t address, std::size_t size) const;

  std::string_view name_of(const GElf_Shdr& section) const;

  /// Whether a table of names has one that begins like this: of a symbol that is in it, or that it
  /// wants of another file.
  bool has_name(std::string_view beginning) const;

  /// Calls `visit` for each symbol, those of the linker's own table too.
  void each_symbol(const std::function<void(std::string_view, const GElf_Sym&)>& visit) const;

 private:
  Fd file_;
  std::unique_ptr<Elf, int (*)(Elf*)> elf_;
  GElf_Ehdr header_{};
};

/// How far the program of a process was moved from the addresses in its file when it was loaded.
std::uint64_t load_bias_of(pid_t pid, std::uint64_t entry);

/// A part of a file that is code: from which page of the file, and for which address.
struct CodePart {
  std::uint64_t offset = 0, address = 0;
};
std::vector<CodePart> code_parts(const ElfFile& file);

/// The same for any file whose code is mapped there; nothing where that is not this file's.
std::optional<std::uint64_t> load_bias_of(const ElfFile& file, const Mapping& code);
std::optional<std::uint64_t> load_bias_of(const std::vector<CodePart>& file, const Mapping& code);

}  // namespace procdemo::tracee
