#include "show/export/recorder.h"

#include <cstring>
#include <system_error>

#include "base/files/user_file.h"
#include "base/problem.h"
#include "show/problems.h"

namespace procdemo::show {

Recorder::Recorder(const std::string& path)
    : path_(path),
      output_(open()),
      narrator_(make_narrator(Format::jsonl, {},
                              [this](std::string_view text) { output_.write(text); })) {}

Fd Recorder::open() try {
  if (is_written_directly(path_)) return open_for_writing(path_);
  pending_.emplace(path_);
  return Fd(check("dup", ::fcntl(pending_->fd(), F_DUPFD_CLOEXEC, 0)));
} catch (const std::system_error& error) {
  throw Problem(blame(error.code().value()), RecordProblem::unwritable,
                {path_, std::strerror(error.code().value())});
}

void Recorder::end(const End& end) try {
  narrator_->end(end);
  const bool whole = patience_ ? output_.flush_while_read(*patience_) : (output_.flush(), true);
  if (!whole) throw std::system_error(ETIMEDOUT, std::generic_category(), "write " + path_);
  if (output_.error() != 0) {
    throw std::system_error(output_.error(), std::generic_category(), "write " + path_);
  }
  if (pending_) pending_->publish();
} catch (const std::system_error& error) {
  throw Problem(Status::not_allowed, RecordProblem::failed,
                {path_, std::strerror(error.code().value())});
}

}  // namespace procdemo::show
