#include "trace/event.h"

#include <algorithm>

namespace procdemo {

std::string_view process_of(std::string_view name) {
  return name.substr(0, name.find('/'));
}

int generation_of(std::string_view name) {
  return static_cast<int>(std::ranges::count(process_of(name), '.'));
}

std::string_view Event::kind() const {
  return std::visit([](const auto& data) { return data.kind; }, what);
}

}  // namespace procdemo
