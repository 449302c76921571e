#include "tracee/source/source_image.h"

#include <fcntl.h>
#include <sys/syscall.h>

#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>

#include "base/check.h"
#include "tracee/mappings.h"
#include "tracee/sleeping_call.h"
#include "tracee/source/own_line.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {

namespace {

constexpr std::size_t frames_kept = 16;  // frames that anybody reads

// As its author writes it; "main" has no more to say.
std::string function_at(Dwfl_Module* module, Dwarf_Addr address) {
  const char* const symbol = ::dwfl_module_addrname(module, address);
  if (!symbol) return "";
  if (!std::string_view(symbol).starts_with("_Z")) return symbol;  // "b" would be a type: bool
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> plain(
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &std::free);
  return status == 0 ? plain.get() : symbol;
}

std::string_view name_of(Dwfl_Module* module) {
  return ::dwfl_module_info(module, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
}

}  // namespace

/// One search of a stack.
struct SourceImage::Walk {
  SourceImage& image;
  const Tracee& task;
  std::optional<SourcePlace> found = {};
  bool left_what_is_known = false;  // a frame is in no module
  int frames = 0;
  bool behind_clone = false;
  std::vector<StackFrame>* all = nullptr;  // where not only the innermost is wanted
  std::uint64_t window_at = 0;             // a piece of the stack
  std::string window = {};

  bool has_found() const { return found || (all && !all->empty()); }
  void search();
  void walk_frames();
  bool is_in_clone() const;

  bool read(Dwarf_Addr address, Dwarf_Word& word) {
    constexpr std::size_t piece = 1024;
    const auto in_window = [&] {
      return address >= window_at && address - window_at + sizeof word <= window.size();
    };
    if (!in_window()) {
      window_at = address;
      window = read_memory(task, address, piece);
    }
    if (!in_window()) return false;
    std::memcpy(&word, window.data() + (address - window_at), sizeof word);
    return true;
  }

  // A return address is that of the next instruction, which may be another line's.
  int take(Dwfl_Frame* frame) {
    constexpr int most_frames = 256;
    Dwarf_Addr address = 0;
    bool is_activation = false;
    if (++frames > most_frames || !::dwfl_frame_pc(frame, &address, &is_activation)) {
      return DWARF_CB_ABORT;
    }
    if (!is_activation) --address;
    Dwfl_Module* module = ::dwfl_addrmodule(image.dwfl_.get(), address);
    left_what_is_known = left_what_is_known || !module;
    if (module) found = image.line_at(module, address);
    if (found && all && all->size() < frames_kept) {
      all->push_back({function_at(module, address), *std::exchange(found, std::nullopt)});
    }
    return found ? DWARF_CB_ABORT : DWARF_CB_OK;
  }
};

/// What libdwfl asks for.
struct SourceImage::Answers {
  static pid_t next_thread(Dwfl*, void*, void**) { return 0; }

  static bool thread(Dwfl*, pid_t, void* image, void** argument) {
    *argument = image;
    return true;
  }

  static bool registers(Dwfl_Thread* thread, void* image) {
    const Walk& walk = *static_cast<SourceImage*>(image)->walk_;
    auto now = walk.task.registers.now(walk.task.tid);
    if (!now) return registers_asleep(thread, walk.task);
    if (walk.behind_clone) now->leave_function(walk.task);
    const auto values = now->by_dwarf_number();
    return ::dwfl_thread_state_registers(thread, 0, values.size(), values.data());
  }

  // The kernel tells two of them of one that is not stopped: enough, where no frame on the way to
  // the program's own keeps its place in another.
  static bool registers_asleep(Dwfl_Thread* thread, const Tracee& task) {
    const auto asleep = sleeping_call(task.tid);
    const DwarfNumbers numbers = dwarf_numbers();
    return asleep && set(thread, numbers.stack, asleep->stack) &&
           set(thread, numbers.instruction, asleep->instruction);
  }

  static bool set(Dwfl_Thread* thread, unsigned number, Dwarf_Word value) {
    return ::dwfl_thread_state_registers(thread, static_cast<int>(number), 1, &value);
  }

  static bool memory(Dwfl*, Dwarf_Addr address, Dwarf_Word* word, void* image) {
    return static_cast<SourceImage*>(image)->walk_->read(address, *word);
  }

  static int frame(Dwfl_Frame* frame, void* walk) { return static_cast<Walk*>(walk)->take(frame); }

  static int own(Dwfl_Module*, void** image_of_module, const char*, Dwarf_Addr, void* image) {
    *image_of_module = image;
    return DWARF_CB_OK;
  }

  static int elf(Dwfl_Module*, void** image, const char* name, Dwarf_Addr, char** file_name,
                 Elf**) {
    const SourceImage& of = *static_cast<SourceImage*>(*image);
    const Fd file = of.files_.open(of.walk_->task.tid, name);
    if (file) *file_name = ::strdup(name);
    return file ? ::fcntl(file.get(), F_DUPFD_CLOEXEC, 0) : -1;
  }

  static int debug_information(Dwfl_Module* module, void** image, const char* name, Dwarf_Addr base,
                               const char* file, const char* link, GElf_Word checksum,
                               char** debug_file) {
    if (is_of_system(name)) return -1;
    const int found =
        ::dwfl_build_id_find_debuginfo(module, image, name, base, file, link, checksum, debug_file);
    if (found >= 0 || !link) return found;
    const SourceImage& of = *static_cast<SourceImage*>(*image);
    const Fd beside = of.files_.open_beside(of.walk_->task.tid, module, name, link);
    return beside ? ::fcntl(beside.get(), F_DUPFD_CLOEXEC, 0) : -1;
  }

