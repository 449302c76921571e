// A trace as JSON Lines (trace/json.h), every event as it comes.
#pragma once

#include "show/narrator.h"

namespace procdemo {

class JsonLines : public Narrator {
 public:
  explicit JsonLines(Out out) : out_(std::move(out)) {}
  void begin(const Run& run) override;
  void event(const Event& event) override;
  void end(const End& end) override;

 private:
  Out out_;
};

}  // namespace procdemo
