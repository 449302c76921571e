#include "cli/explore/view.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/fd.h"
#include "base/text/lines.h"
#include "cli/words/explore.h"
#include "findings/table.h"
#include "show/sentences/finding_words.h"
#include "show/sentences/quotes.h"
#include "show/sentences/short_names.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/sheet.h"
#include "show/words/frame.h"
#include "trace/meanings.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

/// Of a trace that may be the search's own: not every order is run once more, as its reader would.
struct TracedOrder {
  std::string token;
  bool has_places = false;
};

TracedOrder traced_order(const std::string& lines) {
  TracedOrder order;
  TraceReader trace(lines);
  while (const auto event = trace.next()) {
    order.has_places = order.has_places || (event->place && !event->as<event::Finding>());
  }
  order.token = trace.end().token;
  return order;
}

}  // namespace

std::string as_lanes(const std::string& lines, const Style& style, const ShownAs& as) {
  std::string text;
  TraceReader trace(lines);
  const TracedOrder order = traced_order(lines);
  Style of_order = style;
  of_order.lines = order.has_places;
  const auto lanes =
      make_narrator(Format::lanes, of_order, [&](std::string_view written) { text += written; });
  const Meanings meanings = meanings_in(lines);
  Run run = trace.run();
  run.look = run.next = {};
  run.source = {};
  if (!order.token.empty()) run.schedule = order.token;
  const std::string program = run.command.empty() ? "" : run.command.front();
  const auto rename = [&](std::vector<std::string>& command) {
    const bool is_it = !as.typed.empty() && !command.empty() && command.front() == program;
    if (is_it) command.front() = as.typed;
  };
  rename(run.command);
  lanes->begin(run);
  while (auto event = trace.next()) {
    if (auto* start = std::get_if<event::Start>(&event->what)) rename(start->command);
    if (!event->as<event::Finding>()) lanes->event(restored(*std::move(event), meanings));
  }
  End end = restored(trace.end(), meanings);
  end.token.clear();  // the order's command stands beside it
  std::erase_if(end.claims,
                [&](const Verdict& verdict) { return verdict.holds != false || !as.says_broken; });
  lanes->end(end);
  return text;
}

std::map<std::string, std::string> why_broken(const std::string& lines, Language language) {
  TraceReader trace(lines);
  const Meanings meanings = meanings_in(lines);
  Quotes quotes;
  while (auto event = trace.next()) quotes.learn(restored(*std::move(event), meanings));
  std::map<std::string, std::string> all;
  for (const Verdict& verdict : restored(trace.end(), meanings).claims) {
    if (verdict.holds == false)
      all[verdict.id] = without_scratch(quotes.say(verdict.why, language));
  }
  return all;
}

std::vector<const Found*> by_orders(const Outcomes& outcomes) {
  std::vector<const Found*> outputs;
  for (const Found& output : outcomes.outputs()) outputs.push_back(&output);
  std::ranges::sort(outputs, {}, [](const Found* output) {
    return std::pair(-static_cast<std::int64_t>(output->second.orders.size()),
                     std::string_view(output->first));
  });
  return outputs;
}

std::vector<const Fault*> faults_in_order(const Outcomes& outcomes) {
  std::vector<const Fault*> faults;
  for (const Fault& fault : outcomes.faults()) {
    if (outcomes.is_shown(fault)) faults.push_back(&fault);
  }
  std::ranges::sort(faults, {}, [](const Fault* fault) {
    const Event& event = fault->finding;
    const SourcePlace place = event.place.value_or(SourcePlace());
    return std::tuple(find_row(event.as<event::Finding>()->id), event.process, place.file,
                      place.line);
  });
  return faults;
}

namespace {

class Text {
 public:
  Text(const Exploration& all, const Style& style) : all_(all), style_(style), sheet_(style) {}

  std::string take() {
    sum();
    outputs();
    for (const auto& [id, claim] : all_.outcomes.claims()) tell(id, claim);
    deadlocks();
    live();
    faults();
    return text_ + sheet_.take();
  }

  // The orders themselves are shown at the end.
  std::string take_first() {
    plays_ = false;
    sheet_.prose({{say(ExploreSays::so_far, all_.outcomes.runs(), seconds()), bold}});
    bool any = all_.outcomes.deadlock().has_value();
    for (const auto& [id, claim] : all_.outcomes.claims()) {
      if (claim.broken == 0) continue;
      any = true;
      tell(id, claim);
    }
    deadlocks();
    any = !wrong().empty() || any;
    for (const Fault* fault : wrong()) tell(*fault);
    if (!any) sheet_.prose({{say(ExploreSays::nothing_so_far)}});
    sheet_.prose({{say(ExploreSays::goes_on), dim}});
    sheet_.blank();
    return sheet_.take();
  }

 private:
  template <class... Args>
  std::string say(ExploreSays what, const Args&... args) const {
    return cli::say(style_.language, what, args...);
  }

  std::string seconds() const { return fmt::format("{:.2f}", all_.seconds); }

  void deadlocks() {
    const auto& deadlock = all_.outcomes.deadlock();
    if (!deadlock) return;
    sheet_.prose({{"✗ ", bad}, {say(ExploreSays::deadlocks, all_.outcomes.deadlocks())}}, 0, 2);
    example(*deadlock);
  }

