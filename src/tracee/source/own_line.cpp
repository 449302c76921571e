#include "tracee/source/own_line.h"

#include <dwarf.h>
#include <elfutils/libdw.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace procdemo::tracee {

namespace {

namespace fs = std::filesystem;

bool may_hold_functions(Dwarf_Die* die) {
  constexpr std::array tags = {DW_TAG_subprogram, DW_TAG_lexical_block, DW_TAG_structure_type,
                               DW_TAG_class_type, DW_TAG_union_type,    DW_TAG_namespace};
  return std::ranges::count(tags, ::dwarf_tag(die)) != 0;
}

/// Fills in the innermost scope below `parent` that an instruction lies in. False where there is
/// none.
bool find_innermost(Dwarf_Die* parent, Dwarf_Addr address, Dwarf_Die& innermost) {
  Dwarf_Die child;
  if (::dwarf_child(parent, &child) != 0) return false;
  do {
    const bool holds = ::dwarf_haspc(&child, address) > 0;
    if (!holds && !may_hold_functions(&child)) continue;
    if (find_innermost(&child, address, innermost)) return true;
    if (holds) innermost = child;
    if (holds) return true;
  } while (::dwarf_siblingof(&child, &child) == 0);
  return false;
}

/// The scopes that an instruction lies in, the innermost first: what was inlined lies within the
/// function that it became part of. (dwarf_getscopes() goes on where an inlined function was
/// written instead; and it looks into a function only for what lies in its code, so that it does
/// not find those of its local classes, as lambdas are.)
class Scopes {
 public:
  Scopes(Dwarf_Die* unit, Dwarf_Addr address) {
    Dwarf_Die* found = nullptr;
    if (::dwarf_getscopes(unit, address, &found) > 0) {
      count_ = std::max(::dwarf_getscopes_die(found, &first_), 0);
    }
    std::free(found);
    Dwarf_Die innermost;
    if (empty() && find_innermost(unit, address, innermost)) {
      count_ = std::max(::dwarf_getscopes_die(&innermost, &first_), 0);
    }
  }
  Scopes(const Scopes&) = delete;
  Scopes& operator=(const Scopes&) = delete;
  ~Scopes() { std::free(first_); }
  bool empty() const { return count_ == 0; }
  Dwarf_Die* begin() const { return first_; }
  Dwarf_Die* end() const { return first_ + count_; }

