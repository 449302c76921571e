#include "course/progress.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "trace/json_text.h"

namespace procdemo::course {
namespace {

using Json = nlohmann::ordered_json;

constexpr int version = 1;
constexpr std::size_t longest_text = 10'000;  // bytes of a name or an answer
constexpr int most = 1'000'000;

[[noreturn]] void refuse_field(const std::string& name) {
  throw std::invalid_argument(name);
}

// --- to JSON ---

Json json_of(const TaskMark& task) {
  return {{"solved", task.solved},
          {"in", task.in},
          {"hints", task.hints},
          {"seen_solution", task.seen_solution}};
}

Json json_of(const LessonMarks& marks) {
  Json json = Json::object();
  if (marks.done) json["done"] = true;
  if (!marks.place.empty()) json["place"] = marks.place;
  for (const auto& [id, mark] : marks.questions) {
    json["questions"][id] = {{"answer", mark.answer}, {"right", mark.right}, {"tries", mark.tries}};
  }
  if (marks.task) json["task"] = json_of(*marks.task);
  return json;
}

// --- from JSON: somebody may have written it by hand ---

const Json* member_of(const Json& json, const std::string& name) {
  const auto found = json.find(name);
  return found == json.end() ? nullptr : &*found;
}

// Its name by value: a compiler takes what is returned for a part of a temporary otherwise.
const Json& object_in(const Json& json, std::string_view name) {
  if (!json.is_object()) refuse_field(std::string(name));
  return json;
}

std::string text_of(const Json& json, const std::string& name) {
  const Json* const text = member_of(json, name);
  if (!text) return "";
  if (!text->is_string()) refuse_field(name);
  std::string value = text->get<std::string>();
  if (value.size() > longest_text) refuse_field(name);
  return value;
}

bool flag_of(const Json& json, const std::string& name) {
  const Json* const value = member_of(json, name);
  if (value && !value->is_boolean()) refuse_field(name);
  return value && value->get<bool>();
}

int number_of(const Json& json, const std::string& name) {
  const Json* const value = member_of(json, name);
  if (!value) return 0;
  if (!value->is_number_integer()) refuse_field(name);
  const auto number = value->get<std::int64_t>();
  if (number < 0 || number > most) refuse_field(name);
  return static_cast<int>(number);
}

LessonMarks marks_from(const Json& json) {
  LessonMarks marks;
  marks.place = text_of(json, "place");
  marks.done = flag_of(json, "done");
  if (const Json* const questions = member_of(json, "questions")) {
    for (const auto& [id, mark] : object_in(*questions, "questions").items()) {
      object_in(mark, id);
      marks.questions[id] = {text_of(mark, "answer"), flag_of(mark, "right"),
                             number_of(mark, "tries")};
    }
  }
  if (const Json* const task = member_of(json, "task")) {
    object_in(*task, "task");
    marks.task = TaskMark{flag_of(*task, "solved"), text_of(*task, "in"), number_of(*task, "hints"),
                          flag_of(*task, "seen_solution")};
  }
  return marks;
}

// --- two of them ---

void merge(AnswerMark& own, const AnswerMark& other) {
  const int tries = std::max(own.tries, other.tries);
  if (other.right && !own.right) own = other;
  own.tries = tries;
}

void merge(TaskMark& own, const TaskMark& other) {
  if ((other.solved && !own.solved) || own.in.empty()) own.in = other.in;
  own.solved = own.solved || other.solved;
  own.hints = std::max(own.hints, other.hints);
  own.seen_solution = own.seen_solution || other.seen_solution;
}

void merge(LessonMarks& own, const LessonMarks& other) {
  if (own.place.empty()) own.place = other.place;
  own.done = own.done || other.done;
  for (const auto& [id, mark] : other.questions)
    merge(own.questions.try_emplace(id, mark).first->second, mark);
  if (!other.task) return;
  if (!own.task) own.task = other.task;
  merge(*own.task, *other.task);
}

}  // namespace

void mark_answer(Progress& progress, const std::string& lesson, const std::string& question,
                 const std::string& answer, std::optional<bool> right) {
  AnswerMark& mark = progress.lessons[lesson].questions[question];
  if (!right && mark.tries > 0) return;  // it was answered before; the run will tell
  mark.answer = answer;
  if (!right) return;
  mark.right = *right;
  ++mark.tries;
}

std::string to_text(const Progress& progress) {
  Json json = {{"version", version}, {"at", progress.at}, {"lessons", Json::object()}};
  for (const auto& [name, marks] : progress.lessons) json["lessons"][name] = json_of(marks);
  return json_text(json, 2) + "\n";
}

Progress progress_from(std::string_view text) {
  const Json json = trace::json_from(text);
  if (json.is_discarded()) refuse_field("JSON");
  object_in(json, "version");
  const int written = number_of(json, "version");
  if (written > version) throw NewerProgress();
  if (written < 1) refuse_field("version");
  Progress progress;
  progress.at = text_of(json, "at");
  const Json* const lessons = member_of(json, "lessons");
  if (!lessons) refuse_field("lessons");
  for (const auto& [name, marks] : object_in(*lessons, "lessons").items()) {
    progress.lessons[name] = marks_from(object_in(marks, name));
  }
  return progress;
}

void merge(Progress& own, const Progress& other) {
  if (own.at.empty()) own.at = other.at;
  for (const auto& [name, marks] : other.lessons) merge(own.lessons[name], marks);
}

}  // namespace procdemo::course
