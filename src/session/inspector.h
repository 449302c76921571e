// Has what is wrong with a program told, before the summary of its run.
#pragma once

#include <cstdint>

#include "findings/finder.h"
#include "session/room.h"
#include "session/subject.h"

namespace procdemo::session {

/// Stands where the events come from: whoever comes after it gets the findings among them.
class Inspector final : public Sink {
 public:
  /// Both live longer. Finds nothing where the subject does not want it.
  Inspector(const Subject& subject, Finder::For whom, Sink& next);

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  void got(const Event& event) override { next_.got(event); }
  bool full() const override { return next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

  std::int64_t told() const { return told_; }  ///< findings

 private:
  void tell_findings(const Event& summary);

  const bool wanted_;
  Finder finder_;
  Sink& next_;
  std::int64_t told_ = 0;
};

}  // namespace procdemo::session
