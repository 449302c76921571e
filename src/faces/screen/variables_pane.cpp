#include "faces/screen/variables_pane.h"

#include <algorithm>
#include <array>

#include "faces/words/screen.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {
namespace {

using Cells = std::array<std::string, 4>;  // process, value, address, page

class Table {
 public:
  explicit Table(const ToldRun& told) : told_(told) {}

  void add(Cells cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths_[i] = std::max(widths_[i], columns_of(cells[i]));
    }
    lines_.push_back(std::move(cells));
  }

  // A heading where the variable changes.
  std::vector<Rich> drawn(const std::vector<std::string>& variables) const {
    std::vector<Rich> rows;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const bool head = i == 0;
      if (!head && (i == 1 || variables[i - 1] != variables[i - 2])) {
        rows.push_back({{escaped(variables[i - 1]), bold}});
      }
      rows.push_back(row(lines_[i], head));
    }
    return rows;
  }

 private:
  Rich row(const Cells& cells, bool head) const {
    Rich text = {{"  "}};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto rest = static_cast<std::size_t>(widths_[i] - columns_of(cells[i]) + 2);
      text.push_back({cells[i] + std::string(rest, ' '), head ? dim : ink(cells, i)});
    }
    return text;
  }

  Ink ink(const Cells& cells, std::size_t column) const {
    return column == 0 ? told_.ink_of(cells[0]) : column == 1 ? bold : Ink{};
  }

  const ToldRun& told_;
  std::array<int, 4> widths_{};
  std::vector<Cells> lines_;
};

std::string page_words(const std::string& page, Language language) {
  if (page == "shared") return say(language, ScreenSay::page_shared);
  return page == "private" ? say(language, ScreenSay::page_private) : escaped(page);
}

}  // namespace

std::vector<Rich> variables_pane(const View& view, const ToldRun& told, ScreenSize size) {
  std::vector<SeenVariable> seen = told.variables();
  if (seen.empty()) {
    return wrap({{say(view.language, ScreenSay::no_variables), dim}}, std::max(2, size.columns),
                Break::words);
  }
  std::ranges::stable_sort(seen, {}, [](const SeenVariable& one) { return one.value.name; });
  const Language language = view.language;
  Table table(told);
  table.add({say(language, ScreenSay::head_process), say(language, ScreenSay::head_value),
             say(language, ScreenSay::head_address), say(language, ScreenSay::head_page)});
  std::vector<std::string> variables;
  for (const SeenVariable& one : seen) {
    variables.push_back(one.value.name);
    table.add({escaped(one.process), escaped(one.value.value.text()), escaped(one.value.address),
               page_words(one.value.page, language)});
  }
  return table.drawn(variables);
}

}  // namespace procdemo::faces
