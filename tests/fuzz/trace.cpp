// A recorded trace: read, and shown in every display as far as it goes.
#include <sys/mman.h>

#include <memory>
#include <vector>

#include "base/problem.h"
#include "fuzz/fuzz.h"
#include "show/narrator.h"
#include "trace/canonical.h"
#include "trace/trace_reader.h"

using namespace procdemo::show;

namespace {

Fd file_with(std::string_view bytes) {
  Fd file(check("memfd_create", ::memfd_create("trace", MFD_CLOEXEC)));
  write_all(file.get(), bytes);
  ::lseek(file.get(), 0, SEEK_SET);
  return file;
}

// No display lets a program's bytes touch the terminal.
void check_text(std::string_view text) {
  for (const char c : text) must(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
}

std::vector<std::unique_ptr<Narrator>> displays() {
  std::vector<std::unique_ptr<Narrator>> all;
  for (const Language language : {Language::en, Language::zh}) {
    all.push_back(make_narrator(Format::plain, {language, false, 80}, check_text));
    for (const int width : {20, 50, 80, 200}) {
      all.push_back(make_narrator(Format::lanes, {language, false, width}, check_text));
    }
  }
  all.push_back(make_narrator(Format::jsonl, {}, check_text));
  return all;
}

void show(TraceReader& trace, const std::vector<std::unique_ptr<Narrator>>& narrators) {
  Canonical canonical({"/tmp/run", "/tmp/lesson", "/tmp/scratch", 4711});
  canonical.run(trace.run());
  for (const auto& narrator : narrators) narrator->begin(trace.run());
  while (const auto event = trace.next()) {
    const Event told = canonical.event(*event);
    must(event_from_line(to_line(*event)).seq == event->seq);
    must(to_line(event_from_line(to_line(told))) == to_line(told));
    for (const auto& narrator : narrators) narrator->event(*event);
  }
  canonical.end(trace.end());
  for (const auto& narrator : narrators) narrator->end(trace.end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    TraceReader trace(file_with(bytes_of(data, size)), "fuzz.jsonl");
    show(trace, displays());
  } catch (const Problem&) {
    // It is no whole trace, and that was said.
  }
  return 0;
}
