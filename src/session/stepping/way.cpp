#include "session/stepping/way.h"

#include "base/signal_names.h"
#include "trace/event.h"

namespace procdemo::session {
namespace {

class Way {
 public:
  void go_on_to(int step) {
    if (step > at_) requests.emplace_back(request::Continue{.step = step});
    at_ = step;
  }
  void step_of(const Name& who) {
    requests.emplace_back(request::Go{who});
    ++at_;
  }

  void is_at(int step) { at_ = step; }

  std::vector<ReaderRequest> requests{};

 private:
  int at_ = 0;
};

}  // namespace

ReaderRequest request_of(const Intervention& one) {
  return std::visit(Overloaded{[](const intervention::Typed& typed) -> ReaderRequest {
                                 return request::Input{typed.text};
                               },
                               [](const intervention::Sent& sent) -> ReaderRequest {
                                 return request::Signal{signal_name(sent.signal), sent.process};
                               }},
                    one.what);
}

Intervention intervention_of(int step, const ReaderRequest& request) {
  if (const auto* typed = std::get_if<request::Input>(&request)) {
    return {step, intervention::Typed{typed->text}};
  }
  const auto& sent = std::get<request::Signal>(request);
  return {step, intervention::Sent{signal_number(sent.signal).value_or(0), sent.process}};
}

std::vector<ReaderRequest> way_of(const RunProgress& progress) {
  const std::vector<Intervention> interventions = progress.interventions.so_far();
  if (interventions.empty()) return {};
  Way way;
  auto next = interventions.begin();
  for (int step = 0; step <= progress.steps(); ++step) {
    for (; next != interventions.end() && next->step == step; ++next) {
      way.go_on_to(step);
      way.requests.push_back(request_of(*next));
    }
    if (step == progress.steps()) break;
    const Taken& taken = progress.path[static_cast<std::size_t>(step)];
    using How = Taken::How;
    if (taken.how == How::goes_on) way.is_at(step + 1);
    if (taken.how != How::named) continue;
    way.go_on_to(step);
    way.step_of(taken.who);
  }
  way.go_on_to(progress.steps());
  way.requests.emplace_back(request::Quit{});
  return way.requests;
}

}  // namespace procdemo::session
