// A lesson's page in one language: Markdown with four sections, always in this order.
#pragma once

#include <array>
#include <filesystem>
#include <string>

#include "lesson/room.h"

namespace procdemo::lesson {

struct PageSection {
  std::string heading;
  /// For a terminal: paragraphs with a blank line between them, list items begin with "- " or
  /// "3. ", code blocks are indented, `code` stands without its marks.
  std::string text;
};

struct Page {
  static constexpr std::size_t section_count = 4;

  std::string markdown;  ///< the whole page as it is written
  std::string title;     ///< its level-1 heading
  std::array<PageSection, section_count> sections;
  int code_blocks = 0;  ///< in the whole page

  // The sections. A run shows the first before it begins and the last after it has ended.
  const std::string& look() const { return sections[0].text; }
  const std::string& run() const { return sections[1].text; }
  const std::string& shows() const { return sections[2].text; }
  const std::string& next() const { return sections[3].text; }
};

/// Throws Problem page_missing when there is no such file, page_sections when it has not exactly
/// four level-2 headings.
Page load_page(const std::filesystem::path& file);

}  // namespace procdemo::lesson
