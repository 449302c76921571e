// One function over many items.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "multiprocess/pools/call.h"
#include "multiprocess/pools/core.h"
#include "multiprocess/pools/result.h"
#include "multiprocess/shared/archive.h"

namespace multiprocess {

/// A task that makes several calls, one after the other. Call is the TaskCall of each of them. They
/// are counted: an item, or a result, may have no bytes at all.
template <class Call>
struct ChunkOfCalls {
  template <class Function, class Item>
  static void pack(std::string& bytes, const Function& function, std::span<const Item> items) {
    pack_into(bytes, items.size());
    for (const Item& item : items) Call::pack(bytes, function, item);
  }

  static void run(std::string_view bytes, std::string& results) {
    for (auto calls = take<std::size_t>(bytes); calls > 0; --calls)
      Call::append_call(bytes, results);
  }
};

/// Sends the items in chunks, and returns the chunks' tasks.
template <class Call, class Function, class Item>
std::vector<std::shared_ptr<PoolTask>> send_chunks(PoolCore& core, const Function& function,
                                                   std::span<const Item> items, std::size_t chunk) {
  std::vector<std::shared_ptr<PoolTask>> tasks;
  while (!items.empty()) {
    const auto part = items.first(std::min(chunk, items.size()));
    tasks.push_back(core.submit(&ChunkOfCalls<Call>::run, [&](std::string& bytes) {
      ChunkOfCalls<Call>::pack(bytes, function, part);
    }));
    items = items.subspan(part.size());
  }
  return tasks;
}

/// Waits for all of them, and then throws what the first failed one threw.
inline void await_all(PoolCore& core, const std::vector<std::shared_ptr<PoolTask>>& tasks) {
  for (const auto& task : tasks) core.await(*task, Deadline::never());
  for (const auto& task : tasks)
    if (task->failure) std::rethrow_exception(task->failure);
}

/// The results of `count` items that were sent in chunks.
template <class Result>
std::vector<Result> results_of(const std::vector<std::shared_ptr<PoolTask>>& tasks,
                               std::size_t count, std::size_t chunk) {
  std::vector<Result> results;
  for (const auto& task : tasks) {
    std::string_view bytes = task->result;
    for (std::size_t left = std::min(chunk, count - results.size()); left > 0; --left)
      results.push_back(take<Result>(bytes));
  }
  return results;
}

/// Pool::map.
template <class Function, class Items>
auto map_in_chunks(PoolCore& core, const Function& function, Items&& items, std::size_t chunk) {
  using Value = std::ranges::range_value_t<Items>;
  using Item = Carried<Value>;
  using Call = TaskCallFor<Function, const Value&>;
  std::vector<Item> all;
  for (auto&& item : items) all.emplace_back(std::forward<decltype(item)>(item));
  if (chunk == 0)
    chunk = std::max<std::size_t>(1, (all.size() + 4 * core.size() - 1) / (4 * core.size()));
  const auto tasks = send_chunks<Call>(core, function, std::span<const Item>(all), chunk);
  await_all(core, tasks);
  if constexpr (!std::is_void_v<typename Call::Result>) {
    return results_of<typename Call::Result>(tasks, all.size(), chunk);
  }
}

/// A function that is called with the parts of a tuple: as empty as that function is, since a task
/// carries no bytes of an empty one.
template <class Function>
struct Spread {
  [[no_unique_address]] Function function;

  template <class Tuple>
  decltype(auto) operator()(Tuple&& parts) {
    return std::apply(function, std::forward<Tuple>(parts));
  }
};

/// What Pool::imap returns: a range whose elements are waited for when they are read.
template <class Result>
class OrderedResults {
 public:
  class Iterator {
   public:
    using value_type = Result;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(const AsyncResult<Result>* at) : at_(at) {}
    Result operator*() const { return at_->get(); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(at_++); }
    bool operator==(const Iterator&) const = default;

   private:
    const AsyncResult<Result>* at_ = nullptr;
  };

  explicit OrderedResults(std::vector<AsyncResult<Result>> results)
      : results_(std::move(results)) {}

  Iterator begin() const { return Iterator(results_.data()); }
  Iterator end() const { return Iterator(results_.data() + results_.size()); }
  std::size_t size() const { return results_.size(); }

 private:
  std::vector<AsyncResult<Result>> results_;
};

}  // namespace multiprocess
