#include "show/export/jsonl.h"

#include "trace/json.h"

namespace procdemo {

void JsonLines::begin(const Run& run) {
  out_(to_line(run) + "\n");
}

void JsonLines::event(const Event& event) {
  out_(to_line(event) + "\n");
}

void JsonLines::end(const End& end) {
  out_(to_line(end) + "\n");
}

}  // namespace procdemo
