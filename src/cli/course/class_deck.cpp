#include "cli/course/class_deck.h"

#include <map>
#include <memory>
#include <utility>

#include "cli/quiz/quiz.h"
#include "cli/table.h"
#include "cli/words/learn.h"

namespace procdemo::cli {
namespace {

using namespace questions;
using Moment = Question::Moment;
using Asks = ClassSlide::Asks;

class Deck {
 public:
  Deck(ClassLesson& lesson, const Style& style, SlideSize size)
      : lesson_(lesson),
        style_(style),
        slides_(lesson.lesson(), style, size),
        columns_(size.columns) {
    slides_.know(lesson.trace());
  }

  std::vector<ClassSlide> take() {
    pages(Part::look);
    ask_all(Moment::before, Part::predict);
    run();
    for (std::size_t i = 0; i < lesson_.questions().size(); ++i) {
      if (is_foretold(i)) ask(i, Part::run, Asks::answer);
    }
    ask_all(Moment::after, Part::run);
    for (const Part part : {Part::shows, Part::claims, Part::task, Part::next}) pages(part);
    return std::move(deck_);
  }

 private:
  const Question& question(std::size_t i) const { return lesson_.questions()[i].question; }

  bool is_foretold(std::size_t i) const { return cli::is_foretold(question(i)); }

  void pages(Part part) {
    const std::size_t count = slides_.counts().at(static_cast<std::size_t>(part));
    for (std::size_t stop = 0; stop < count; ++stop) {
      Slide slide = slides_.at({part, stop});
      deck_.push_back({part, std::move(slide.heading), "", std::move(slide.reveals)});
    }
  }

  void ask(std::size_t i, Part part, Asks asks) {
    deck_.push_back(
        {.part = part, .heading = slides_.heading_of(part), .question = i, .asks = asks});
  }

  void ask_all(Moment moment, Part part) {
    for (std::size_t i = 0; i < lesson_.questions().size(); ++i) {
      if (question(i).moment != moment) continue;
      ask(i, part, is_foretold(i) ? Asks::question : Asks::both);
    }
  }

  /// Which questions are asked before which of its events.
  std::multimap<std::size_t, std::size_t> moments_in(const SeenRun& seen) const {
    std::multimap<std::size_t, std::size_t> moments;
    for (std::size_t i = 0; i < lesson_.questions().size(); ++i) {
      if (question(i).moment != Moment::at) continue;
      if (const auto event = first_match(question(i).at, seen)) moments.emplace(*event, i);
    }
    return moments;
  }

  /// Step by step, held just before an event that a question is about.
  void run() {
    const std::string command = "procdemo " + lesson_.lesson().name;
    const std::string ready = lesson_.run() ? say(style_.language, LearnSays::run_ready, command)
                                            : say(style_.language, LearnSays::class_unseen);
    piece_ = {Part::run, slides_.heading_of(Part::run), "", {paragraph(ready, columns_)}};
    if (!lesson_.run()) return put_piece();
    const SeenRun& seen = *lesson_.run();
    const auto narrator = make_narrator(
        Format::lanes, style_, [&](std::string_view text) { piece_.reveals.emplace_back(text); });
    Run header = seen.run;
    header.look = header.next = {};
    header.source = {};
    narrator->begin(header);
    const auto moments = moments_in(seen);
    for (std::size_t event = 0; event < seen.events.size(); ++event) {
      const auto [first, last] = moments.equal_range(event);
      for (auto here = first; here != last; ++here) {
        narrator->pause(moment);
        put_piece();
        ask(here->second, Part::run, Asks::both);
      }
      narrator->event(seen.events[event]);
    }
    narrator->pause(moment);
    put_piece();
  }

  void put_piece() {
    if (piece_.reveals.empty()) return;
    ClassSlide next{piece_.part, piece_.heading, piece_.lead};
    for (const std::string& text : piece_.reveals) next.lead += text;
    deck_.push_back(std::exchange(piece_, std::move(next)));
  }

  ClassLesson& lesson_;
  const Style& style_;
  Slides slides_;
  const int columns_;
  ClassSlide piece_;  // of the run
  std::vector<ClassSlide> deck_;
};

}  // namespace

std::vector<ClassSlide> deck_of(ClassLesson& lesson, const Style& style, SlideSize size) {
  return Deck(lesson, style, size).take();
}

}  // namespace procdemo::cli