  void sum() {
    const Outcomes& found = all_.outcomes;
    sheet_.prose(
        {{say(ExploreSays::orders, found.orders(), found.outputs().size(), found.runs(), seconds()),
          bold}});
    if (found.sampled() > 0) {
      sheet_.prose(
          {{say(ExploreSays::sample, found.sampled(), found.outputs_of(Outcomes::Part::sample),
                found.runs() - found.sampled(), found.outputs_of(Outcomes::Part::search))}});
    }
    if (all_.incomplete.empty()) sheet_.prose({{say(ExploreSays::complete)}});
    for (const std::string& why : all_.incomplete) {
      sheet_.prose({{say(ExploreSays::incomplete, why), bad}});
    }
    if (!all_.shared.empty()) sheet_.prose({{say(ExploreSays::shared, all_.shared)}});
    if (all_.any_sleep) sheet_.prose({{say(ExploreSays::other_times)}});
    if (all_.sleep_unknown) sheet_.prose({{say(ExploreSays::sleep_unknown)}});
    sheet_.blank();
  }

  void outputs() {
    int number = 0;
    for (const Found* output : by_orders(all_.outcomes)) {
      const Outcomes::Output& facts = output->second;
      sheet_.prose(
          {{say(ExploreSays::output, ++number, facts.orders.size(), facts.example.token)}});
      std::string_view rest = output->first;
      for (std::string_view line; next_line(rest, line);) {
        sheet_.prose({{escaped(line), dim}}, 4, 2);
      }
    }
    sheet_.blank();
  }

  void tell(const std::string& id, const Outcomes::Claim& claim) {
    const std::string words = escaped(claim.words.in(style_.language));
    const std::int64_t all = claim.held + claim.broken;
    if (claim.broken > 0 && !all_.is_broken(id, claim)) {
      sheet_.prose({{"- ", bold}, {say(ExploreSays::by_sleep, words, claim.broken, all)}}, 0, 2);
      return example(claim.example);
    }
    if (claim.broken > 0) {
      sheet_.prose({{"✗ ", bad}, {say(ExploreSays::broken, words, claim.broken, all)}}, 0, 2);
      return example(claim.example);
    }
    if (claim.held == 0)
      return sheet_.prose({{"- ", bold}, {say(ExploreSays::unchecked, words)}}, 0, 2);
    sheet_.prose({{"✓ ", good}, {say(ExploreSays::holds, words, claim.held)}}, 0, 2);
    if (all_.failures.contains(id)) example(claim.held_by);
  }

  // But not what a lesson shows on purpose.
  std::vector<const Fault*> wrong() const {
    std::vector<const Fault*> faults = faults_in_order(all_.outcomes);
    std::erase_if(faults, [](const Fault* fault) {
      return fault->finding.as<event::Finding>()->intended.value_or(false);
    });
    return faults;
  }

  void tell(const Fault& fault) {
    finding_rows(sheet_, shown_finding(fault.finding, {}, style_.language), style_);
    sheet_.prose({{say(ExploreSays::in_runs, fault.runs, all_.outcomes.runs())}}, 4);
    example(fault.example, 4);
  }

  void faults() {
    const std::vector<const Fault*> all = wrong();
    if (all.empty()) return;
    sheet_.blank();
    sheet_.prose({{show::say(style_.language, Frame::findings_heading), bold}});
    for (const Fault* fault : all) tell(*fault);
  }

  void example(const Example& example, int indent = 2) {
    sheet_.prose({{say(ExploreSays::shortest, example.steps, example.token)}}, indent, 2);
    const std::string command = fmt::format(fmt::runtime(all_.command), example.token);
    sheet_.prose({{escaped(say(ExploreSays::see, command))}}, indent, 2);
    if (example.trace && plays_) play(*example.trace);
  }

  // What is wrong with the program is told of all orders together.
  void play(const std::string& lines) {
    sheet_.blank();
    text_ += sheet_.take() + as_lanes(lines, style_);
    sheet_.blank();
  }

  void live() {
    const std::int64_t runs = all_.outcomes.live_runs();
    if (all_.live_wanted == 0) return;
    sheet_.blank();
    sheet_.prose({{say(ExploreSays::live, runs), bold}});
    if (runs < all_.live_wanted) {
      sheet_.prose({{say(ExploreSays::live_fewer, all_.live_wanted), bad}}, 2, 2);
    }
    int number = 0;
    for (const Found* output : by_orders(all_.outcomes)) {
      const std::int64_t times = output->second.live;
      ++number;
      sheet_.prose({{times > 0 ? say(ExploreSays::live_share, number, times)
                               : say(ExploreSays::live_never, number)}},
                   2, 2);
    }
    if (const std::int64_t others = all_.outcomes.live_others()) {
      sheet_.prose({{say(ExploreSays::live_other, others)}}, 2, 2);
    }
  }

  const Exploration& all_;
  Style style_;
  std::string text_;  // before what is on the sheet
  Sheet sheet_;
  bool plays_ = true;  // orders, as lanes
};

}  // namespace

std::string text_of(const Exploration& exploration, const Style& style) {
  return Text(exploration, style).take();
}

std::string first_answer_of(const Exploration& exploration, const Style& style) {
  return Text(exploration, style).take_first();
}

}  // namespace procdemo::cli
