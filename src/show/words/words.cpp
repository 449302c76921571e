#include "show/words/words.h"

#include <fmt/args.h>

namespace procdemo::show {

std::string fill(std::string_view words, const std::vector<std::string>& args) {
  constexpr std::size_t most = 10;
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(arg);
  for (std::size_t i = args.size(); i < most; ++i) store.push_back("?");
  return fmt::vformat(words, store);
}

}  // namespace procdemo::show
