# There is no such program, and the child goes on as a copy of its parent. Mended: it ends.
import os
import sys

child = os.fork()
if child == 0:
    try:
        os.execvp("no-such-program", ["no-such-program"])
    except OSError as error:
        print(error, file=sys.stderr)
    if len(sys.argv) > 1:
        os._exit(127)
else:
    os.waitpid(child, 0)
print("over")
