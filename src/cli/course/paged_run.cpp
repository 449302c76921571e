#include "cli/course/paged_run.h"

#include <string_view>

namespace procdemo::cli {

PagedRun::PagedRun(const Run& run, const Style& style, Pager& pager) : run_(run), pager_(pager) {
  run_.look = run_.next = {};
  run_.source = {};
  run_.claims.clear();
  narrator_ =
      make_narrator(Format::lanes, style, [this](std::string_view text) { pager_.show(text); });
}

void PagedRun::end(const End& end) {
  End rest = end;
  rest.claims.clear();
  narrator_->end(rest);
}

}  // namespace procdemo::cli
