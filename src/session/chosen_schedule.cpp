#include "session/chosen_schedule.h"

namespace procdemo::session {

ChosenSchedule::ChosenSchedule(const Request& request, bool by_steps) {
  if (request.explored()) {
    explored_.emplace(*request.assignment->plan);
  } else if (request.order && by_steps) {
    person_.emplace(request.schedule, *request.order);
  } else if (request.order) {
    ordered_.emplace(request.schedule, *request.order);
  }
}

Schedule& ChosenSchedule::schedule() {
  if (ordered_) return *ordered_;
  if (explored_) return *explored_;
  if (person_) return *person_;
  return live_;
}

RunMode ChosenSchedule::mode(double speed) const {
  if (ordered_) return ordered_->mode();
  if (explored_) return explored_->mode();
  if (person_) return person_->mode();
  return LiveMode{speed};
}

void ChosenSchedule::saw(std::string_view result) {
  if (ordered_) ordered_->saw(result);
  if (explored_) explored_->saw(result);
  if (person_) person_->saw(result);
}

std::optional<Problem> ChosenSchedule::ended() const try {
  if (ordered_) ordered_->ended();
  return std::nullopt;
} catch (const Problem& problem) {
  return problem;
}

std::string ChosenSchedule::token(const std::string& subject, std::vector<Token::Option> options,
                                  bool over) const {
  if (!has_order()) return "";
  Order order = ordered_ ? ordered_->order() : explored_ ? explored_->order() : person_->order();
  if (!over) order.fingerprint.reset();
  return text_of(Token{subject_named(subject), std::move(options), std::move(order)});
}

}  // namespace procdemo::session
