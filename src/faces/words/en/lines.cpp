// procdemo's English: what a session says to its reader, as lines.
#include "faces/words/lines.h"
#include "show/words/dictionary.h"

namespace procdemo::faces {

namespace {

constexpr Entry<LinesSay> lines_en[] = {
    {LinesSay::at_line, "line {0}"},
    {LinesSay::no_input, "its input is at its end: i LINE types a line"},
    {LinesSay::done_again,
     "The next step first does again what was done here: {0} (whoever is named goes without it)"},
    {LinesSay::running, "... this takes long; Ctrl-C gives it up"},
    {LinesSay::dropped, "Ctrl-C; what was to follow is dropped: {0}"},
    {LinesSay::back_at, "back at step {0}"},
    {LinesSay::changed,
     "{0} has been changed meanwhile: this session goes on with the old one; to have the new one, "
     "end it and start another"},
    {LinesSay::over, "The run is over: b goes back, q ends."},
    {LinesSay::no_such_number, "nobody stands at {0} in the list"},
    {LinesSay::no_such_command, "there is no command '{0}'; ? shows them all"},
    {LinesSay::exported, "a block for a page was added to {0}"},
    {LinesSay::again, "This run once more, with what you typed and sent: {0}"},
    {LinesSay::discarded,
     "Written into copies of your folders, and gone with this session: {0} (a run without steps "
     "keeps it)"},
    {LinesSay::discarded_more,
     "Written into copies of your folders, and gone with this session: {0} and {1} more (a run "
     "without steps keeps them)"},
    {LinesSay::commands,
     "  Enter, n   the next step, marked *: the one that was taken, else the order's\n"
     "  1, P.1     the step of whoever that is\n"
     "  b, b3      back, by so many steps\n"
     "  c          on to the end; c:P.1 until P.1 has acted, c:17 until somebody is at line 17,\n"
     "             c:fork until the next event of that kind, c:@40 until step 40\n"
     "  i LINE     types a line into the standard input of the program\n"
     "  k INT      sends SIGINT to P's process group, as Ctrl-C does; k INT P.1 to P.1 alone\n"
     "  w          why: how the next one stands; w:P.1 another, w:12 event 12 of the run\n"
     "  s, t, v    source, tree of processes, watched variables\n"
     "  x FILE     adds what was done to FILE, as a block for a page that check replays\n"
     "  q          ends the run, and names its order so far"},
};

}  // namespace

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::LinesSay> english<faces::LinesSay>() {
  return whole<faces::lines_en>();
}
}  // namespace procdemo::show