 private:
  Dwarf_Die* first_ = nullptr;
  int count_ = 0;
};

struct Line {
  std::string_view file;  // of the debug information, which outlives it
  int number = 0;
};

std::string_view text(const char* text) {
  return text ? text : std::string_view();
}

std::string_view text_of(Dwarf_Die* die, unsigned attribute) {
  Dwarf_Attribute found;
  return text(::dwarf_formstring(::dwarf_attr_integrate(die, attribute, &found)));
}

// Clang writes no index of addresses (.debug_aranges).
Dwarf_Die* unit_at(Dwfl_Module* module, Dwarf_Addr address, Dwarf_Addr& bias) {
  if (Dwarf_Die* indexed = ::dwfl_module_addrdie(module, address, &bias)) return indexed;
  Dwarf_Die* unit = nullptr;
  while ((unit = ::dwfl_module_nextcu(module, unit, &bias))) {
    if (::dwarf_haspc(unit, address - bias) > 0) break;
  }
  return unit;
}

std::optional<Line> line_at(Dwarf_Die* unit, Dwarf_Addr address) {
  Dwarf_Line* line = ::dwarf_getsrc_die(unit, address);
  int number = 0;
  if (!line || ::dwarf_lineno(line, &number) != 0) return std::nullopt;
  return Line{text(::dwarf_linesrc(line, nullptr, nullptr)), number};
}

bool is_line(const std::optional<Line>& line) {
  return line && line->number != 0 && !line->file.empty();
}

Line line_of_call(Dwarf_Die* unit, Dwarf_Die* inlined) {
  Dwarf_Attribute file, line;
  Dwarf_Word file_number = 0, number = 0;
  Dwarf_Files* files = nullptr;
  if (::dwarf_formudata(::dwarf_attr(inlined, DW_AT_call_file, &file), &file_number) != 0 ||
      ::dwarf_formudata(::dwarf_attr(inlined, DW_AT_call_line, &line), &number) != 0 ||
      ::dwarf_getsrcfiles(unit, &files, nullptr) != 0) {
    return {};
  }
  return {text(::dwarf_filesrc(files, file_number, nullptr, nullptr)), static_cast<int>(number)};
}

// Clang names its files "/usr/bin/../lib/gcc/../include/c++/12/ostream".
bool is_of_toolchain(std::string_view named) {
  const std::string file = fs::path(named).lexically_normal().string();
  constexpr std::array<std::string_view, 5> folders = {"/usr/include/", "/usr/lib/", "/usr/lib32/",
                                                       "/usr/local/include/", "/usr/local/lib/"};
  return std::ranges::any_of(folders, [&](auto folder) { return file.starts_with(folder); });
}

/// Where a function was declared: of an inlined one and of a constructor that is another DIE.
Dwarf_Die declaration_of(Dwarf_Die die) {
  for (const unsigned origin :
       {DW_AT_abstract_origin, DW_AT_abstract_origin, DW_AT_specification}) {
    Dwarf_Attribute found;
    Dwarf_Die there;
    if (::dwarf_attr(&die, origin, &found) && ::dwarf_formref_die(&found, &there)) die = there;
  }
  return die;
}

/// The library that lessons use, where it was compiled with debug information or is in a header.
/// What is in one of its namespaces, of a class or not.
bool is_of_our_library(Dwarf_Die* function) {
  Dwarf_Die declaration = declaration_of(*function);
  Dwarf_Die* scopes = nullptr;
  const int count = ::dwarf_getscopes_die(&declaration, &scopes);
  const auto is_ours = [](Dwarf_Die& scope) {
    const std::string_view name = text(::dwarf_diename(&scope));
    return ::dwarf_tag(&scope) == DW_TAG_namespace &&
           (name == "procdemo" || name == "multiprocess");
  };
  const bool ours = count > 0 && std::any_of(scopes, scopes + count, is_ours);
  std::free(scopes);
  return ours;
}

SourcePlace place_of(Dwarf_Die* unit, const Line& line) {
  const fs::path folder(text_of(unit, DW_AT_comp_dir));
  const fs::path file = (folder / line.file).lexically_normal();
  const fs::path shown = file.lexically_relative(folder.lexically_normal());
  const bool below = !shown.empty() && *shown.begin() != "..";
  return {below ? shown.string() : file.filename().string(), line.number};
}

}  // namespace

std::optional<SourcePlace> own_line(Dwfl_Module* module, Dwarf_Addr address) {
  Dwarf_Addr bias = 0;
  Dwarf_Die* unit = unit_at(module, address, bias);
  if (!unit) return std::nullopt;
  auto line = line_at(unit, address - bias);
  const Scopes scopes(unit, address - bias);
  // What was optimized at link time may lie in other units' functions, which libdw does not follow.
  if (scopes.empty() && is_line(line) && !is_of_toolchain(line->file)) return place_of(unit, *line);
  for (Dwarf_Die& scope : scopes) {
    const int tag = ::dwarf_tag(&scope);
    if (tag != DW_TAG_inlined_subroutine && tag != DW_TAG_subprogram) continue;
    if (!is_line(line)) return std::nullopt;
    if (!is_of_toolchain(line->file) && !is_of_our_library(&scope)) return place_of(unit, *line);
    if (tag == DW_TAG_subprogram) return std::nullopt;
    line = line_of_call(unit, &scope);
  }
  return std::nullopt;
}

bool has_lines(Dwfl_Module* module) {
  Dwarf_Addr bias = 0;
  return ::dwfl_module_getdwarf(module, &bias) != nullptr;
}

}  // namespace procdemo::tracee
