#include "run/locks/object_names.h"

#include <cxxabi.h>
#include <fmt/core.h>

#include <cstdlib>
#include <memory>

namespace procdemo::run {

namespace {

// In C a variable's name is its symbol, and "b" would be a mangled type: bool.
std::string demangled(const std::string& symbol) {
  if (!symbol.starts_with("_Z")) return symbol;
  int status = 0;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(symbol.c_str(), nullptr, nullptr, &status), &std::free);
  std::string plain = name ? name.get() : symbol;
  constexpr std::string_view nameless = "(anonymous namespace)::";
  if (plain.starts_with(nameless)) plain.erase(0, nameless.size());
  return plain;
}

}  // namespace

void ObjectNames::add(std::string_view symbol, std::uint64_t address, std::uint64_t size) {
  objects_.try_emplace(address, Object{std::string(symbol), size});
}

std::string ObjectNames::at(std::uint64_t address, std::uint64_t size) const {
  auto found = objects_.upper_bound(address);
  if (found == objects_.begin()) return "";
  const auto& [begin, object] = *--found;
  const std::uint64_t offset = address - begin;
  if (offset >= object.size) return "";
  const std::string name = demangled(object.name);
  if (object.size < 2 * size) return offset == 0 ? name : fmt::format("{}+{}", name, offset);
  const bool is_array = object.size % size == 0 && offset % size == 0;
  return is_array ? fmt::format("{}[{}]", name, offset / size) : fmt::format("{}+{}", name, offset);
}

}  // namespace procdemo::run
