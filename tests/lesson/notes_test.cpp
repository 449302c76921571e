// What the course notes say, and the terms that they use, in the page of each lesson.
#include <string>
#include <vector>

#include "base/files/user_file.h"
#include "catch.h"
#include "lesson/catalogue.h"

using namespace procdemo;
using namespace procdemo::lesson;

namespace {

struct Said {
  std::string lesson;
  std::vector<std::string> en, zh;
};

const std::vector<Said> notes = {
    {"program", {"resources and its environment"}, {"资源环境"}},
    {"schedule", {"Priority scheduling"}, {"时间片轮转", "优先级调度", "nice"}},
    {"concurrency", {"a part is being executed"}, {"并发", "并行", "一部分任务在执行"}},
    {"pid", {"its own PID alone"}, {"`--子进程--4212--4211`", "`--父进程--4211`"}},
    {"exit", {"the child sleeps 5 s and the parent 3 s"}, {"进程退出彼此没有关系"}},
    {"process",
     {"**group**", "`args`", "`kwargs`", "`Process-1`"},
     {"**group**", "大多数情况下用不到", "`args`", "`kwargs`"}},
    {"join", {"dirty read"}, {"脏读"}},
    {"subclass",
     {"22383.00 seconds", "`t_stop - t_start`"},
     {"`耗时22383.00秒`", "`t_stop - t_start`", "| 子进程结束"}},
    {"pool", {"**non-blocking**", "**blocking**"}, {"非阻塞", "0 执行完毕，耗时2.00"}},
    {"apply", {"**blocking**"}, {"**阻塞**"}},
    {"queue",
     {"`block` is `True`", "`get_nowait()` is `get(False)`", "`put(x, False)`", "race condition"},
     {"`block` 默认为 `True`", "相当于 `get(False)`", "相当于 `put(x, False)`", "竞态条件"}},
    {"manager", {"race condition"}, {"竞态条件"}},
    {"copy", {"**ask**", "`X_copy`", "**hand over**"}, {"**询问**", "`X_copy`", "**交给**"}},
    {"locked-write",
     {"race condition", "critical section", "mutual exclusion", "500,000,000", "on Unix only"},
     {"竞态条件", "临界区", "互斥", "500000000", "只有 Unix 才有"}},
};

std::string without_all(std::string text, const std::string& part) {
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos;) text.erase(at, part.size());
  return text;
}

}  // namespace

TEST_CASE("a lesson's pages say what the notes say, in both languages") {
  for (const Said& said : notes) {
    INFO(said.lesson);
    const Lesson lesson = find_lesson(PROCDEMO_LESSONS, said.lesson);
    for (const Language language : {Language::en, Language::zh}) {
      const std::string& page = lesson.page(language).markdown;
      for (const std::string& text : language == Language::en ? said.en : said.zh) {
        INFO(text);
        CHECK(page.find(text) != page.npos);
      }
    }
  }
}

TEST_CASE("what is printed is 打印 in Chinese, everywhere in a lesson") {
  for (const CatalogueEntry& entry : list_lessons(PROCDEMO_LESSONS)) {
    for (const char* file : {"zh.md", "lesson.toml"}) {
      INFO(entry.name << "/" << file);
      const std::string text = read_user_file((entry.folder / file).string());
      CHECK(without_all(text, "打印").find("印") == std::string::npos);
    }
  }
}
