#include "lesson/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/text/chinese.h"
#include "base/text/utf8.h"
#include "lesson/catalogue.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;

// A program is read in one go, from a slide or two screens: the design says about 100 lines, and a
// few more for the comment on top are no reason to squeeze the code.
constexpr auto longest_program = 110;
// Fits a terminal of 24 lines.
constexpr auto longest_excerpt = 20;
// What a run prints before and after itself is read at a glance. Half as many characters say the
// same in Chinese, but commands are as long in every language.
constexpr std::size_t longest_look_en = 500, longest_look_zh = 300;
constexpr std::size_t longest_summary = 80;

struct Headings {
  Language language;
  const char* file;
  std::array<std::string, Page::section_count> names;
};
const Headings headings[] = {
    {Language::en, "en.md", {"Look at", "The run", "What it shows", "Try next"}},
    {Language::zh, "zh.md", {"看什么", "运行", "说明了什么", "接着试"}}};

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::ptrdiff_t lines(const std::string& text) {
  return std::ranges::count(text, '\n');
}

// Whether one of its shapes is of an event of that kind.
bool speaks_of(const Pattern& pattern, const std::string& event) {
  return std::ranges::any_of(pattern, [&](const Shape& shape) {
    const auto kind = shape.find("event");
    return kind != shape.end() && std::get<std::string>(kind->second) == event;
  });
}

class Lint {
 public:
  explicit Lint(const Lesson& lesson) : lesson_(lesson) {}

  std::vector<std::string> run() {
    names();
    wordings();
    questions();
    files();
    program(lesson_.program);
    if (lesson_.source.text.empty()) find("lesson.toml", "no source lines are shown");
    excerpt(lesson_.source);
    if (!lesson_.python.empty()) python();
    for (const Headings& expected : headings) page(expected);
    pages_alike();
    return std::move(findings_);
  }

 private:
  template <class... Args>
  void find(const std::string& file, fmt::format_string<Args...> text, Args&&... args) {
    findings_.push_back(fmt::format("{}/{}: ", lesson_.id, file) +
                        fmt::format(text, std::forward<Args>(args)...));
  }

  void names() {
    const std::string expected = fmt::format("{:02}-{}", lesson_.order, lesson_.name);
    if (lesson_.id != expected) {
      find("lesson.toml", "name and order make it {}, not its folder's name", expected);
    }
  }

  // --- lesson.toml ---

  void wording(const std::string& what, const Wording& words) {
    if (!is_utf8(words.en) || !is_utf8(words.zh)) find("lesson.toml", "{}: not UTF-8", what);
    if (has_chinese(words.en)) find("lesson.toml", "{}: Chinese in the English words", what);
    if (!has_chinese(words.zh)) find("lesson.toml", "{}: no Chinese in the Chinese words", what);
  }

  // A sentence that only quotes the run needs no translation.
  void evidence(const Claim& claim) {
    const bool words = claim.evidence.en != claim.evidence.zh;
    if (words) wording(claim.id + ", evidence", claim.evidence);
  }

  void wordings() {
    wording("title", lesson_.title);
    wording("summary", lesson_.summary);
    for (const std::string& text : {lesson_.summary.en, lesson_.summary.zh}) {
      if (characters(text) > longest_summary) {
        find("lesson.toml", "summary: {} characters, at most {}", characters(text),
             longest_summary);
      }
    }
    for (const LessonOption& option : lesson_.options) wording(option.shown(), option.help);
    if (lesson_.claims.empty()) find("lesson.toml", "it claims nothing");
    for (const Claim& claim : lesson_.claims) {
      wording(claim.id, claim.words);
      if (!claim.unless.empty()) wording(claim.id + ", reason", claim.reason);
      evidence(claim);
    }
  }

  // A choice may be a number, or a letter.
  void choice(const std::string& what, const Wording& words) {
    if (words.en != words.zh) wording(what, words);
  }

  void questions() {
    for (const Question& question : lesson_.questions) {
      wording(question.id, question.words);
      for (const Wording& hint : question.hints) wording(question.id + ", hint", hint);
      // A wrong answer may be one that nobody has foreseen.
      if (question.why.en.empty()) {
        find("lesson.toml", "{}: no why, for whoever is wrong", question.id);
      } else {
        wording(question.id + ", why", question.why);
      }
      for (const Tempting& one : question.tempting) wording(question.id + ", tempting", one.why);
      for (const Choice& one : question.choices) {
        choice(question.id + ", choice", one.words);
        if (!one.why.en.empty()) wording(question.id + ", why of a choice", one.why);
      }
    }
  }

