#include "show/sentences/evidence_words.h"

#include <algorithm>

#include "show/sentences/deadlock_words.h"
#include "show/sentences/function_name.h"
#include "show/words/evidence.h"

namespace procdemo::show {
namespace {

std::string frame_words(const StackFrame& frame, bool innermost, Language language) {
  const auto with = [&](Proof named, Proof nameless) {
    return frame.function.empty() ? say(language, nameless, frame.place.file, frame.place.line)
                                  : say(language, named, frame.place.file, frame.place.line,
                                        function_name(frame.function));
  };
  return innermost ? with(Proof::at_in, Proof::at) : with(Proof::from_in, Proof::from);
}

}  // namespace

std::vector<std::string> evidence_lines(const Evidence& evidence, Language language) {
  std::vector<std::string> lines;
  lines.push_back(evidence.call.empty()
                      ? say(language, Proof::no_call, evidence.process)
                      : say(language, Proof::call, evidence.process, evidence.call));
  for (const StackFrame& frame : evidence.stack) {
    lines.push_back(frame_words(frame, lines.size() == 1, language));
  }
  for (const std::string& line : evidence.kernel)
    lines.push_back(say(language, Proof::kernel, line));
  return lines;
}

std::vector<std::string> evidence_lines(const Evidence& evidence,
                                        const std::vector<Blocked>& waiting, Language language) {
  std::vector<std::string> lines = evidence_lines(evidence, language);
  const auto found = std::ranges::find(waiting, evidence.process, &Blocked::name);
  if (found != waiting.end()) {
    lines.insert(lines.begin(), waiting_sentence(*found, found->on, language));
  }
  return lines;
}

}  // namespace procdemo::show
