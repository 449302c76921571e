#include "cli/running/run_output.h"

#include <chrono>
#include <system_error>

#include "base/problem.h"
#include "cli/print.h"
#include "show/problems.h"

namespace procdemo::cli {
namespace {

constexpr std::chrono::seconds in_a_hurry{1}, patience{10};

Fd duplicate(int output) {
  return Fd(check("dup standard output", ::fcntl(output, F_DUPFD_CLOEXEC, 3)));
}

}  // namespace

RunOutput::RunOutput(const Subject& subject, const RunOptions& options)
    : run_(subject.header), output_(duplicate(options.output)) {
  Assignment* const assignment = options.request.assignment;
  if (assignment) kept_.emplace(assignment->keep, assignment->trace);
  // What an exploration's runs are told as, nobody reads.
  if (!options.request.explored()) {
    narrator_ = make_narrator(options.format, options.style,
                              [this](std::string_view text) { output_.write(text); });
  }
  if (!options.record.empty()) recorder_.emplace(options.record);
  if (!options.request.live()) start_writing();
  if (!options.request.stable) return;
  Canonical::Surroundings surroundings = surroundings_of(subject);
  surroundings.evidence_is_canonical = true;
  canonical_.emplace(std::move(surroundings));
  run_ = canonical_->run(std::move(run_));
}

// A thread that begins in the middle of a run takes a number from its PIDs.
void RunOutput::start_writing() {
  output_.start();
  if (recorder_) recorder_->start();
}

void RunOutput::begin() {
  if (std::exchange(begun_, true)) return;
  if (kept_) kept_->begin(run_);
  if (narrator_) narrator_->begin(run_);
  if (recorder_) recorder_->begin(run_);
}

void RunOutput::event(const Event& event) {
  begin();
  time_ = event.time;
  told_ = std::chrono::steady_clock::now();
  if (event.as<event::Limit>()) limited_ = true;
  tell(canonical_ ? canonical_->event(event) : event);
}

void RunOutput::tell(const Event& event) {
  if (!run_.claims.empty()) quotes_.learn(event);
  if (kept_) kept_->event(event);
  if (narrator_) narrator_->event(event);
  if (recorder_) recorder_->event(event);
}

void RunOutput::pause() {
  if (narrator_) narrator_->pause(moment);
}

void RunOutput::flush() {
  output_.flush();
  check_output();
}

void RunOutput::end(End end, bool hurry) {
  if (run_.schedule != "live") end.time = time_;
  if (canonical_) end = canonical_->end(std::move(end));
  if (recorder_ && (hurry || limited_)) recorder_->be_patient_for(hurry ? in_a_hurry : patience);
  if (closed()) return give_up(end);
  begin();
  if (kept_) kept_->end(end, canonical_ ? &*canonical_ : nullptr);
  if (narrator_) narrator_->end(end);
  const bool read = flush_output(hurry);
  if (recorder_) recorder_->end(end);
  check_output();
  if (!read) throw Problem(Status::limit, OutputProblem::unread);
}

bool RunOutput::flush_output(bool hurry) {
  if (limited_ && !hurry) return output_.flush_while_read(patience);
  if (hurry) {
    output_.flush_for(in_a_hurry);
  } else {
    output_.flush();
  }
  return true;
}

/// What can be written is written; then whatever failed is thrown.
void RunOutput::give_up(const End& end) {
  if (recorder_) recorder_->end(end);
  check_output();
}

void RunOutput::check_output() const {
  const int error = output_.error();
  if (error == 0) return;
  if (error == EPIPE) throw BrokenPipe();
  throw Problem(Status::not_allowed, OutputProblem::failed,
                {std::generic_category().message(error)});
}

int RunOutput::ready_fd() const {
  return recorder_ && recorder_->full() ? recorder_->ready_fd() : output_.ready_fd();
}

// In a controlled run real time decides nothing.
void RunOutput::rest() {
  constexpr double surely = 1.5;  // by the run's own clock, too
  const std::chrono::duration<double> quiet = std::chrono::steady_clock::now() - told_;
  const bool live = run_.schedule == "live";
  if (narrator_ && live && quiet.count() > surely * moment)
    narrator_->pause(quiet.count() / surely);
  output_.push();
  if (recorder_) recorder_->push();
}

bool RunOutput::closed() const {
  return output_.error() != 0 || (recorder_ && recorder_->error() != 0);
}

End end_of(const Outcome& outcome, int status, std::string token, std::vector<Verdict> claims) {
  return {.processes = outcome.processes,
          .events = outcome.events,
          .survivors = outcome.survivors,
          .status = status,
          .wall = outcome.wall,
          .token = std::move(token),
          .claims = std::move(claims)};
}

}  // namespace procdemo::cli