  // There is no point in reading a file that no claim mentions.
  void files() {
    const auto about_files = [](const Claim& claim) {
      return std::ranges::any_of(claim.patterns,
                                 [](const Pattern& pattern) { return speaks_of(pattern, "file"); });
    };
    const bool claimed = std::ranges::any_of(lesson_.claims, about_files);
    if (claimed == lesson_.files.empty()) {
      find("lesson.toml", "{}",
           claimed ? "a claim on a file, and no [[file]]" : "[[file]], and no claim on it");
    }
  }

  // --- the program ---

  void program(const std::string& file) {
    const std::string text = read_user_file((lesson_.folder / file).string());
    if (lines(text) > longest_program) {
      find(file, "{} lines, at most {}", lines(text), longest_program);
    }
    const auto plain = [](char byte) { return byte == '\n' || (byte >= ' ' && byte <= '~'); };
    if (!std::ranges::all_of(text, plain)) find(file, "not plain ASCII");
  }

  void excerpt(const Source& source) {
    if (lines(source.text) > longest_excerpt) {
      find("lesson.toml", "source: {} lines of {}, at most {}", lines(source.text), source.file,
           longest_excerpt);
    }
  }

  void python() {
    program(lesson_.python);
    if (lesson_.python_source.text.empty()) {
      find("lesson.toml", "no source lines of {} are shown", lesson_.python);
    }
    excerpt(lesson_.python_source);
    for (const Claim& claim : lesson_.claims) {
      if (needs_symbols(claim) && !is_in_cpp(claim)) {
        find("lesson.toml", "{}: {} has neither probes nor variables to watch: in = \"cpp\"",
             claim.id, lesson_.python);
      }
    }
  }

  static bool needs_symbols(const Claim& claim) {
    return std::ranges::any_of(claim.patterns, [](const Pattern& pattern) {
      return speaks_of(pattern, "probe") || speaks_of(pattern, "value");
    });
  }

  static bool is_in_cpp(const Claim& claim) {
    const auto in = claim.when.find(program_language().name);
    return in != claim.when.end() && in->second == "cpp";
  }

  // --- the pages ---

  void page(const Headings& expected) {
    const Page& page = lesson_.page(expected.language);
    if (page.title.empty()) find(expected.file, "no title");
    for (std::size_t i = 0; i < Page::section_count; ++i) {
      section(expected, page.sections[i], expected.names[i]);
    }
    const bool chinese = expected.language == Language::zh;
    if (chinese != has_chinese(page.markdown)) find(expected.file, "in the other language");
    for (const std::string& text : {page.look(), page.next()}) {
      const std::size_t longest = chinese ? longest_look_zh : longest_look_en;
      if (characters(text) <= longest) continue;
      find(expected.file, "first and last section have at most {} characters: {}", longest,
           characters(text));
    }
  }

  void section(const Headings& expected, const PageSection& section, const std::string& heading) {
    if (section.heading != heading) {
      find(expected.file, "heading '{}' in place of '{}'", section.heading, heading);
    }
    if (section.text.empty()) find(expected.file, "'{}' is empty", heading);
    // CommonMark wants a blank between ** and a letter when punctuation stands on its other side.
    if (section.text.find("**") != std::string::npos) {
      find(expected.file, "'{}': ** is no emphasis here, and shows", heading);
    }
  }

  void pages_alike() {
    const int en = lesson_.page(Language::en).code_blocks;
    const int zh = lesson_.page(Language::zh).code_blocks;
    if (en != zh) find("zh.md", "{} code blocks, and {} in en.md", zh, en);
  }

  const Lesson& lesson_;
  std::vector<std::string> findings_;
};

void append(std::vector<std::string>& findings, std::vector<std::string> more) {
  findings.insert(findings.end(), more.begin(), more.end());
}

}  // namespace

std::vector<std::string> lint_lesson(const Lesson& lesson) {
  return Lint(lesson).run();
}

std::vector<std::string> lint_lessons(const fs::path& lessons) {
  std::vector<std::string> findings;
  std::set<std::string> names;
  std::set<int> numbers;
  for (const CatalogueEntry& entry : list_lessons(lessons)) {
    if (!entry.lesson) {
      std::string words = entry.id + ": ";
      for (const std::string& arg : entry.problem->args()) words += arg + " ";
      findings.push_back(words);
      continue;
    }
    append(findings, lint_lesson(*entry.lesson));
    if (!names.insert(entry.lesson->name).second) findings.push_back(entry.id + ": name is taken");
    if (!numbers.insert(entry.order).second) findings.push_back(entry.id + ": number is taken");
  }
  return findings;
}

}  // namespace procdemo::lesson
