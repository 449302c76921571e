# A fork bomb: each process makes another, for ever, and so does that one. 1, 2, 4, 8 ...
#
# DO NOT RUN THIS BY HAND. `procdemo fork-bomb --in python` runs it behind a limit and a guard of
# the kernel.

import os

while True:
    try:
        os.fork()
    except OSError:  # refused: without this, whoever is refused ends, and the bomb burns out
        pass
