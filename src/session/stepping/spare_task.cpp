#include "session/stepping/spare_task.h"

#include "session/stepping/request_json.h"
#include "session/stepping/way.h"
#include "trace/json_text.h"

namespace procdemo::session {
namespace {

constexpr char named_mark = '!', goes_on_mark = '+', between = ' ';

std::string text_of(const std::vector<Taken>& path) {
  std::string text;
  for (const Taken& step : path) {
    text += step.who;
    if (step.how == Taken::How::named) text += named_mark;
    if (step.how == Taken::How::goes_on) text += goes_on_mark;
    text += between;
  }
  return text;
}

Taken step_from(std::string_view text) {
  Taken step{.who = Name(text)};
  if (text.ends_with(named_mark)) step.how = Taken::How::named;
  if (text.ends_with(goes_on_mark)) step.how = Taken::How::goes_on;
  if (step.how != Taken::How::order) step.who.pop_back();
  return step;
}

std::vector<Taken> path_from(std::string_view text) {
  std::vector<Taken> path;
  for (std::size_t end; (end = text.find(between)) != text.npos; text.remove_prefix(end + 1)) {
    path.push_back(step_from(text.substr(0, end)));
  }
  return path;
}

OrderedJson with_step(const Intervention& one) {
  OrderedJson json = session::json_of(request_of(one));
  json["step"] = one.step;
  return json;
}

}  // namespace

std::string to_line(const SpareTask& task) {
  OrderedJson json = {{"number", task.number}, {"step", task.step},   {"told", task.told},
                      {"found", task.found},   {"serve", task.serve}, {"path", text_of(task.path)},
                      {"asked", task.asked}};
  OrderedJson& interventions = json["interventions"] = OrderedJson::array();
  for (const Intervention& one : task.interventions) interventions.push_back(with_step(one));
  return json_text(json) + "\n";
}

SpareTask spare_task_from(std::string_view line) {
  const OrderedJson json = parse_object(line);
  SpareTask task{.number = number_at<int>(json, "number"),
                 .step = number_at<int>(json, "step"),
                 .told = number_at<std::uint64_t>(json, "told"),
                 .found = number_at<std::uint64_t>(json, "found"),
                 .serve = flag_in(member(json, "serve"), "serve"),
                 .path = path_from(text_in(member(json, "path"), "path")),
                 .interventions = {},
                 .asked = {}};
  for (const OrderedJson& one : list_at(json, "interventions")) {
    task.interventions.push_back(intervention_of(number_at<int>(one, "step"), request_in(one)));
  }
  for (const OrderedJson& step : list_at(json, "asked")) {
    task.asked.push_back(number_in<int>(step, "asked"));
  }
  return task;
}

}  // namespace procdemo::session
