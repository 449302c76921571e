# A program is a file. A process is that file running: it has a PID, a folder, descriptors and
# memory of its own. Here the file is Python's interpreter, and this text is what it reads.
#
# The first process shows what it has, then runs the same file twice more.

import os
import sys


# The kernel shows a process to itself as files under /proc/self. Some of them are symbolic links:
# /proc/self/exe leads to the program, /proc/self/fd/1 to where its output goes.
def follow(link):
    try:
        return os.readlink(link)
    except OSError:
        return "(nothing)"


def show_descriptors():
    for fd in range(3):
        print("fd %d    %s" % (fd, follow("/proc/self/fd/%d" % fd)))


# One address from each part of the memory that Python names: the kernel lists all of them.
def show_memory():
    with open("/proc/self/maps") as maps:
        for line in maps:
            if line.endswith(("[heap]\n", "[stack]\n")):
                print("%-7s 0x%s" % (line.split("[")[1].rstrip("]\n"), line.split("-")[0]))


# A new process begins as a copy of this one (fork), then becomes the program in `file` (exec).
def run_again(file):
    child = os.fork()
    if child != 0:
        return child
    try:
        os.execl(file, file, __file__, "again")
    finally:
        os._exit(127)  # only reached when exec failed


file = follow("/proc/self/exe")
print("file    %s" % file)
print("pid     %d" % os.getpid())
print("parent  %d" % os.getppid())

again = len(sys.argv) > 1
if not again:
    print("folder  %s" % follow("/proc/self/cwd"))
    show_descriptors()
    show_memory()
    sys.stdout.flush()  # nothing may wait in the buffer: fork would copy it

    run_again(file)
    run_again(file)
    os.wait()
    os.wait()
