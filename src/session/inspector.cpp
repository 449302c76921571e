#include "session/inspector.h"

#include <utility>

namespace procdemo::session {

Inspector::Inspector(const Subject& subject, Finder::For whom, Sink& next)
    : wanted_(subject.wants_findings), finder_(subject.intended, whom), next_(next) {}

void Inspector::fact(const Fact& fact) {
  if (wanted_) finder_.fact(fact);
}

void Inspector::event(const Event& event) {
  if (!wanted_) return next_.event(event);
  if (event.as<event::Summary>()) return tell_findings(event);
  finder_.event(event);
  next_.event(event);
}

// The summary is the last one, whatever was found.
void Inspector::tell_findings(const Event& summary) {
  Event last = summary;
  for (Event& finding : finder_.found()) {
    finding.seq = last.seq++;
    finding.time = last.time;
    ++told_;
    next_.event(finding);
  }
  next_.event(last);
}

}  // namespace procdemo::session
