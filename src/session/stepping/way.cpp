#include "session/stepping/way.h"

#include "base/signal_names.h"
#include "trace/event.h"

namespace procdemo::session {
namespace {

ReaderRequest request_of(const Intervention& one) {
  return std::visit(Overloaded{[](const intervention::Typed& typed) -> ReaderRequest {
                                 return request::Input{typed.text};
                               },
                               [](const intervention::Sent& sent) -> ReaderRequest {
                                 return request::Signal{signal_name(sent.signal), sent.process};
                               }},
                    one.what);
}

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
    const RunProgress::Taken& taken = progress.path[static_cast<std::size_t>(step)];
    using How = RunProgress::Taken::How;
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
