# A Process runs a function in a child. fork() and wait() are in it, and do what they always do.
#
#   alternate  Parent and child both print, once a second.
#   no-loop    The parent has nothing more to do, and yet it does not end before its child.
#   terminate  The parent ends the child before it is done.

import multiprocessing
import os
import sys
import time
from multiprocessing import Process

multiprocessing.set_start_method("fork")  # elsewhere than on Linux it is another one


# What the child does. Its arguments are copies: the child has its own.
def test(who, age, rounds):
    print("child: %s, %d, pid %d" % (who, age, os.getpid()))
    for i in range(rounds):
        print("---test---")
        time.sleep(1)


def tell(process):
    state = "alive" if process.is_alive() else "not alive"
    pid = process.pid or 0  # before start() it is None
    print("parent: %s is %s, pid %d" % (process.name, state, pid))


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    variant = sys.argv[2] if len(sys.argv) > 2 else "alternate"

    child = Process(target=test, args=("dongGe", 18), kwargs={"rounds": rounds}, name="test")
    tell(child)

    # fork(): test() runs in the child, and what follows in the parent alone.
    child.start()
    tell(child)

    if variant == "alternate":
        for i in range(rounds):
            print("---main---")
            time.sleep(1)
    if variant == "terminate":
        time.sleep(2)
        child.terminate()  # kill(child.pid, SIGTERM)
        child.join()  # waitpid(child.pid)
        tell(child)
        print("parent: exit code %d" % child.exitcode)

    print("---end of main---")
    # before it ends, multiprocessing waits for whoever was started