  static constexpr Dwfl_Callbacks of_modules = {.find_elf = elf,
                                                .find_debuginfo = debug_information,
                                                .section_address = nullptr,
                                                .debuginfo_path = nullptr};
  static constexpr Dwfl_Thread_Callbacks of_threads = {.next_thread = next_thread,
                                                       .get_thread = thread,
                                                       .memory_read = memory,
                                                       .set_initial_registers = registers,
                                                       .detach = nullptr,
                                                       .thread_detach = nullptr};
};

void SourceImage::look(Walk& walk) {
  const Tracee& task = walk.task;
  walk_ = &walk;
  const bool began = !dwfl_ && report(task);
  if (!began && !has_lines_.value_or(false) && !python_ && !is_in_known_module(task)) report(task);
  walk.search();
  if (!walk.has_found() && walk.left_what_is_known && !began && report(task)) walk.search();
  walk_ = nullptr;
}

std::optional<SourcePlace> SourceImage::place_of(const Tracee& task) {
  Walk walk{*this, task};
  look(walk);
  return walk.found;
}

std::vector<StackFrame> SourceImage::stack_of(const Tracee& task) {
  std::vector<StackFrame> frames;
  Walk walk{.image = *this, .task = task, .all = &frames};
  look(walk);
  if (walk.found) frames.insert(frames.begin(), {"", *walk.found});  // a script's
  return frames;
}

// A script's line comes first: below it there are frames of the interpreter alone.
void SourceImage::Walk::search() {
  if (image.python_ && (found = image.python_->place_of(task))) return;
  if (!image.has_lines_.value_or(false)) return;
  behind_clone = is_in_clone();
  walk_frames();
  behind_clone = false;
}

void SourceImage::Walk::walk_frames() {
  frames = 0;
  ::dwfl_getthread_frames(image.dwfl_.get(), task.tid, Answers::frame, this);
}

// Nothing tells how to unwind from that call in glibc, for in the thread that it makes that would
// be wrong; its function has nothing on the stack but where it returns to. (libdwfl would guess, by
// the register that may point to a frame.)
bool SourceImage::Walk::is_in_clone() const {
  const auto now = task.registers.now(task.tid);
  return now && now->call_number() == SYS_clone && !image.can_unwind_from(now->instruction());
}

bool SourceImage::can_unwind_from(std::uint64_t address) const {
  Dwfl_Module* const module = ::dwfl_addrmodule(dwfl_.get(), address);
  for (const auto rules_of : {::dwfl_module_eh_cfi, ::dwfl_module_dwarf_cfi}) {
    Dwarf_Addr bias = 0;
    Dwarf_CFI* const rules = module ? rules_of(module, &bias) : nullptr;
    Dwarf_Frame* frame = nullptr;
    if (!rules || ::dwarf_cfi_addrframe(rules, address - bias, &frame) != 0) continue;
    std::free(frame);
    return true;
  }
  return false;
}

// Modules that are there still stay as they are. False where nothing is new.
bool SourceImage::report(const Tracee& task) {
  constexpr std::size_t most = 4'000'000;
  std::string mapped = read_about_memory(task, "maps", 0, most);
  if (mapped.empty() || mapped == mapped_) return false;
  mapped_ = std::move(mapped);
  const bool first = !dwfl_;
  if (first) dwfl_.reset(::dwfl_begin(&Answers::of_modules));
  const std::unique_ptr<FILE, int (*)(FILE*)> file(::fmemopen(mapped_.data(), mapped_.size(), "r"),
                                                   std::fclose);
  ::dwfl_report_begin_add(dwfl_.get());
  ::dwfl_linux_proc_maps_report(dwfl_.get(), file.get());
  ::dwfl_report_end(dwfl_.get(), nullptr, nullptr);
  ::dwfl_getmodules(dwfl_.get(), Answers::own, this, 0);
  has_lines_ = search_lines();
  if (!python_) python_ = find_python(task);
  if (first && *has_lines_) {
    ::dwfl_attach_state(dwfl_.get(), nullptr, task.tid, &Answers::of_threads, this);
  }
  return true;
}

// A library that was loaded since may be what interprets it.
bool SourceImage::is_in_known_module(const Tracee& task) const {
  const auto now = task.registers.now(task.tid);
  return !now || ::dwfl_addrmodule(dwfl_.get(), now->instruction());
}

std::vector<PythonOutput> SourceImage::unwritten_by_python(const Tracee& task) {
  if (!std::exchange(looked_for_printing_, true)) printing_ = find_python(task);
  return printing_ ? printing_->unwritten(task) : std::vector<PythonOutput>();
}

std::optional<PythonFrames> SourceImage::find_python(const Tracee& task) const try {
  for (const Mapping& code : code_mappings(task)) {
    if (!PythonFrames::may_be(code.file)) continue;
    if (auto found = PythonFrames::in(task, code, with_)) return found;
  }
  return std::nullopt;
} catch (const std::system_error&) {
  return std::nullopt;  // deleted, or it did not answer in time
}

bool SourceImage::search_lines() const {
  const auto look = [](Dwfl_Module* module, void**, const char* name, Dwarf_Addr, void* found) {
    if (is_of_system(name) || !tracee::has_lines(module)) return static_cast<int>(DWARF_CB_OK);
    *static_cast<bool*>(found) = true;
    return static_cast<int>(DWARF_CB_ABORT);
  };
  bool found = false;
  ::dwfl_getmodules(dwfl_.get(), look, &found, 0);
  return found;
}

const std::optional<SourcePlace>& SourceImage::line_at(Dwfl_Module* module, Dwarf_Addr address) {
  const auto [entry, is_new] = lines_.try_emplace(address);
  if (is_new && !is_of_system(name_of(module))) entry->second = own_line(module, address);
  return entry->second;
}

}  // namespace procdemo::tracee
