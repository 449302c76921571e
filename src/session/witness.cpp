#include "session/witness.h"

#include <utility>

namespace procdemo::session {

Witness::Witness(const Subject& subject, Explored* explored, Sink& next)
    : keeps_(subject.claims), explored_(explored), next_(next) {
  if (keeps_ && explored_) sense_.emplace(*subject.claims, subject.conditions);
}

void Witness::event(const Event& event) {
  next_.event(event);
  if (keeps_) events_.push_back(event);
  if (!sense_) return;
  for (auto& [object, exclusive] : sense_->of(event)) {
    explored_->touch({std::move(object), exclusive ? Touch::How::change : Touch::How::look});
  }
}

}  // namespace procdemo::session
