// How wide the user's terminal is.
#pragma once

namespace procdemo {

/// Columns of the terminal that standard output is (ioctl_tty(2)), else $COLUMNS, else 80.
int terminal_width();

}  // namespace procdemo
