#include <nlohmann/json.hpp>

#include "questions/export.h"
#include "trace/json_text.h"

namespace procdemo::questions {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Question::Kind;

Json in_each_language(const Wording& words) {
  return {{"en", words.en}, {"zh", words.zh}};
}

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"number", "choice", "outputs", "order",
                                        "next",   "does",   "schedule"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Question::Moment moment) {
  constexpr std::string_view names[] = {"before", "at", "after"};
  return names[static_cast<std::size_t>(moment)];
}

Json json_of(const Choice& choice, std::size_t number, const Grade& grade) {
  Json json = {{"letter", letter_of(number)}, {"words", in_each_language(choice.words)}};
  const bool known = number < grade.choices.size() && grade.choices[number].is;
  json["right"] = known ? Json(*grade.choices[number].is) : Json(nullptr);
  if (known && !grade.choices[number].shown.token.empty()) {
    json["token"] = grade.choices[number].shown.token;
  }
  if (!choice.why.en.empty()) json["why"] = in_each_language(choice.why);
  return json;
}

Json json_of(const Exported& one) {
  const auto& [question, solved] = one;
  Json json = {{"id", question.id},
               {"kind", name_of(question.kind)},
               {"asked", name_of(question.moment)},
               {"words", in_each_language(question.words)}};
  if (question.has_own_run()) json["run"] = question.run;
  if (question.several) json["many"] = true;
  if (question.exact_sleeps) json["exact_sleeps"] = true;
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    json["choices"].push_back(json_of(question.choices[i], i, solved.grade));
  }
  if (!question.lines.empty()) json["lines"] = question.lines;
  for (const Tempting& tempting : question.tempting) {
    json["tempting"].push_back(
        {{"answer", tempting.answer}, {"why", in_each_language(tempting.why)}});
  }
  for (const Wording& hint : question.hints) json["hints"].push_back(in_each_language(hint));
  const auto& best = solved.grade.best;
  json["answer"] = best ? Json(text_of(question, *best)) : Json(nullptr);
  if (!question.why.en.empty()) json["why"] = in_each_language(question.why);
  return json;
}

}  // namespace

std::string to_json(const Lesson& lesson, const std::vector<Exported>& questions) {
  Json list = Json::array();
  for (const Exported& one : questions) list.push_back(json_of(one));
  const Json json = {{"version", 1}, {"lesson", lesson.name}, {"questions", list}};
  return trace::json_text(json, 2) + "\n";
}

}  // namespace procdemo::questions
