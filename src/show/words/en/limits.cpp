// procdemo in English: limits of a run: before it, and where one of them has ended it.
#include "show/words/limits.h"

#include "show/words/dictionary.h"

namespace procdemo::show {

namespace {

constexpr Entry<Limiting> limits_en[] = {
    {Limiting::ended_processes,
     "The run was ended: too many forks were refused by the limit of {0} process(es) at once "
     "(--max-processes).",
     "the limit on processes ends the run"},
    {Limiting::ended_forks,
     "The run was ended by the limit of {0} process(es) in all (--max-forks).",
     "the limit on forks ends the run"},
    {Limiting::ended_seconds, "The run was ended by the limit of {0} second(s) (--timeout).",
     "the time limit ends the run"},
    {Limiting::ended_output,
     "The run was ended by the limit of {0} byte(s) printed (--max-output).",
     "the limit on output ends the run"},
    {Limiting::ended_memory,
     "The run was ended by the limit of {0} byte(s) of memory for all its processes together "
     "(--max-memory).",
     "the limit on memory ends the run"},
    {Limiting::ended_file,
     "The run was ended by the limit of {0} byte(s) for one file (--max-file): a process tried "
     "to write more.",
     "the limit on files ends the run"},
    {Limiting::ended_unseen,
     "procdemo lost sight of this run's processes ({0} of them), and ended them and the run: not "
     "all that happened is shown. This is a bug in procdemo.",
     "lost sight of {0}: ends the run"},
    {Limiting::ended_unanswered,
     "The run was ended: a process had mapped a file that another process serves (FUSE, a network "
     "file system), and when its memory was to be read, no answer came within {0} second(s).",
     "its memory is a served file, and does not answer: that ends the run"},
    {Limiting::ended_other, "The run was ended by the limit \"{0}\" ({1}).",
     "the limit {0} ends the run"},
    {Limiting::are, "Limits: {0}"},
    {Limiting::shown_processes, "{0} process(es) at once"},
    {Limiting::shown_forks, "{0} in all"},
    {Limiting::shown_seconds, "{0} s"},
    {Limiting::shown_output, "{0} byte(s) printed"},
    {Limiting::shown_memory, "{0} byte(s) of memory"},
    {Limiting::shown_file, "{0} byte(s) a file"},
    {Limiting::between, ", "},
    {Limiting::not_held, "Not limited, as nobody observes: {0}"},
    {Limiting::loose_processes, "the number of processes at once"},
    {Limiting::loose_forks, "the number of processes in all"},
    {Limiting::loose_seconds, "the time"},
    {Limiting::loose_output, "the output"},
    {Limiting::loose_memory, "the memory"},
    {Limiting::loose_file, "the size of a file"},
};

}  // namespace

template <>
Entries<Limiting> english<Limiting>() {
  return whole<limits_en>();
}

}  // namespace procdemo::show
