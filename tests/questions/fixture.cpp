#include "questions/fixture.h"

#include "lesson/fixture.h"
#include "lesson/questions/question_reader.h"
#include "lesson/reading/toml.h"

namespace procdemo::questions::fixture {

Question question(const std::string& toml) {
  const lesson::fixture::Folder folder;
  const std::string head =
      "[[question]]\nid = \"it\"\nwords = { en = \"What?\", zh = \"什么？\" }\n";
  const Node root = parse_toml(folder.write("lesson.toml", head + toml).string());
  return read_questions(root.at("question"), {"demo", {}, {}}).front();
}

SeenRun three_lines() {
  SeenRun run;
  run.events = lesson::fixture::three_lines();
  run.end.token = "demo@r";
  return run;
}

}  // namespace procdemo::questions::fixture
