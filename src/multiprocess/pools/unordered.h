// Results in the order in which they come.
#pragma once

#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "multiprocess/pools/core.h"
#include "multiprocess/pools/result.h"

namespace multiprocess {

/// What Pool::imap_unordered returns: a range to be gone through once. Reading an element waits for
/// the next task that is done, and throws what it threw; one may go on to the next.
template <class Result>
class UnorderedResults {
 public:
  class Iterator {
   public:
    using value_type = Result;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    explicit Iterator(UnorderedResults* results) : results_(results) {}
    Result operator*() const { return results_->read(); }
    Iterator& operator++() {
      results_->skip();
      return *this;
    }
    void operator++(int) { results_->skip(); }
    bool operator==(std::default_sentinel_t) const { return results_->left_ == 0; }

   private:
    UnorderedResults* results_ = nullptr;
  };

  UnorderedResults() = default;
  UnorderedResults(UnorderedResults&&) noexcept = default;
  UnorderedResults& operator=(UnorderedResults&&) noexcept = default;

  /// Begins a task with `submit(callback)`, where `callback` is to be called when it is done.
  template <class Submit>
  void add(Submit submit) {
    tasks_.push_back(
        submit([done = done_, number = tasks_.size()](PoolTask&) { done->push_back(number); }));
    ++left_;
  }

  Iterator begin() { return Iterator(this); }
  std::default_sentinel_t end() const { return {}; }
  std::size_t size() const { return left_; }

 private:
  Result read() {
    await_next();
    return AsyncResult<Result>(tasks_[done_->front()]).get();
  }

  void skip() {
    await_next();
    tasks_[done_->front()].reset();
    done_->pop_front();
    --left_;
  }

  // The end of the pool settles tasks without a callback.
  void await_next() {
    if (!done_->empty()) return;
    for (std::size_t number = 0; number < tasks_.size(); ++number) {
      if (!tasks_[number]) continue;
      if (PoolCore* const pool = tasks_[number]->pool)
        return pool->await_callback([this] { return !done_->empty(); });
    }
    for (std::size_t number = 0; number < tasks_.size(); ++number)
      if (tasks_[number]) done_->push_back(number);
  }

  std::vector<std::shared_ptr<PoolTask>> tasks_;  // those that were read are no more
  std::shared_ptr<std::deque<std::size_t>> done_ = std::make_shared<std::deque<std::size_t>>();
  std::size_t left_ = 0;
};

}  // namespace multiprocess
