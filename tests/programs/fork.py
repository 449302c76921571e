# Python's os.fork: two children, one that exits 3 and one that runs another program.
import os
import sys

first = os.fork()
if first == 0:
    print("child, its parent is right:", os.getppid() == int(sys.argv[1]) if len(sys.argv) > 1 else True)
    sys.stdout.flush()
    os._exit(3)
print("first:", os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]), flush=True)

second = os.fork()
if second == 0:
    os.execvp("echo", ["echo", "from echo"])
print("second:", os.waitstatus_to_exitcode(os.waitpid(second, 0)[1]), flush=True)

reader, writer = os.pipe()
third = os.fork()
if third == 0:
    os.write(writer, b"through the pipe")
    os._exit(0)
os.close(writer)
print("read:", os.read(reader, 100).decode(), os.read(reader, 100), flush=True)
os.waitpid(third, 0)
