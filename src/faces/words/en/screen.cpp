// procdemo's English: what the full-screen face says.
#include "faces/words/screen.h"

#include "show/words/dictionary.h"

namespace procdemo::faces {

namespace {

constexpr Entry<ScreenSay> screen_en[] = {
    {ScreenSay::title, "step {1}   {2} s   {0}"},
    {ScreenSay::choose, "Who goes next?"},
    {ScreenSay::over, "The run is over: b goes back, q quits."},
    {ScreenSay::nobody, "Nobody can go on."},
    {ScreenSay::starting, "The program is being started."},
    {ScreenSay::at_line, "line {0}"},
    {ScreenSay::more_above, "… {0} more above"},
    {ScreenSay::more_below, "… {0} more below"},
    {ScreenSay::more_around, "… {0} more above, {1} below"},
    {ScreenSay::running, "This takes long; Esc gives it up."},
    {ScreenSay::no_command, "There is no command \"{0}\"; ? lists them all."},
    {ScreenSay::no_number, "Nobody has the number {0} here."},
    {ScreenSay::mouse_on, "The mouse: a press chooses, the wheel scrolls; m gives it back."},
    {ScreenSay::mouse_off, "The mouse is the terminal's again."},
    {ScreenSay::no_source,
     "No process is in the program's own source now (known of C and C++ compiled with -g, and of "
     "Python)."},
    {ScreenSay::no_file, "{0} was not found; the places are known all the same."},
    {ScreenSay::no_variables, "No watched variable has been seen so far."},
    {ScreenSay::no_why, "Nothing has been asked yet: w asks why of whom the cursor is at."},
    {ScreenSay::head_process, "process"},
    {ScreenSay::head_value, "value"},
    {ScreenSay::head_address, "address"},
    {ScreenSay::head_page, "page"},
    {ScreenSay::page_shared, "shared"},
    {ScreenSay::page_private, "private"},
    {ScreenSay::key_help, "? keys"},
    {ScreenSay::key_quit, "q quit"},
    {ScreenSay::key_next, "n next"},
    {ScreenSay::key_back, "b back"},
    {ScreenSay::key_number, "1-9 choose"},
    {ScreenSay::key_on, "c on"},
    {ScreenSay::key_why, "w why"},
    {ScreenSay::key_source, "s source"},
    {ScreenSay::key_tree, "t tree"},
    {ScreenSay::key_variables, "v variables"},
    {ScreenSay::key_page, "Tab pane"},
    {ScreenSay::help,
     "Enter\tthe one at the cursor takes a step\n"
     "j, k\tmove the cursor\n"
     "J, K\tscroll what is shown, by half of it\n"
     "1 to 9\tthat one takes a step\n"
     "n Space → ↓ PgDn\tthe next step: the one that was taken before, else the order's\n"
     "b ← ↑ PgUp\tback by a step\n"
     "c\ton to the end\n"
     "w\twhy: of whom the cursor is at\n"
     "s, t, v\tsource, tree of processes, variables\n"
     "Tab\tthe next pane\n"
     ":\ta command: P.1, b3, c:P.1, c:17, c:fork, c:@40, w:P.1, w:12, k INT\n"
     "i LINE\ttypes a line into the program's standard input\n"
     "x FILE\tadds what was done to FILE, as a block for a page that check replays\n"
     "m\tthe mouse: a press chooses, the wheel scrolls; m gives it back\n"
     "Esc\tgives up a step that takes long; closes this\n"
     "q\tends the run"},
};

}  // namespace

}  // namespace procdemo::faces

namespace procdemo::show {
template <>
Entries<faces::ScreenSay> english<faces::ScreenSay>() {
  return whole<faces::screen_en>();
}
}  // namespace procdemo::show
