// md4c(3)'s parser of CommonMark, for readers in C++.
//
// A reader is told of a text's parts in their order:
//
//   enter(MD_BLOCKTYPE, void* detail)    a block begins; md4c.h says what its detail is
//   leave(MD_BLOCKTYPE)                  and ends
//   span(MD_SPANTYPE)                    emphasis, code and so on begins or ends; may be left out
//   text(MD_TEXTTYPE, std::string_view)  a piece of text: of the file, or of md4c's own
#pragma once

#include <md4c.h>

#include <exception>
#include <string_view>

#include "lesson/room.h"

namespace procdemo::lesson {

template <class Reader>
class MarkdownParser {
 public:
  /// What a reader throws comes out here again: it must not pass through md4c, which is C.
  void parse(std::string_view markdown, unsigned flags) {
    MD_PARSER parser = {};
    parser.flags = flags;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return tell(self, [&](Reader& reader) { reader.enter(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return tell(self, [&](Reader& reader) { reader.leave(type); });
    };
    parser.enter_span = parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return tell(self, [&](Reader& reader) {
        if constexpr (requires { reader.span(type); }) reader.span(type);
      });
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return tell(self, [&](Reader& reader) { reader.text(type, {text, size}); });
    };
    ::md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, this);
    if (thrown_) std::rethrow_exception(thrown_);
  }

  explicit MarkdownParser(Reader& reader) : reader_(reader) {}

 private:
  // For md4c: anything but 0 ends the parsing.
  template <class Telling>
  static int tell(void* parser, Telling telling) {
    auto& self = *static_cast<MarkdownParser*>(parser);
    try {
      telling(self.reader_);
      return 0;
    } catch (...) {
      self.thrown_ = std::current_exception();
      return 1;
    }
  }

  Reader& reader_;
  std::exception_ptr thrown_;
};

/// Tells `reader` what is in `markdown`. `flags` are md4c's (MD_FLAG_TABLES ...).
template <class Reader>
void parse_markdown(std::string_view markdown, Reader& reader, unsigned flags = 0) {
  MarkdownParser<Reader>(reader).parse(markdown, flags);
}

}  // namespace procdemo::lesson
