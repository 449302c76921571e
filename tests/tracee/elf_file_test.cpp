#include "tracee/elf_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/fd.h"
#include "catch.h"

using namespace procdemo::tracee;

namespace {

// A copy of this program's file.
Fd copy_of_this() {
  const std::string text = read_file("/proc/self/exe");
  Fd file(::memfd_create("program", MFD_CLOEXEC));
  write_all(file.get(), text);
  return file;
}

Fd duplicate(const Fd& file) {
  return Fd(::fcntl(file.get(), F_DUPFD_CLOEXEC, 0));
}

int count_symbols(const ElfFile& file) {
  int symbols = 0;
  file.each_symbol([&](std::string_view, const GElf_Sym&) { ++symbols; });
  return symbols;
}

// Writes another size of all tables of symbols.
void write_size(const Fd& file, Elf64_Xword size) {
  Elf64_Ehdr header;
  REQUIRE(::pread(file.get(), &header, sizeof header, 0) == sizeof header);
  for (int i = 0; i < header.e_shnum; ++i) {
    const auto at =
        static_cast<off_t>(header.e_shoff + static_cast<Elf64_Off>(i) * sizeof(Elf64_Shdr));
    Elf64_Shdr section;
    REQUIRE(::pread(file.get(), &section, sizeof section, at) == sizeof section);
    if (section.sh_type != SHT_SYMTAB && section.sh_type != SHT_DYNSYM) continue;
    section.sh_entsize = 1;
    section.sh_size = size;
    REQUIRE(::pwrite(file.get(), &section, sizeof section, at) == sizeof section);
  }
}

}  // namespace

TEST_CASE("a program's file has an entry and symbols; what is none has nothing") {
  const ElfFile own(copy_of_this());
  CHECK(own.entry() != 0);
  CHECK(count_symbols(own) > 0);
  Fd script(::memfd_create("script", MFD_CLOEXEC));
  write_all(script.get(), "#!/bin/sh\n");
  const ElfFile none(std::move(script));
  CHECK(none.entry() == 0);
  CHECK(count_symbols(none) == 0);
}

TEST_CASE("a program's file may be cut off while it is read") {
  const Fd file = copy_of_this();
  const ElfFile cut(duplicate(file));
  REQUIRE(::ftruncate(file.get(), 0) == 0);
  CHECK(count_symbols(cut) == 0);
}

TEST_CASE("no size that stands in a program's file is believed") {
  for (const Elf64_Xword size : {Elf64_Xword{1} << 20, Elf64_Xword{1} << 62, ~Elf64_Xword{0}}) {
    const Fd file = copy_of_this();
    const int before = count_symbols(ElfFile(duplicate(file)));
    write_size(file, size);
    CHECK(count_symbols(ElfFile(duplicate(file))) <= before + (1 << 20));
  }
}
