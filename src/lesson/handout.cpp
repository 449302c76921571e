#include "lesson/handout.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "base/text/lines.h"
#include "lesson/problems.h"
#include "lesson/program.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;

// --- one text ---

// "timeline.h" of `#include "timeline.h"  // clocks`, or nothing.
std::string included_in(std::string_view line) {
  constexpr std::string_view include = "#include \"";
  if (!line.starts_with(include)) return "";
  line.remove_prefix(include.size());
  return std::string(line.substr(0, line.find('"')));
}

// `file`, with what it includes of its own folder; each once.
std::string with_headers(const fs::path& file, std::set<fs::path>& seen) {
  std::string whole;
  const std::string text = read_user_file(file.string());
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    const std::string name = included_in(line);
    const fs::path header = file.parent_path() / name;
    std::error_code elsewhere;
    if (name.empty() || !fs::is_regular_file(header, elsewhere)) {
      if (!line.starts_with("#pragma once")) (whole += line) += '\n';
    } else if (seen.insert(header.lexically_normal()).second) {
      whole += with_headers(header, seen);
    }
  }
  return whole;
}

// --- a folder ---

bool can_be_called(const std::string& text) {
  const auto fits = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; };
  return !text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0 &&
         std::ranges::all_of(text, fits);
}

// "a/mine" of "a/mine/".
fs::path without_slash(fs::path folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

// Whether a name goes on there: "fork" in "fork-bomb".
bool goes_on(std::string_view rest) {
  return !rest.empty() && (std::isalnum(static_cast<unsigned char>(rest[0])) != 0 ||
                           rest[0] == '-' || rest[0] == '_');
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string all;
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from)) {
    const std::string_view rest = text.substr(at + from.size());
    (all += text.substr(0, at)) += goes_on(rest) ? from : to;
    text = rest;
  }
  return all += text;
}

// A page of the lesson `name`, for whoever has its files at hand.
std::string of_folder(const std::string& page, const std::string& name) {
  std::string own = replaced(page, "procdemo " + name, "procdemo run .");
  for (const std::string command : {"procdemo explore ", "procdemo show ", "procdemo check "}) {
    own = replaced(own, command + name, command + ".");
  }
  return own;
}

// What its console blocks say is printed, the program in C++ prints: where the folder runs the
// other one, they have to say which.
std::string in_cpp(const std::string& page) {
  std::string own;
  std::string_view rest = page;
  for (std::string_view line; next_line(rest, line);) {
    own += line;
    for (const std::string_view command : {"$ procdemo run .", "$ procdemo explore ."}) {
      if (!line.starts_with(command) || line.find(" --in ") != line.npos) continue;
      own.insert(own.size() - line.size() + command.size(), " --in cpp");
    }
    own += '\n';
  }
  return own;
}

// The lesson.toml of a lesson that is called `name` and runs its program in that language.
std::string toml_of(const std::string& text, const Lesson& lesson, const std::string& name,
                    const std::string& in) {
  std::string own = replaced(text, "name = \"" + lesson.name + "\"", "name = \"" + name + "\"");
  if (in.empty()) return own;
  std::string toml;
  std::string_view rest = own;
  for (std::string_view line; next_line(rest, line);) {
    if (line.starts_with("in = ")) continue;
    (toml += line) += '\n';
    if (line.starts_with("program = ")) toml += "in = \"" + in + "\"\n";
  }
  return toml;
}

void write_new(const fs::path& file, const std::string& text) {
  const Fd out = open_file(file.string(), O_WRONLY | O_CREAT | O_EXCL, 0666);
  write_all(out.get(), text);
}

// Whether `folder` is the outer one, or lies in it.
bool holds(const fs::path& outer, const fs::path& folder) {
  const fs::path whole = fs::canonical(outer), inner = fs::canonical(folder);
  return std::ranges::mismatch(whole, inner).in1 == whole.end();
}

// What a lesson shows on purpose its copy does, too, as long as its program is the same.
std::string with_advice_on_findings(const std::string& toml) {
  constexpr std::string_view named = "\nfindings = ";
  constexpr std::string_view advice =
      "\n# What is wrong with the program on purpose: nobody is told to look at it. Take out what "
      "is\n"
      "# not on purpose in yours.";
  const std::size_t at = toml.find(named);
  return at == toml.npos ? toml : toml.substr(0, at).append(advice) + toml.substr(at);
}

// Pages and the lesson.toml speak of the lesson by its name; the rest is what it is, of any size.
void copy_file(const Lesson& lesson, const fs::path& file, const fs::path& copy,
               const std::string& name, const std::string& in) {
  const auto text = [&] { return read_user_file(file.string()); };
  if (file.extension() == ".md") {
    const std::string page = of_folder(text(), lesson.name);
    write_new(copy, in == "python" ? in_cpp(page) : page);
  } else if (file.filename() == "lesson.toml") {
    write_new(copy, with_advice_on_findings(toml_of(text(), lesson, name, in)));
  } else {
    fs::copy_file(file, copy);  // throws where it is no file at all
  }
}

// Ours is for whoever asks `procdemo task --solution`.
bool is_solution(const fs::path& file) {
  return file.parent_path().filename() == "task" && file.stem() == "solution";
}

// With all that is in it, and links as links.
void copy_folder(const fs::path& from, const fs::path& to) {
  constexpr auto whole = fs::copy_options::recursive | fs::copy_options::copy_symlinks;
  fs::create_directory(to, from);
  for (const auto& entry : fs::directory_iterator(from)) {
    if (!is_solution(entry.path())) fs::copy(entry.path(), to / entry.path().filename(), whole);
  }
}

void copy_to(const Lesson& lesson, const fs::path& folder, const std::string& name,
             const std::string& in) {
  for (const auto& entry : fs::directory_iterator(lesson.folder)) {
    const fs::path file = entry.path();
    const fs::path copy = folder / file.filename();
    const bool built = file == built_path(lesson) && file.filename() != lesson.program;
    if (built || file.filename() == "lib") continue;
    if (entry.is_symlink()) {
      fs::copy_symlink(file, copy);
    } else if (entry.is_directory()) {
      if (!holds(file, folder)) copy_folder(file, copy);
    } else {
      copy_file(lesson, file, copy, name, in);
    }
  }
  fs::create_directory_symlink(library_folder(), folder / "lib");
}

}  // namespace

std::string whole_source(const Lesson& lesson, const std::string& program) {
  std::set<fs::path> seen;
  return with_headers(lesson.folder / program, seen);
}

void hand_out(const Lesson& lesson, const fs::path& given, const std::string& in) {
  if (!in.empty()) expect_python(lesson);
  const fs::path folder = without_slash(given);
  const std::string name = folder.filename().string();
  if (!can_be_called(name)) throw Problem(Status::usage, LessonProblem::name_unfit, {name});
  if (!fs::create_directory(folder)) {
    throw Problem(Status::usage, LessonProblem::folder_exists, {folder.string()});
  }
  try {
    copy_to(lesson, folder, name, in);
  } catch (...) {
    std::error_code gone;
    fs::remove_all(folder, gone);
    throw;
  }
}

}  // namespace procdemo::lesson
