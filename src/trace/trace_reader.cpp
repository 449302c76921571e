#include "trace/trace_reader.h"

#include <system_error>

#include "base/file_problems.h"
#include "base/problem.h"
#include "trace/problems.h"

namespace procdemo::trace {

namespace {

template <class Kind, class... Args>
Problem problem(Kind what, const Args&... args) {
  return Problem(Status::usage, what, {args...});
}

bool blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

}  // namespace

TraceReader::TraceReader(Fd file, std::string name)
    : file_(std::move(file)), name_(std::move(name)) {
  read_header();
}

TraceReader::TraceReader(std::string text)
    : name_("trace"), buffer_(std::move(text)), at_end_(true) {
  read_header();
}

void TraceReader::read_header() {
  const std::optional<std::string> first = line();
  if (!first) throw problem(TraceProblem::empty, name_);
  try {
    run_ = run_from_line(*first);
  } catch (const NewerTrace& newer) {
    throw problem(TraceProblem::newer, name_, newer.what());
  } catch (const std::invalid_argument&) {
    throw problem(TraceProblem::foreign, name_);
  }
}

bool TraceReader::fill() {
  constexpr std::size_t piece = 1 << 16;
  buffer_.erase(0, taken_);
  seen_ -= taken_;
  taken_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + piece);
  const ssize_t got = ::read(file_.get(), buffer_.data() + before, piece);
  buffer_.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got < 0 && errno != EINTR) {
    throw problem(TraceProblem::unreadable, name_, std::generic_category().message(errno));
  }
  bytes_ += got > 0 ? static_cast<std::uint64_t>(got) : 0;
  if (bytes_ > largest_file) {
    throw problem(FileProblem::too_large, name_, std::to_string(largest_file >> 20));
  }
  return got != 0;
}

std::optional<std::string> TraceReader::line() {
  std::size_t end;
  while ((end = buffer_.find('\n', seen_)) == std::string::npos) {
    seen_ = buffer_.size();
    if (seen_ - taken_ > longest_line) {
      throw problem(TraceProblem::too_long, name_, std::to_string(number_ + 1));
    }
    if (at_end_ || !fill()) break;
  }
  whole_ = end != std::string::npos;
  if (!whole_) at_end_ = true;
  if (!whole_ && taken_ == buffer_.size()) return std::nullopt;
  ++number_;
  std::string line = buffer_.substr(taken_, whole_ ? end - taken_ : end);
  taken_ = seen_ = whole_ ? end + 1 : buffer_.size();
  return line;
}

std::string TraceReader::next_text() {
  std::optional<std::string> text = line();
  if (!text) throw problem(TraceProblem::truncated, name_, std::to_string(events_));
  return *std::move(text);
}

TraceLine TraceReader::read(const std::string& text) const {
  try {
    return trace_line(text);
  } catch (const NewerTrace& newer) {
    throw problem(TraceProblem::newer, name_, newer.what());
  } catch (const std::invalid_argument& wrong) {
    if (!whole_) throw problem(TraceProblem::truncated, name_, std::to_string(events_));
    throw problem(TraceProblem::damaged, name_, std::to_string(number_), wrong.what());
  }
}

std::optional<Event> TraceReader::next() {
  TraceLine any = read(next_text());
  if (auto* event = std::get_if<Event>(&any)) {
    if (event->seq == ++events_) return std::move(*event);
    throw problem(TraceProblem::gap, name_, std::to_string(number_), std::to_string(events_),
                  std::to_string(event->seq));
  }
  take_end(std::move(any));
  return std::nullopt;
}

void TraceReader::take_end(TraceLine last) {
  if (!std::holds_alternative<End>(last)) {
    throw problem(TraceProblem::goes_on, name_, std::to_string(number_));
  }
  end_ = std::get<End>(std::move(last));
  check_end();
}

void TraceReader::check_end() {
  while (const auto more = line()) {
    if (!blank(*more)) throw problem(TraceProblem::goes_on, name_, std::to_string(number_));
  }
}

}  // namespace procdemo::trace
