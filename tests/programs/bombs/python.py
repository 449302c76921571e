# Python's bomb: every process forks for ever, whatever fork says. It runs only under procdemo.
import os
import sys


def tracer():
    with open("/proc/self/status") as status:
        pid = int(next(line for line in status if line.startswith("TracerPid:")).split()[1])
    return open(f"/proc/{pid}/comm").read().strip() if pid else ""


if tracer() in ("", "strace", "gdb"):
    sys.exit(98)
while True:
    try:
        os.fork()
    except OSError:
        pass
