#include "show/terminal/generation_table.h"

#include <algorithm>

#include "show/terminal/sheet.h"
#include "show/terminal/text_row.h"
#include "show/words/generations.h"

namespace procdemo::show {

namespace {

constexpr std::size_t most_rows = 20;
constexpr int narrowest_table = 46;

struct TableRow {
  std::string name;
  GenerationCount count;
};

GenerationCount sum(const std::vector<GenerationCount>& generations, std::size_t from) {
  GenerationCount all;
  for (std::size_t i = from; i < generations.size(); ++i) {
    all.born += generations[i].born;
    all.refused += generations[i].refused;
  }
  return all;
}

std::vector<TableRow> rows_of(const std::vector<GenerationCount>& generations, Language language) {
  std::vector<TableRow> rows;
  for (std::size_t i = 0; i < std::min(generations.size(), most_rows); ++i) {
    rows.push_back({std::to_string(i), generations[i]});
  }
  if (generations.size() > most_rows) {
    rows.back() = {say(language, Crowd::from, most_rows - 1), sum(generations, most_rows - 1)};
  }
  return rows;
}

// Blocks in proportion, in eighths of a column.
std::string bar(std::int64_t part, std::int64_t whole, int width) {
  static constexpr const char* eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const std::int64_t filled = whole == 0 ? 0 : part * width * 8 / whole;
  std::string blocks;
  for (std::int64_t i = 0; i < filled / 8; ++i) blocks += "█";
  return blocks + eighths[filled % 8];
}

// The columns' right edges.
constexpr int generation_edge = 14, born_edge = 24, refused_edge = 35;

void put_right(TextRow& row, int edge, const std::string& text, Ink ink) {
  row.put(std::max(0, edge - columns_of(Rich{{text}})), {{text, ink}});
}

Rich table_row(const TableRow& entry, Ink ink, std::int64_t most, int width) {
  TextRow row(width);
  put_right(row, generation_edge, entry.name, ink);
  put_right(row, born_edge, std::to_string(entry.count.born), ink);
  put_right(row, refused_edge, std::to_string(entry.count.refused), ink);
  const int room = std::min(width, 100) - refused_edge - 3;
  if (most > 0) row.put(refused_edge + 2, {{bar(entry.count.born, most, room), {36}}});
  return row.text();
}

Rich heading_row(const Style& style) {
  TextRow row(style.width);
  put_right(row, generation_edge, say(style.language, Crowd::column_generation), dim);
  put_right(row, born_edge, say(style.language, Crowd::column_born), dim);
  put_right(row, refused_edge, say(style.language, Crowd::column_refused), dim);
  return row.text();
}

}  // namespace

std::string generation_table(const std::vector<GenerationCount>& generations, const Style& style) {
  const std::vector<TableRow> rows = rows_of(generations, style.language);
  Sheet sheet(style);
  sheet.blank();
  sheet.prose({{say(style.language, Crowd::table), bold}});
  if (style.width < narrowest_table) {
    for (const auto& [name, count] : rows) {
      sheet.prose({{say(style.language, Crowd::row, name, count.born, count.refused)}}, 2, 2);
    }
    return sheet.take();
  }
  std::int64_t most = 0;
  for (const TableRow& entry : rows) most = std::max(most, entry.count.born);
  sheet.row(heading_row(style));
  for (const TableRow& entry : rows) sheet.row(table_row(entry, {}, most, style.width));
  const TableRow all{say(style.language, Crowd::all), sum(generations, 0)};
  sheet.row(table_row(all, bold, 0, style.width));
  return sheet.take();
}

}  // namespace procdemo::show
