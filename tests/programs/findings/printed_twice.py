# What was printed before a fork is still in Python's buffer, and in the child's copy of it (where
# standard output is no terminal). Mended: it is written before. Or that of a "file" that was opened,
# for text or for "bytes".
#
# printed_twice.py [wrong|mended] [file|bytes]
import os
import sys

mended = sys.argv[1:2] == ["mended"]
how = sys.argv[2] if len(sys.argv) > 2 else "print"
if how == "print":
    out = sys.stdout
else:
    out = open("out", "wb" if how == "bytes" else "w")
text = "once,\nand nöt twice\n"
out.write(text.encode() if how == "bytes" else text)
if mended:
    out.flush()
child = os.fork()
if child != 0:
    os.waitpid(child, 0)
